/** One limit at a moment. */
export interface LimitSnapshot {
  /** `reads`, `writes` or an endpoint, as in `SlackLimits`. */
  readonly name: string
  /** What is kept to: Slack's limit, times the share, times what was learned from refusals. */
  readonly perMinute: number
  /** How many requests of the last minute count against it, those in flight among them. */
  readonly used: number
  /** Milliseconds until a request may start; 0 for now. */
  readonly wait: number
  /** How many wait for it. */
  readonly queued: number
}

/** A pacer at a moment. */
export interface PacingSnapshot {
  /** How many requests wait. */
  readonly queued: number
  /** How many were let through and are not over. */
  readonly inFlight: number
  /** Every limit that was met so far. */
  readonly limits: readonly LimitSnapshot[]
  /** Resources that Slack has said are locked, with milliseconds until they are tried again. */
  readonly locked: readonly { readonly resource: string; readonly wait: number }[]
  /** How the store is; absent without one. */
  readonly store?: 'up' | 'down'
}
