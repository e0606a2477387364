import type { Lesson } from './adaptive-rate.ts'
import type { SinceLesson } from './bucket.ts'
import type { RateLimit } from './limits.ts'
import type { StoreState } from './store-state.ts'

/** A bucket as it is kept on disk: small, whatever its limit. */
export interface SavedBucket {
  readonly limit: RateLimit
  readonly organization: string
  readonly share: number
  /** How many requests were over in each second of the last minute: pairs of a second and a number. */
  readonly seconds: readonly (readonly [second: number, count: number])[]
  readonly pausedUntil: number | null
  readonly lesson: Lesson | null
  readonly since: SinceLesson
}

/** A bucket in the form that is kept. */
export function saveBucket(state: StoreState, name: string, organization: string, now: number): SavedBucket {
  const bucket = state.ledger.bucket(name, organization, now)
  const seconds = new Map<number, number>()
  for (const time of bucket.times(now)) {
    // The end of the second: a place in the minute is given back a little late rather than early.
    const second = Math.ceil(time / 1000)
    seconds.set(second, (seconds.get(second) ?? 0) + 1)
  }
  return {
    limit: state.limits[name] ?? { perMinute: 1, burst: 1 },
    organization,
    share: state.ledger.share,
    seconds: [...seconds],
    pausedUntil: Number.isFinite(bucket.pausedUntil) ? bucket.pausedUntil : null,
    lesson: Number.isFinite(bucket.lesson.at) ? bucket.lesson : null,
    since: bucket.since,
  }
}

/** Does again what a bucket had counted, second by second. */
export function restoreBucket(state: StoreState, name: string, saved: SavedBucket): void {
  state.limits[name] = saved.limit
  state.ledger.share = saved.share
  for (const [second, count] of saved.seconds) {
    const then = second * 1000
    const bucket = state.ledger.bucket(name, saved.organization, then)
    for (let again = 0; again < count; again++) {
      const permit = {}
      bucket.take(permit, then)
      bucket.done(permit, then)
    }
  }
  const last = (saved.seconds.at(-1)?.[0] ?? 0) * 1000
  const bucket = state.ledger.bucket(name, saved.organization, last)
  bucket.pausedUntil = saved.pausedUntil ?? bucket.pausedUntil
  bucket.since = saved.since
  if (saved.lesson) state.ledger.learn(bucket, saved.lesson)
}
