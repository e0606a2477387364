import type { SCIMResponseHeaders } from './response.ts'

/**
 * The wait of a `Retry-After` in milliseconds: seconds, also with a fraction, or an HTTP date (RFC 9110
 * 10.2.3). A date is held against the answer's own `Date` where there is one, since clocks differ.
 * Anything else, a negative number among it, says nothing.
 */
export function readRetryAfter(headers: SCIMResponseHeaders, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+(\.\d*)?$/.test(text)) return Number(text) * 1000
  const date = readDate(text)
  if (date === undefined) return undefined
  return Math.max(0, date - (readDate(headers.get('date') ?? '') ?? now))
}

/** The three forms of RFC 9110 5.6.7, which all begin with the name of a day. */
function readDate(text: string): number | undefined {
  const time = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
