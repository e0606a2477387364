const SECONDS = 60

/** Counts what happened in the last minute, to a second, in constant memory. */
export class SlidingCount {
  readonly #counts: number[] = Array.from({ length: SECONDS }, () => 0)
  /** The second that was counted last. */
  #second = 0

  /** Counts one that happens now, in milliseconds since the epoch. */
  add(now: number): void {
    this.#forget(now)
    const slot = this.#second % SECONDS
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1
  }

  /** How many happened in the last minute. */
  total(now: number): number {
    this.#forget(now)
    return this.#counts.reduce((sum, count) => sum + count, 0)
  }

  /** Empties the slots of the seconds that have passed since the last count. */
  #forget(now: number): void {
    // A clock that is set back counts on in the last second.
    const second = Math.max(this.#second, Math.floor(now / 1000))
    for (let old = Math.max(this.#second + 1, second - SECONDS + 1); old <= second; old++)
      this.#counts[old % SECONDS] = 0
    this.#second = second
  }
}
