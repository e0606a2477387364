import { type AdaptiveRate, LEAST_SHARE, LONGEST_SPAN } from './adaptive-rate.ts'
import type { Usage } from './bucket.ts'
import { isLimit, isNumber, isShare } from './checks.ts'
import type { RateLimit } from './limits.ts'
import { LONGEST_PAUSE } from './pause.ts'
import type { StoreState } from './store-state.ts'

/** A bucket as it is kept on disk: small, whatever its limit. */
export interface SavedBucket {
  readonly limit: RateLimit
  readonly organization: string
  readonly share: number
  /** How many requests ended in each second of the last minute: pairs of a second and a number. */
  readonly seconds: readonly (readonly [second: number, count: number])[]
  readonly pausedUntil: number | null
  readonly rate: AdaptiveRate | null
  readonly usage: Usage
}

/** Which bucket: that of an endpoint or of the organization, in which case both are the same. */
export interface BucketName {
  readonly name: string
  readonly organization: string
}

/** A bucket in the form that is kept. */
export function saveBucket(state: StoreState, { name, organization }: BucketName, now: number): SavedBucket {
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
    pausedUntil: Number.isFinite(bucket.pause.until) ? bucket.pause.until : null,
    rate: Number.isFinite(bucket.rate.at) ? bucket.rate : null,
    usage: bucket.usage,
  }
}

/** Counts again what a saved bucket had counted. What does not have the form of a saved bucket is ignored. */
export function restoreBucket(
  state: StoreState,
  [name, saved]: readonly [name: string, saved: unknown],
  now: number,
): void {
  if (!isSavedBucket(saved, now)) return
  const { limit, organization, seconds, usage } = saved
  state.limits[name] = limit
  state.ledger.share = saved.share
  for (const [second, count] of seconds) {
    const then = second * 1000
    const bucket = state.ledger.bucket(name, organization, then)
    for (let again = 0; again < count; again++) {
      const permit = {}
      bucket.take(permit, then)
      bucket.done(permit, then)
    }
  }
  const last = (seconds.at(-1)?.[0] ?? 0) * 1000
  const bucket = state.ledger.bucket(name, organization, last)
  if (saved.pausedUntil !== null) bucket.pause.until = saved.pausedUntil
  bucket.usage = usage
  if (saved.rate) state.ledger.setRate(bucket, saved.rate)
}

/** Whether a value is a saved bucket whose numbers are possible: a state that is not would stop all requests. */
function isSavedBucket(value: unknown, now: number): value is SavedBucket {
  const { limit, organization, share, seconds, pausedUntil, rate, usage } = (value ??
    {}) as Partial<SavedBucket>
  if (!isLimit(limit) || !isShare(share) || (organization !== 'reads' && organization !== 'writes'))
    return false
  if (pausedUntil !== null && !isNumber(pausedUntil, 0, now + LONGEST_PAUSE)) return false
  if (rate !== null && !isRate(rate, now)) return false
  return isUsage(usage, now) && areSeconds(seconds, limit, now)
}

function isRate(rate: AdaptiveRate | undefined, now: number): boolean {
  return (
    isNumber(rate?.share, LEAST_SHARE, 1) &&
    isNumber(rate.at, 0, now) &&
    isNumber(rate.hold, 0, LONGEST_SPAN) &&
    isNumber(rate.span, 1, LONGEST_SPAN)
  )
}

function isUsage(usage: Usage | undefined, now: number): boolean {
  return (
    isNumber(usage?.ended, 0, Number.MAX_SAFE_INTEGER) &&
    isNumber(usage.idle, 0, now) &&
    isNumber(usage.lastStart, 0, now)
  )
}

/** A bucket never counts more than its limit, a burst and those in flight. */
function areSeconds(seconds: unknown, { perMinute, burst }: RateLimit, now: number): boolean {
  if (!Array.isArray(seconds)) return false
  let [total, last] = [0, 0]
  for (const pair of seconds) {
    if (
      !Array.isArray(pair) ||
      !isNumber(pair[0], last, now / 1000 + 1) ||
      !isNumber(pair[1], 0, perMinute + burst)
    )
      return false
    last = pair[0]
    total += pair[1]
  }
  return total <= perMinute + burst
}
