import type { VirtualClock } from '../mocks/time/virtual-clock.ts'
import { shared } from '../src/pacing/shared-limiter.ts'
import type { SharedPacing } from '../src/pacing/store.ts'
import { StoreState } from '../src/pacing/store-state.ts'

/**
 * The state of the Durable Object as the store of processes, behind 1 to 5 ms of network; the script for Redis gives the
 * same answers (tests/pacing/redis-equals-state.test.ts).
 */
export function virtualStore(clock: VirtualClock, random: () => number): SharedPacing {
  const state = new StoreState()
  const trip = (): Promise<void> => clock.sleep(0.5 + random() * 2)
  const store = {
    async take(ask: Parameters<StoreState['take']>[0]) {
      await trip()
      const answer = state.take(ask, Math.floor(clock.now()))
      await trip()
      return answer
    },
    async done(report: Parameters<StoreState['done']>[0]) {
      await trip()
      state.done(report, Math.floor(clock.now()))
    },
  }
  return shared('virtualStore', store, { name: 'acme' })
}
