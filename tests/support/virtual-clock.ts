import type { Clock } from '../../src/index.ts'

/** Time that jumps: whenever nothing else is left to do, the earliest timer fires. */
export interface VirtualClock extends Clock {
  /** The length of each timer that fired, in order. */
  readonly fired: readonly number[]
  /** How many timers wait. */
  readonly pending: number
}

export function virtualClock(start: number = Date.UTC(2026, 0, 1)): VirtualClock {
  let now = start
  let pumping = false
  const timers = new Set<{ due: number; ms: number; callback: () => void }>()
  const fired: number[] = []
  const pump = (): void => {
    const first = [...timers].sort((a, b) => a.due - b.due)[0]
    pumping = first !== undefined
    if (!first) return
    timers.delete(first)
    now = Math.max(now, first.due)
    fired.push(first.ms)
    first.callback()
    idle(pump)
  }
  return {
    fired,
    get pending() {
      return timers.size
    },
    now: () => now,
    setTimeout(callback, ms) {
      const timer = { due: now + ms, ms, callback }
      timers.add(timer)
      if (!pumping) idle(pump)
      pumping = true
      return timer
    },
    clearTimeout(timer) {
      timers.delete(timer as never)
    },
  }
}

/** After everything that is already under way, also what takes a few turns of the event loop. */
function idle(callback: () => void, turns = 3): void {
  setImmediate(() => (turns > 1 ? idle(callback, turns - 1) : callback()))
}
