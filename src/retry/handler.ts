import type { SCIMRequest } from '../protocol/request.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import type { RetryIntervalCalculator } from './interval.ts'

/** A failed attempt: it has a response of 400 or more, or an error. */
export interface FailedAttempt {
  readonly request: SCIMRequest
  readonly response?: SCIMResponse
  readonly error?: unknown
  /** Which attempt of the call failed; 1 is the first. */
  readonly attempt: number
  /** Milliseconds since the call began. */
  readonly elapsed: number
  /** Values of the handler's own, kept between the attempts of one call. */
  readonly state: Map<string, unknown>
}

/**
 * Decides whether the client retries a failed attempt.
 *
 * The chain counts the retries of each handler, waits, honours `Retry-After`, the signal and the deadline,
 * and never repeats a POST that may have taken effect.
 *
 * @example
 * ```ts
 * import { type RetryHandler, SCIMClient, SCIMTimeoutError } from 'slack-scim'
 *
 * const slowReads: RetryHandler = {
 *   maxRetryCount: 2,
 *   canRetry: ({ request, error }) => request.method === 'GET' && error instanceof SCIMTimeoutError,
 * }
 * const scim = new SCIMClient('xoxp-…', { retryHandlers: [slowReads] })
 * ```
 */
export interface RetryHandler {
  /** The most retries that this handler grants one call. */
  readonly maxRetryCount: number
  /** Computes the wait; default {@link BackoffRetryIntervalCalculator}. */
  readonly intervalCalculator?: RetryIntervalCalculator
  /** Whether another attempt may help against this failure. */
  canRetry(attempt: FailedAttempt): boolean | Promise<boolean>
  /**
   * Called after the wait, right before the next attempt, and awaited: to refresh a token or switch a proxy. What it
   * throws ends the call.
   */
  prepareForNextAttempt?(attempt: FailedAttempt): void | Promise<void>
}

/** Options of the built-in handlers. */
export interface RetryHandlerOptions {
  /** The most retries that this handler grants one call. */
  readonly maxRetryCount?: number
  /** Computes the wait; default {@link BackoffRetryIntervalCalculator}. */
  readonly intervalCalculator?: RetryIntervalCalculator
}
