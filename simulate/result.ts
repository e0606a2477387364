import type { VirtualClock } from '../mocks/time/virtual-clock.ts'
import type { Job } from './workload.ts'

/** The start of the simulated time; not the beginning of a minute, which would suit fixed windows. */
export const START: number = Date.UTC(2026, 0, 1, 0, 0, 17, 320)

/** The result of a workload. */
export interface Result {
  /** Milliseconds from the start to the last answer. */
  readonly time: number
  readonly requests: number
  readonly refused: number
  /** Calls that failed in the end. */
  readonly failed: number
  /** The longest time, in milliseconds, for which a call still waited while a later one of its kind had ended. */
  readonly starvation: number
}

/** Records when each job ends. */
export class Journal {
  readonly #clock: VirtualClock
  readonly #jobs: readonly Job[]
  readonly #over: number[] = []

  constructor(clock: VirtualClock, jobs: readonly Job[]) {
    this.#clock = clock
    this.#jobs = jobs
  }

  /** A job has ended. */
  over(index: number): void {
    this.#over[index] = this.#clock.now()
  }

  /** The result once all jobs have ended. */
  get result(): Pick<Result, 'time' | 'starvation'> {
    const earliestLater = new Map<string, number>()
    let starvation = 0
    let end = START
    for (let index = this.#jobs.length - 1; index >= 0; index--) {
      const { operation = '' } = this.#jobs[index] ?? {}
      const over = this.#over[index] ?? START
      const later = earliestLater.get(operation) ?? Number.POSITIVE_INFINITY
      starvation = Math.max(starvation, over - later)
      end = Math.max(end, over)
      earliestLater.set(operation, Math.min(over, later))
    }
    return { time: end - START, starvation }
  }
}
