import type { Applied } from '../errors/applied.ts'

/** A call began: the outermost link has it. */
export interface CallStartEvent {
  readonly type: 'call.start'
  readonly operation: string
  readonly method: string
  /** The path below `baseUrl`, without the query. */
  readonly path: string
}

/** A call ended, with a status or with the code of an error. */
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
  /** 1 for the first. */
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

/** The request will be sent again after a wait. */
export interface RetryEvent {
  readonly type: 'retry'
  readonly operation: string
  /** What it is for: a status, or the code of an error. */
  readonly reason: number | string
  /** Milliseconds until the next attempt. */
  readonly wait: number
}

/** A known attribute came, or in a loose mode went out, in a form that the schema does not have; once per operation and path. */
export interface DriftEvent {
  readonly type: 'drift'
  readonly operation: string
  /** Where, with `*` for an index: `Resources.*.emails.*.value`. */
  readonly path: string
  readonly expected: string
  /** The type that came, never the value. */
  readonly received: string
}

/** The total of a list changed between two of its pages, so rows may have been missed. */
export interface ListChangedEvent {
  readonly type: 'list.changed'
  readonly operation: string
  readonly from: number
  readonly to: number
}

/** A walk over a list came to its end by itself. */
export interface ListEndEvent {
  readonly type: 'list.end'
  readonly operation: string
  readonly pages: number
  readonly items: number
  /** Whether every row was seen: as many ids as the total, which never changed on the way. */
  readonly complete: boolean
}

/** Something that works, but is probably a mistake. */
export interface WarningEvent {
  readonly type: 'warning'
  readonly code: 'timeout_in_seconds' | 'filter_unsupported'
  readonly message: string
}

/** What `onEvent` is told; none carries a token, a header, a body or a filter's values. */
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
