/** A request has to wait for its turn. */
export interface PaceQueuedEvent {
  readonly type: 'pace.queued'
  readonly operation: string
  readonly endpoint: string
  /** How many wait now, this one included. */
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

/** After a 429 nothing of this kind starts for a while. */
export interface PacePausedEvent {
  readonly type: 'pace.paused'
  /** What the 429 was taken for. */
  readonly scope: 'resource' | 'endpoint' | 'organization'
  /** The resource (`Users/U0123`), the endpoint (`POST Users`), or `reads` or `writes`. */
  readonly name: string
  /** Milliseconds. */
  readonly wait: number
}

/** A limit turned out lower than Slack's documentation says, or is what it says again. */
export interface PaceLearnedEvent {
  readonly type: 'pace.learned'
  /** The name of the limit, as in `SlackLimits`. */
  readonly limit: string
  /** What this process keeps to from now on; it grows again with time. With a `store`, machines together may keep to less. */
  readonly perMinute: number
}

/** The store that machines share is gone, so that each keeps to its own share; or is back. */
export interface PaceStoreEvent {
  readonly type: 'pace.store'
  readonly state: 'down' | 'up'
  /** What went wrong, or an empty text. */
  readonly message: string
}

/** What the `onEvent` of a pacer is told; none carries a token, a header or a body. */
export type PacingEvent =
  | PaceQueuedEvent
  | PaceWaitedEvent
  | PacePausedEvent
  | PaceLearnedEvent
  | PaceStoreEvent
