import { type AdaptiveRate, afterRefusal, FULL_RATE, shareAt } from './adaptive-rate.ts'
import { Fifo } from './fifo.ts'
import type { RateLimit } from './limits.ts'
import { Pause } from './pause.ts'

/** A minute, and the millisecond that a clock of whole milliseconds may hide. */
const MINUTE = 60_001
/** Milliseconds after which a request has reached Slack, even if its answer takes longer. */
export const ARRIVAL = 2_000
/**
 * After so many milliseconds without a start, and twice the time from one start to the next, the bucket counts as idle:
 * there was nothing to start, or a pause, or a burst has used up the minute.
 */
const IDLE = 2_000

/** What has passed since the last refusal that changed the rate; the next refusal is judged by it. */
export interface Usage {
  /** How many requests ended. */
  readonly ended: number
  /** The milliseconds without work. */
  readonly idle: number
  /** When the last request was started. */
  readonly lastStart: number
}

/**
 * One limit, kept so that it holds whichever way Slack counts: by a token bucket with rate and burst, by
 * fixed windows of a minute, or by a log of the last 60 seconds. Slack does not say which.
 *
 * A request arrives at Slack at some time between its start and its answer. So:
 *
 * - A request holds its place in the minute from its start until 60 seconds after its answer. Then no 60
 *   seconds at Slack, wherever they begin, have more arrivals than the limit.
 * - A start takes a token, and the level fills no higher than the burst less the requests in flight.
 *   Then the level is never above Slack's own level less the requests that are still to arrive: a refill raises both
 *   alike, an arrival lowers both alike, and when Slack's bucket is full, the requests in flight hold ours down.
 *
 * Neither depends on how long requests take, or on the order in which they arrive.
 */
export class Bucket {
  readonly #limit: RateLimit
  readonly #even: boolean
  /** The permit of each request in flight. */
  readonly #inFlight = new Set<unknown>()
  /** When each request was started, those in flight among them, the oldest first. */
  readonly #started = new Fifo<{ readonly permit: unknown; readonly at: number }>()
  /** When each request of the last minute ended, the oldest first. */
  readonly #ended = new Fifo<number>()
  #level: number
  #time: number
  #share = 1
  #scale = 1
  #isAlone = true
  readonly pause: Pause = new Pause()
  rate: AdaptiveRate = FULL_RATE
  /** What has passed since the rate changed. */
  usage: Usage

  /**
   * Starts full.
   *
   * @param even - whether a burst comes once only, and not again each minute. A burst at the beginning of a minute is
   *   missing at its end, when a limit that several endpoints share would stop them all.
   */
  constructor(limit: RateLimit, now: number, even = false) {
    this.#limit = limit
    this.#even = even
    this.#level = limit.burst
    this.#time = now
    this.usage = { ended: 0, idle: 0, lastStart: now }
  }

  /** How many requests of the last minute it counts, those in flight among them. */
  get used(): number {
    return this.#ended.length + this.#inFlight.size
  }

  /** The same as a part of Slack's limit. */
  get use(): number {
    return this.used / this.#limit.perMinute
  }

  /** The limit that is kept to: Slack's, times our share, times the adaptive rate. */
  get perMinute(): number {
    return Math.max(1, Math.floor(this.#limit.perMinute * this.#scale))
  }

  /**
   * Brings the bucket to a time.
   *
   * @param isAlone - whether no other app is noticed at any limit of the organization; default true
   */
  advance(now: number, share: number, isAlone = true): void {
    this.#isAlone = isAlone
    this.#share = share
    this.#scale = share * shareAt(this.rate, now)
    for (let first = this.#started.at(0); first; first = this.#started.at(0)) {
      const isInFlight = this.#inFlight.has(first.permit)
      if (isInFlight && first.at + ARRIVAL > now) break
      if (isInFlight) this.#settle(first.permit, first.at + ARRIVAL)
      this.#started.shift()
    }
    while ((this.#ended.at(0) ?? now) <= now - MINUTE) this.#ended.shift()
    this.#refill(now)
  }

  /**
   * Milliseconds until a request may start that has `ahead` others before it, and leaves room for `reserved` others in
   * this minute. Unless 0, a lower bound.
   */
  wait(now: number, ahead: number, reserved = 0): number {
    const missing = ahead + 1 - this.#level
    const excess = this.used + ahead + reserved + 1 - this.perMinute
    return Math.max(
      0,
      this.pause.until - now,
      // Tolerates what the refills have rounded off.
      missing > 1e-6 ? missing / this.#perMillisecond : 0,
      excess > 0 ? (this.#ended.at(excess - 1) ?? now) + MINUTE - now : 0,
    )
  }

  /** Counts a request that starts now. */
  take(permit: unknown, now: number): void {
    const { ended, idle, lastStart } = this.usage
    const pause = now - lastStart > IDLE + 2 / this.#perMillisecond ? now - lastStart : 0
    this.usage = { ended, idle: idle + pause, lastStart: now }
    this.#inFlight.add(permit)
    this.#started.push({ permit, at: now })
    this.#level--
  }

  /** A request ended, and is no longer in flight. */
  done(permit: unknown, now: number): void {
    if (this.#inFlight.has(permit)) this.#settle(permit, now)
  }

  /** When the requests that count ended; those in flight count as ended now. */
  times(now: number): number[] {
    return [...this.#ended, ...Array.from(this.#inFlight, () => now)]
  }

  /** Lowers the rate after a refusal. */
  rateAfterRefusal(now: number): AdaptiveRate {
    const { ended, idle } = this.usage
    const ours = this.#limit.perMinute * this.#share
    const time = Math.max(1, now - this.rate.at - idle)
    this.usage = { ended: 0, idle: 0, lastStart: now }
    return afterRefusal(
      this.rate,
      { use: this.used / ours, passed: (ended * 60_000) / time / ours, time },
      now,
    )
  }

  #settle(permit: unknown, when: number): void {
    this.#refill(when)
    this.#inFlight.delete(permit)
    this.#ended.push(when)
    this.usage = { ...this.usage, ended: this.usage.ended + 1 }
  }

  #refill(now: number): void {
    // While another app uses the same limits, a burst is a guess that may be refused as a whole.
    const burst = this.#isAlone ? this.#limit.burst * this.#scale : 2000 * this.#perMillisecond
    const capacity = Math.max(1, burst) - this.#inFlight.size
    // A little more than the room in the minute, or answers on their way would cost time.
    const room = this.#even ? Math.max(0, this.perMinute - this.used) + this.#limit.perMinute / 200 : capacity
    this.#level = Math.min(capacity, room, this.#level + (now - this.#time) * this.#perMillisecond)
    this.#time = now
  }

  get #perMillisecond(): number {
    return (this.#limit.perMinute * this.#scale) / 60_000
  }
}
