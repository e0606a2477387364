import type { Applied } from '../errors/applied.ts'
import type { SCIMMethod } from '../protocol/request.ts'

/** An attempt that asks to start. */
export interface PaceRequest {
  /** The method of the client: `createUser`, `apiCall`, …. */
  readonly operation: string
  readonly method: SCIMMethod
  /** Below `baseUrl`: `Users`, `Users/U0123`. */
  readonly path: string
  /** When the call first asked, in milliseconds since the epoch: its place, which a retry keeps. */
  readonly since: number
  /** When the call must be over, in milliseconds since the epoch; `Infinity` without a deadline. */
  readonly deadline: number
  /** How many times the call was sent so far. */
  readonly attempts: number
  /** What is known so far about the effect of the write: what an error of the pacer has to pass on. */
  readonly applied: Applied
  /** Ends the wait. */
  readonly signal: AbortSignal | undefined
}

/** What became of an attempt that was let through. */
export interface PaceOutcome {
  /** The status; absent if no answer came. */
  readonly status?: number
  /** The leading token of Slack's description: `resource_locked` and `too_many_requests` differ. */
  readonly reason?: string | undefined
  /** The wait that the service asked for, in milliseconds. */
  readonly retryAfter?: number | undefined
}

/** Leave to start one attempt. */
export interface Permit {
  /** Is called once, when the attempt has ended. */
  done(outcome: PaceOutcome): void
}

/**
 * Decides when an attempt may start. `slackPacer()` knows Slack's limits; one of your own may know better.
 *
 * With a pacer, the wait after a 429 is the pacer's: the client reports the 429, and asks for the next permit at once.
 */
export interface Pacer {
  /** Resolves when the attempt may start; rejects when its signal aborts, or when it can never start in time. */
  acquire(request: PaceRequest): Promise<Permit>
}
