/** The longest pause that `maxPause` allows, in milliseconds: a day. */
export const LONGEST_PAUSE = 86_400_000
/** How long one 429 pauses at most, by default: an hour. */
export const DEFAULT_PAUSE = 3_600_000

/** Until when a limit is left alone after 429s. */
export class Pause {
  /** Nothing starts before. */
  until: number = Number.NEGATIVE_INFINITY
  /** When the first of the 429s came after which nothing has succeeded. */
  #since: number | undefined
  #isLong = false

  /** Whether the pause is longer than `maxPause`, so that requests are refused instead of waiting. */
  isLong(now: number): boolean {
    return this.#isLong && this.until > now
  }

  /**
   * A 429 came.
   *
   * @param asked - how long Slack has asked for, in milliseconds
   * @param maxPause - how long nothing starts at most, in milliseconds
   */
  refuse(now: number, asked: number, maxPause: number): void {
    this.#since ??= now
    this.until = Math.max(this.until, now + Math.min(asked, maxPause))
    this.#isLong = asked > maxPause || this.until - this.#since > maxPause
  }

  /** A request that started at a time was not refused. */
  succeed(start: number): void {
    if (this.#since === undefined || start <= this.#since) return
    this.#since = undefined
    this.#isLong = false
  }

  /** Lasts as long as another pause at least. */
  join(other: Pause): void {
    this.until = Math.max(this.until, other.until)
    this.#isLong ||= other.#isLong
    this.#since ??= other.#since
  }
}
