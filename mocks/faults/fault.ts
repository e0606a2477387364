import type { Reason } from '../errors/refusal.ts'
import type { EmulatorState } from '../state/state.ts'

/** Which requests a fault is for; every part that is given must hold. */
export interface FaultMatch {
  /** The HTTP method. */
  readonly method?: string
  /** The client's name for the operation, such as `createUser`. */
  readonly operation?: string
  /** A part of the path, or an expression for it. */
  readonly path?: string | RegExp
  /** Only from the n-th such request on, counted from 1. */
  readonly nth?: number
}

interface FaultRule {
  /** Default every request. */
  readonly match?: FaultMatch
  /** How often it happens; default once, `Infinity` for always. */
  readonly times?: number
  /** How likely it is each time, in [0, 1]; default 1. */
  readonly probability?: number
  /** Where the repeatable dice of `probability` start; default 1. */
  readonly seed?: number
}

/** Answers 429. */
export interface RateLimitFault extends FaultRule {
  readonly kind: 'rate-limit'
  /** Seconds, the header as it is, or `null` for no header; default 30, or what is left of the window. */
  readonly retryAfter?: number | string | null
  /** Writes the seconds as an HTTP date. */
  readonly as?: 'seconds' | 'date'
  /** Keeps answering 429 for so many milliseconds from the first time on; a window counts once. */
  readonly window?: number
}

/** Takes time, on the emulator's clock; an abort ends it at once. */
export interface LatencyFault extends FaultRule {
  readonly kind: 'latency'
  readonly milliseconds: number
  /** Whether the request takes effect afterwards (the default) or has by then. */
  readonly when?: 'before' | 'after'
}

/** Answers an error of Slack's servers, or any status. */
export interface StatusFault extends FaultRule {
  readonly kind: 'status'
  readonly status: number
  /** `json` for the dialect's envelope, `html` for an error page; default `json`. */
  readonly body?: 'json' | 'html' | 'empty'
  /** Whether the request has no effect (the default) or all of it. */
  readonly when?: 'before' | 'after'
}

/** Refuses with one of Slack's reasons. */
export interface RefusalFault extends FaultRule {
  readonly kind: 'refusal'
  readonly reason: Reason
  readonly context?: string
  readonly status?: number
}

/** Lets the request take effect, and spoils the body of its answer. */
export interface BodyFault extends FaultRule {
  readonly kind: 'body'
  readonly body: 'html' | 'empty' | 'truncated-json'
}

/**
 * Loses the connection: `refused` before anything is sent, `before` or `after` the request took effect,
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

/** Lets somebody else change the directory between two calls. */
export interface InterferenceFault extends FaultRule {
  readonly kind: 'interference'
  readonly when?: 'before' | 'after'
  act(state: EmulatorState): void
}

/** Another app puts the user or group back as it was, right after a write was answered. */
export interface RevertFault extends FaultRule {
  readonly kind: 'revert'
}

/** Something that goes wrong. All but `interference` are plain JSON. */
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
