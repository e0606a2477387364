import type { QueuedRequest } from './endpoint-queue.ts'
import type { RateLedger } from './rate-ledger.ts'
import type { SharedLimiter } from './store.ts'

/** One limit at a moment. */
export interface LimitSnapshot {
  /** `reads`, `writes` or an endpoint, as in `SlackLimits`. */
  readonly name: string
  /** What is kept to: Slack's limit, times the share, lowered after 429s. */
  readonly perMinute: number
  /** How many requests of the last minute count against it, those in flight among them. */
  readonly used: number
  /** Milliseconds until a request may start; 0 for now. */
  readonly wait: number
  /** Milliseconds of `wait` that a 429 has caused; 0 if Slack refuses nothing. */
  readonly paused: number
  /** How many requests wait for it. */
  readonly queued: number
}

/** A pacer at a moment. */
export interface PacingSnapshot {
  /** How many requests wait. */
  readonly queued: number
  /** How many requests were let through and have not ended. */
  readonly inFlight: number
  /** Every limit that was used so far. */
  readonly limits: readonly LimitSnapshot[]
  /** The resources that Slack has locked, with milliseconds until they are tried again. */
  readonly locked: readonly { readonly resource: string; readonly wait: number }[]
  /** How the store is; absent without one. */
  readonly store?: 'up' | 'down'
}

/** What a snapshot is taken from. */
export interface SnapshotSource {
  readonly ledger: RateLedger
  readonly limiter: SharedLimiter | undefined
  readonly waiting: Iterable<QueuedRequest>
  readonly counts: { readonly queued: number; readonly inFlight: number }
  readonly now: number
}

/** Takes a snapshot. */
export function takeSnapshot({ ledger, limiter, waiting, counts, now }: SnapshotSource): PacingSnapshot {
  const queued = new Map<string, number>()
  for (const { key } of waiting) {
    for (const name of [key.endpoint, key.organization]) queued.set(name, (queued.get(name) ?? 0) + 1)
  }
  return {
    ...counts,
    limits: Array.from(ledger.buckets(now), ([name, bucket]) => ({
      name,
      perMinute: bucket.perMinute,
      used: bucket.used,
      wait: Math.ceil(bucket.wait(now, 0)),
      paused: Math.max(0, bucket.pause.until - now),
      queued: queued.get(name) ?? 0,
    })),
    locked: Array.from(ledger.locks, ([resource, until]) => ({ resource, wait: until - now })),
    ...(limiter && { store: limiter.down ? ('down' as const) : ('up' as const) }),
  }
}
