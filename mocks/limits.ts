import type { Reason } from './refusal.ts'

/** Why a request has to wait, and for how long. */
export interface Delay {
  readonly reason: Extract<Reason, 'too_many_requests' | 'resource_locked'>
  readonly retryAfterSeconds: number
}

/**
 * Slack's rate limits and the lock on each user and group while it is written
 * (https://docs.slack.dev/reference/scim-api/rate-limits). Every request enters, and leaves when its
 * answer is on the way, latency included.
 */
export interface Limits {
  enter(request: { readonly method: string; readonly operation: string | null; readonly path: string }): {
    /** The delay of a request that may not go on now. */
    readonly delay?: Delay
    leave(): void
  }
}

/** No limits, which is the default. */
export function unlimited(): Limits {
  return { enter: () => ({ leave: () => undefined }) }
}
