import type { Applied } from '../errors/applied.ts'

/** A call began. */
export interface CallStartEvent {
  readonly type: 'call.start'
  readonly operation: string
  readonly method: string
  /** The path below `baseUrl`, without the query. */
  readonly path: string
}

/** A call ended with a status, or with the code of an error. */
export interface CallEndEvent {
  readonly type: 'call.end'
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly status?: number
  readonly error?: string
  readonly attempts: number
  /** Milliseconds since `call.start`. */
  readonly duration: number
}

/** A request was handed to the transport. */
export interface AttemptStartEvent {
  readonly type: 'attempt.start'
  readonly operation: string
  /** The number of the attempt, from 1. */
  readonly attempt: number
}

/** The transport answered or failed. */
export interface AttemptEndEvent {
  readonly type: 'attempt.end'
  readonly operation: string
  readonly attempt: number
  readonly status?: number
  readonly error?: string
  readonly applied: Applied
  /** Milliseconds since `attempt.start`. */
  readonly duration: number
}

/** The client will send the request again after a wait. */
export interface RetryEvent {
  readonly type: 'retry'
  readonly operation: string
  /** Why: a status, or the code of an error. */
  readonly reason: number | string
  /** Milliseconds until the next attempt. */
  readonly wait: number
}

/**
 * A known attribute does not match the schema, in a response or, with loose validation, in a request. Emitted
 * once per operation and path.
 */
export interface DriftEvent {
  readonly type: 'drift'
  readonly operation: string
  /** The path, with `*` for an index: `Resources.*.emails.*.value`. */
  readonly path: string
  readonly expected: string
  /** The received type, never the value. */
  readonly received: string
}

/** `totalResults` changed between two pages of a list, so the walk may have missed rows. */
export interface ListChangedEvent {
  readonly type: 'list.changed'
  readonly operation: string
  readonly from: number
  readonly to: number
}

/** A walk over a list reached its end. */
export interface ListEndEvent {
  readonly type: 'list.end'
  readonly operation: string
  readonly pages: number
  readonly items: number
  /** Whether the walk saw every row: `totalResults` never changed, and there were as many ids. */
  readonly complete: boolean
}

/** A request or an option works, but is probably a mistake. */
export interface WarningEvent {
  readonly type: 'warning'
  readonly code: 'timeout_in_seconds' | 'filter_unsupported' | 'unknown_attribute'
  readonly message: string
}

/** An event for `onEvent`. No event contains a token, a header, a body or the values of a filter. */
export type SCIMEvent =
  | CallStartEvent
  | CallEndEvent
  | AttemptStartEvent
  | AttemptEndEvent
  | RetryEvent
  | DriftEvent
  | ListChangedEvent
  | ListEndEvent
  | WarningEvent
