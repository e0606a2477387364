/** Spreads waits, so that clients that failed together do not return together. */
export interface Jitter {
  /** @param duration - milliseconds */
  recalculate(duration: number): number
}

/** How long to wait before a retry. */
export interface RetryIntervalCalculator {
  /**
   * @param retryCount - how many retries this handler has made for the call: 0 before the first
   * @param retryAfter - the wait that the service asked for, in milliseconds, if it did
   * @returns milliseconds; less than `retryAfter` is raised to it
   */
  interval(retryCount: number, retryAfter?: number): number
}

/** Adds up to one second, as the original does. */
export class RandomJitter implements Jitter {
  readonly #random: () => number

  /** @param options - `random`: a source of numbers from 0 to 1; default `Math.random` */
  constructor(options: { readonly random?: () => number } = {}) {
    this.#random = options.random ?? (() => Math.random())
  }

  /** The duration plus up to 1000 ms. */
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

  /** What the service asked for, or the backoff, with jitter. */
  interval(retryCount: number, retryAfter?: number): number {
    return this.#jitter.recalculate(retryAfter ?? this.#backoffFactor * 2 ** retryCount)
  }
}

/** Always the same wait, but never less than the service asked for. */
export class FixedValueRetryIntervalCalculator implements RetryIntervalCalculator {
  readonly #interval: number

  /** @param interval - milliseconds; default 500 */
  constructor(interval = 500) {
    this.#interval = interval
  }

  /** The fixed wait. */
  interval(_retryCount: number, retryAfter = 0): number {
    return Math.max(this.#interval, retryAfter)
  }
}
