import type { RateLimit } from './table.ts'

/**
 * How requests are counted. Slack publishes a rate and a burst, which suggests a token bucket. Counting by
 * the minute or over the last 60 seconds is possible as well.
 */
export type LimitForm = (typeof LIMIT_FORMS)[number]

/** Every {@link LimitForm}. */
export const LIMIT_FORMS = ['token-bucket', 'fixed-window', 'sliding-log'] as const

/** Counts the requests of one limit. */
export interface Counter {
  /** Returns the milliseconds until the next request is allowed; 0 for now. */
  wait(now: number): number
  /** Counts one request. */
  count(now: number): void
}

const MINUTE = 60_000

/** Makes a counter that is full at `start`, in milliseconds since the epoch. */
export function createCounter(form: LimitForm, limit: RateLimit, start: number): Counter {
  if (form === 'token-bucket') return tokenBucket(limit, start)
  return form === 'fixed-window' ? fixedWindow(limit) : slidingLog(limit)
}

function tokenBucket({ perMinute, burst }: RateLimit, start: number): Counter {
  let tokens = burst
  let time = start
  const refill = (now: number): void => {
    tokens = Math.min(burst, tokens + ((now - time) * perMinute) / MINUTE)
    time = now
  }
  return {
    wait(now) {
      refill(now)
      // The tolerance absorbs rounding errors of the refills.
      return tokens > 1 - 1e-6 ? 0 : ((1 - tokens) * MINUTE) / perMinute
    },
    count(now) {
      refill(now)
      tokens--
    },
  }
}

/** Counts by the minutes of the clock. */
function fixedWindow({ perMinute }: RateLimit): Counter {
  let window = Number.NEGATIVE_INFINITY
  let counted = 0
  const enter = (now: number): void => {
    const current = Math.floor(now / MINUTE)
    if (current !== window) counted = 0
    window = current
  }
  return {
    wait(now) {
      enter(now)
      return counted < perMinute ? 0 : (window + 1) * MINUTE - now
    },
    count(now) {
      enter(now)
      counted++
    },
  }
}

function slidingLog({ perMinute }: RateLimit): Counter {
  const log: number[] = []
  return {
    wait(now) {
      while ((log[0] ?? now) <= now - MINUTE) log.shift()
      return log.length < perMinute ? 0 : (log[log.length - perMinute] ?? now) + MINUTE - now
    },
    count: (now) => log.push(now),
  }
}
