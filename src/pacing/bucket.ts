import { afterRefusal, type Lesson, shareAt, UNTAUGHT } from './adaptive-rate.ts'
import type { RateLimit } from './limits.ts'

/** A minute, and the millisecond that a clock of whole milliseconds may hide. */
const MINUTE = 60_001
/** By then a request has reached Slack, even if its answer takes longer. */
export const ARRIVAL = 2_000
/**
 * So long without a start, and twice the time from one to the next: then there was nothing to start, or a pause, or
 * the minute was used up, which only bursts do.
 */
const IDLE = 2_000

/** What the next refusal will be judged by. */
export interface SinceLesson {
  /** How many requests were over. */
  readonly over: number
  /** The milliseconds without work. */
  readonly idle: number
  /** When the last request was started. */
  readonly lastStart: number
}

/**
 * One limit, kept so that it holds whichever way Slack counts: by a token bucket with rate and burst, by
 * fixed windows of a minute, or by a log of the last 60 seconds. Slack does not say which.
 *
 * When a request arrives is not known here, only that it is between its start and its answer. So:
 *
 * - A request holds its place in the minute from its start until 60 seconds after its answer. Then no 60
 *   seconds at Slack, wherever they begin, have more arrivals than the limit.
 * - The level is taken from at the start, and fills no higher than the burst without the requests in flight.
 *   Then it never is above Slack's own level less what is still to arrive: a refill raises both alike, an
 *   arrival moves one from here to there, and at Slack's brim ours is held down by those in flight.
 *
 * Neither depends on how long requests take, or on the order in which they arrive.
 */
export class Bucket {
  readonly #limit: RateLimit
  readonly #even: boolean
  /** When each request in flight was started, the oldest first. */
  readonly #inFlight = new Map<unknown, number>()
  /** When each request of the last minute was over, the oldest first. */
  readonly #over: number[] = []
  #level: number
  #time: number
  #share = 1
  #scale = 1
  #isAlone = true
  /** Nothing starts before. */
  pausedUntil: number = Number.NEGATIVE_INFINITY
  /** What refusals have taught. */
  lesson: Lesson = UNTAUGHT
  /** What was seen since. */
  since: SinceLesson

  /**
   * Starts full, as a limit does that nobody has used.
   *
   * @param even - whether a burst is to come once, and not again each minute: what is spent at the beginning
   *   of a minute is missing at its end. That suits a limit which others stand below: they all would stop.
   */
  constructor(limit: RateLimit, now: number, even = false) {
    this.#limit = limit
    this.#even = even
    this.#level = limit.burst
    this.#time = now
    this.since = { over: 0, idle: 0, lastStart: now }
  }

  /** How many requests it counts at the moment. */
  get used(): number {
    return this.#over.length + this.#inFlight.size
  }

  /** The part of Slack's limit that it counts. */
  get use(): number {
    return this.used / this.#limit.perMinute
  }

  /** The limit that is kept to: Slack's, times the share, times what was learned. */
  get perMinute(): number {
    return Math.max(1, Math.floor(this.#limit.perMinute * this.#scale))
  }

  /**
   * Brings the bucket to a time.
   *
   * @param isAlone - whether no other app is noticed at any limit of the organization; default yes
   */
  advance(now: number, share: number, isAlone = true): void {
    this.#isAlone = isAlone
    this.#share = share
    this.#scale = share * shareAt(this.lesson, now)
    for (const [permit, start] of this.#inFlight) {
      if (start + ARRIVAL > now) break
      this.#settle(permit, start + ARRIVAL)
    }
    while ((this.#over[0] ?? now) <= now - MINUTE) this.#over.shift()
    this.#refill(now)
  }

  /**
   * Milliseconds until a request may start that has `ahead` others before it, and has to leave room for
   * `reserved` in this minute; at least so many, if not 0.
   */
  wait(now: number, ahead: number, reserved = 0): number {
    const missing = ahead + 1 - this.#level
    const excess = this.used + ahead + reserved + 1 - this.perMinute
    return Math.max(
      0,
      this.pausedUntil - now,
      // The tolerance is for what the refills have rounded off.
      missing > 1e-6 ? missing / this.#perMillisecond : 0,
      excess > 0 ? (this.#over[excess - 1] ?? now) + MINUTE - now : 0,
    )
  }

  /** Counts a request that starts now. */
  take(permit: unknown, now: number): void {
    const { over, idle, lastStart } = this.since
    const pause = now - lastStart > IDLE + 2 / this.#perMillisecond ? now - lastStart : 0
    this.since = { over, idle: idle + pause, lastStart: now }
    this.#inFlight.set(permit, now)
    this.#level--
  }

  /** Counts no longer as in flight a request that is over now. */
  done(permit: unknown, now: number): void {
    if (this.#inFlight.has(permit)) this.#settle(permit, now)
  }

  /** When the requests that count were over; those in flight are taken for over now. */
  times(now: number): number[] {
    return [...this.#over, ...Array.from(this.#inFlight, () => now)]
  }

  /** What a refusal teaches: there is less than we thought. */
  nextLesson(now: number): Lesson {
    const { over, idle } = this.since
    const ours = this.#limit.perMinute * this.#share
    const time = Math.max(1, now - this.lesson.at - idle)
    this.since = { over: 0, idle: 0, lastStart: now }
    return afterRefusal(
      this.lesson,
      { use: this.used / ours, passed: (over * 60_000) / time / ours, time },
      now,
    )
  }

  #settle(permit: unknown, when: number): void {
    this.#refill(when)
    this.#inFlight.delete(permit)
    this.#over.push(when)
    this.since = { ...this.since, over: this.since.over + 1 }
  }

  #refill(now: number): void {
    // Where another app takes from the same limits, a burst is a guess that may be refused as a whole.
    const burst = this.#isAlone ? this.#limit.burst * this.#scale : 2000 * this.#perMillisecond
    const brim = Math.max(1, burst) - this.#inFlight.size
    // A little more than there is room for, or answers on their way would cost time.
    const room = this.#even ? Math.max(0, this.perMinute - this.used) + this.#limit.perMinute / 200 : brim
    this.#level = Math.min(brim, room, this.#level + (now - this.#time) * this.#perMillisecond)
    this.#time = now
  }

  get #perMillisecond(): number {
    return (this.#limit.perMinute * this.#scale) / 60_000
  }
}
