import type { Counter } from './counter.ts'
import type { RateLimit } from './table.ts'

/** Another app of the organization, which spends an even share of every limit. */
export interface OtherApp {
  /** Fraction of each limit that the app spends, in (0, 1]. */
  readonly share: number
  /** Start in milliseconds since the epoch; default at once. */
  readonly from?: number
  /** End in milliseconds since the epoch; default never. */
  readonly until?: number
}

/** A limit that another app spends a share of. */
export interface SharedLimit {
  readonly limit: RateLimit
  readonly counter: Counter
  /** Milliseconds since the epoch. */
  readonly start: number
}

/**
 * Returns a function that counts the requests of the other app up to a time; the app does not retry refused
 * ones.
 */
export function otherAppAt(app: OtherApp, { limit, counter, start }: SharedLimit): (now: number) => void {
  const step = 60_000 / (limit.perMinute * app.share)
  let next = Math.max(app.from ?? start, start)
  return (now) => {
    const end = Math.min(now, app.until ?? now)
    for (; next <= end; next += step) if (counter.wait(next) === 0) counter.count(next)
  }
}
