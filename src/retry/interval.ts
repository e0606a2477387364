/** Spreads waits, so that clients which failed at the same time do not retry at the same time. */
export interface Jitter {
  /** @param duration - milliseconds */
  recalculate(duration: number): number
}

/** Computes the wait before a retry. */
export interface RetryIntervalCalculator {
  /**
   * @param retryCount - the number of retries of this handler so far, 0 before the first
   * @param retryAfter - the wait that the service requested, in milliseconds; `undefined` if none
   * @returns milliseconds; the client waits for `retryAfter` if that is longer
   */
  interval(retryCount: number, retryAfter?: number): number
}

/** Adds up to one second, as Slack's Python SDK does. */
export class RandomJitter implements Jitter {
  readonly #random: () => number

  /** @param options - `random`: a source of numbers from 0 to 1; default `Math.random` */
  constructor(options: { readonly random?: () => number } = {}) {
    this.#random = options.random ?? (() => Math.random())
  }

  /** Returns the duration plus up to 1000 ms. */
  recalculate(duration: number): number {
    return duration + this.#random() * 1000
  }
}

/** Doubles with each retry: 0.5 s, 1 s, 2 s, 4 s, …, each with jitter. */
export class BackoffRetryIntervalCalculator implements RetryIntervalCalculator {
  readonly #backoffFactor: number
  readonly #jitter: Jitter

  /** @param options - `backoffFactor`: the first wait in ms, default 500; `jitter`: default {@link RandomJitter} */
  constructor(options: { readonly backoffFactor?: number | undefined; readonly jitter?: Jitter } = {}) {
    this.#backoffFactor = options.backoffFactor ?? 500
    this.#jitter = options.jitter ?? new RandomJitter()
  }

  /** Returns `retryAfter` or else the backoff, with jitter. */
  interval(retryCount: number, retryAfter?: number): number {
    return this.#jitter.recalculate(retryAfter ?? this.#backoffFactor * 2 ** retryCount)
  }
}

/** Always the same wait, but never less than the service requested. */
export class FixedValueRetryIntervalCalculator implements RetryIntervalCalculator {
  readonly #interval: number

  /** @param interval - milliseconds; default 500 */
  constructor(interval = 500) {
    this.#interval = interval
  }

  /** Returns the fixed wait, or `retryAfter` if that is longer. */
  interval(_retryCount: number, retryAfter = 0): number {
    return Math.max(this.#interval, retryAfter)
  }
}
