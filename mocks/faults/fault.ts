import type { Reason } from '../errors/refusal.ts'
import type { EmulatorState } from '../state/state.ts'

/** The requests that a fault applies to; all given conditions must hold. */
export interface FaultMatch {
  /** The HTTP method. */
  readonly method?: string
  /** The client's name of the operation, such as `createUser`. */
  readonly operation?: string
  /** A substring of the path, or a regular expression. */
  readonly path?: string | RegExp
  /** Applies from the n-th matching request on, counted from 1. */
  readonly nth?: number
}

interface FaultRule {
  /** Default all requests. */
  readonly match?: FaultMatch
  /** How many times the fault happens; default 1, `Infinity` for always. */
  readonly times?: number
  /** Probability of each occurrence, in [0, 1]; default 1. */
  readonly probability?: number
  /** Seed of the random numbers for `probability`; default 1. */
  readonly seed?: number
}

/** Answers 429. */
export interface RateLimitFault extends FaultRule {
  readonly kind: 'rate-limit'
  /** Seconds, the header as a string, or `null` for no header; default 30, or the rest of the window. */
  readonly retryAfter?: number | string | null
  /** Writes the seconds as an HTTP date. */
  readonly as?: 'seconds' | 'date'
  /**
   * Milliseconds during which every matching request gets 429, from the first one on; a window counts as one
   * occurrence.
   */
  readonly window?: number
}

/** Delays the request on the emulator's clock; an abort ends the delay at once. */
export interface LatencyFault extends FaultRule {
  readonly kind: 'latency'
  readonly milliseconds: number
  /** Delays before the request takes effect (the default) or after. */
  readonly when?: 'before' | 'after'
}

/** Answers a server error, or any other status. */
export interface StatusFault extends FaultRule {
  readonly kind: 'status'
  readonly status: number
  /** `json` for the dialect's envelope, `html` for an error page; default `json`. */
  readonly body?: 'json' | 'html' | 'empty'
  /** Answers before the request takes effect (the default), or after. */
  readonly when?: 'before' | 'after'
}

/** Refuses with one of Slack's reasons. */
export interface RefusalFault extends FaultRule {
  readonly kind: 'refusal'
  readonly reason: Reason
  readonly context?: string
  readonly status?: number
}

/** Lets the request take effect, and corrupts the body of the answer. */
export interface BodyFault extends FaultRule {
  readonly kind: 'body'
  readonly body: 'html' | 'empty' | 'truncated-json'
}

/**
 * Loses the connection: `refused` before the request is sent, `before` or `after` the request takes effect,
 * `mid-body` while the answer is read.
 */
export interface ConnectionFault extends FaultRule {
  readonly kind: 'connection'
  readonly when: 'refused' | 'before' | 'after' | 'mid-body'
}

/** Never answers. */
export interface HangFault extends FaultRule {
  readonly kind: 'hang'
  readonly when?: 'before' | 'after'
}

/** Changes the directory between two calls, as another administrator would. */
export interface InterferenceFault extends FaultRule {
  readonly kind: 'interference'
  readonly when?: 'before' | 'after'
  act(state: EmulatorState): void
}

/** Another app restores the user or group right after a write. */
export interface RevertFault extends FaultRule {
  readonly kind: 'revert'
}

/** A fault. All kinds but `interference` are plain JSON. */
export type Fault =
  | RateLimitFault
  | LatencyFault
  | StatusFault
  | RefusalFault
  | BodyFault
  | ConnectionFault
  | HangFault
  | InterferenceFault
  | RevertFault
