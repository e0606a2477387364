import type { VirtualClock } from './virtual-clock.ts'

/** The start of the simulated time: not at the beginning of a minute, as nobody's work is. */
export const START: number = Date.UTC(2026, 0, 1, 0, 0, 17, 320)

/** What came of a workload. */
export interface Result {
  /** Milliseconds from the start to the last answer. */
  readonly time: number
  readonly requests: number
  readonly refused: number
  /** Calls that failed in the end. */
  readonly failed: number
  /** The longest time, in milliseconds, in which a process with work waiting for an endpoint got none of it done. */
  readonly starvation: number
}

/** Notes when work moves. */
export class Moves {
  readonly #clock: VirtualClock
  readonly #last = new Map<string, number>()
  #starvation = 0
  #end = START

  constructor(clock: VirtualClock) {
    this.#clock = clock
  }

  /** A request of somebody was answered. All work waits from the start, so that a gap is one in which it waited. */
  started(whose: string): void {
    const now = this.#clock.now()
    this.#starvation = Math.max(this.#starvation, now - (this.#last.get(whose) ?? START))
    this.#last.set(whose, now)
    this.#end = now
  }

  get result(): Pick<Result, 'time' | 'starvation'> {
    return { time: this.#end - START, starvation: this.#starvation }
  }
}
