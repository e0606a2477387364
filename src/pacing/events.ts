/** A request has to wait. */
export interface PaceQueuedEvent {
  readonly type: 'pace.queued'
  readonly operation: string
  readonly endpoint: string
  /** How many requests wait now, this one included. */
  readonly queued: number
}

/** A request that had to wait may start. */
export interface PaceWaitedEvent {
  readonly type: 'pace.waited'
  readonly operation: string
  readonly endpoint: string
  /** Milliseconds in the queue. */
  readonly wait: number
}

/** A request that had to wait left the queue without a start: it was aborted, late, or refused because of a pause. */
export interface PaceLeftEvent {
  readonly type: 'pace.left'
  readonly operation: string
  readonly endpoint: string
  /** Milliseconds in the queue. */
  readonly wait: number
}

/** After a 429 nothing of this kind starts for a while. */
export interface PacePausedEvent {
  readonly type: 'pace.paused'
  /** What the 429 was taken for. */
  readonly scope: 'resource' | 'endpoint' | 'organization'
  /** The resource (`Users/U0123`), the endpoint (`POST Users`), or `reads` or `writes`. */
  readonly name: string
  /** Milliseconds. */
  readonly wait: number
  /** The milliseconds that Slack asked for, where they are more than `maxPause`. */
  readonly asked?: number
}

/** A limit turned out lower than Slack's documentation says, or is as documented again. */
export interface PaceAdaptedEvent {
  readonly type: 'pace.adapted'
  /** The name of the limit, as in `SlackLimits`. */
  readonly limit: string
  /** What this process keeps to from now on; it grows again with time. With a `store`, all machines together may keep to less. */
  readonly perMinute: number
}

/** The store that machines share has failed, so that each keeps to its own share; or is back. */
export interface PaceStoreEvent {
  readonly type: 'pace.store'
  readonly state: 'down' | 'up'
  /** What went wrong, or an empty text. */
  readonly message: string
}

/** What the `onEvent` of a pacer receives; none carries a token, a header or a body. */
export type PacingEvent =
  | PaceQueuedEvent
  | PaceWaitedEvent
  | PaceLeftEvent
  | PacePausedEvent
  | PaceAdaptedEvent
  | PaceStoreEvent
