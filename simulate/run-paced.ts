import type { LimitOptions } from '../mocks/limits/limits.ts'
import { seededRandom } from '../mocks/random/seeded.ts'
import { type VirtualClock, virtualClock } from '../mocks/time/virtual-clock.ts'
import { SCIMClient } from '../src/client/scim-client.ts'
import { SCIM2Client } from '../src/client/scim2-client.ts'
import { type SlackPacerOptions, slackPacer } from '../src/pacing/slack-pacer.ts'
import type { SharedPacing } from '../src/pacing/store.ts'
import { createReferee, type Latency } from './referee.ts'
import { Journal, type Result, START } from './result.ts'
import { perform, type Workload } from './workload.ts'

/** A simulation. */
export interface Simulation {
  readonly workload: Workload
  readonly dialect: '1.1' | '2.0'
  readonly latency: Latency
  readonly limits: LimitOptions
  readonly seed: number
  /** The number of processes that share the work; default 1, without a store. */
  readonly processes?: number
  /** Makes the store that they share, with a latency of its own. */
  readonly store?: (clock: VirtualClock, random: () => number) => SharedPacing
  readonly pacer?: SlackPacerOptions
}

/** The number of calls that a process makes in a millisecond. */
const CALLS = 20

/** Does a workload with the real client and the real pacer, as fast as calls can be made. */
export async function runPaced(simulation: Simulation): Promise<Result> {
  const { workload, dialect, latency, limits, seed, processes = 1, store } = simulation
  const clock = virtualClock({ start: START, autoAdvance: false })
  const random = seededRandom(seed)
  const referee = createReferee(clock, latency, random, limits)
  const shared = store?.(clock, random)
  const clients = Array.from({ length: processes }, () => {
    const pacer = slackPacer({
      share: 1,
      clock,
      random,
      ...(shared && { store: shared }),
      ...simulation.pacer,
    })
    const options = { clock, pacer, transport: referee.transport, timeout: 3_600_000 }
    return dialect === '1.1' ? new SCIMClient('xoxp-0', options) : new SCIM2Client('xoxp-0', options)
  })
  let failed = 0
  const journal = new Journal(clock, workload.jobs)
  const calls = workload.jobs.map(async (job, index) => {
    const scim = clients[index % processes]
    if (!scim) return
    await clock.sleep(Math.floor(index / CALLS))
    await perform(scim, job).catch(() => failed++)
    journal.over(index)
  })
  await clock.run(Promise.all(calls))
  return { ...journal.result, requests: referee.seen, refused: referee.refused, failed }
}
