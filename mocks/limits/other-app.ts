import type { Counter } from './counter.ts'
import type { RateLimit } from './table.ts'

/** Another app of the organization, which takes an even stream out of every limit. */
export interface OtherApp {
  /** The part of each limit that it takes, in (0, 1]. */
  readonly share: number
  /** When it begins, in milliseconds since the epoch; default at once. */
  readonly from?: number
  /** When it ends; default never. */
  readonly until?: number
}

/** Lets the other app take its part of one limit up to a time; what it is refused it does not ask for again. */
export function otherAppAt(
  app: OtherApp,
  limit: RateLimit,
  counter: Counter,
  start: number,
): (now: number) => void {
  const step = 60_000 / (limit.perMinute * app.share)
  let next = Math.max(app.from ?? start, start)
  return (now) => {
    const end = Math.min(now, app.until ?? now)
    for (; next <= end; next += step) if (counter.wait(next) === 0) counter.count(next)
  }
}
