import { readHTTPDate } from './http-date.ts'
import type { SCIMResponseHeaders } from './response.ts'

/** A comma between values; a comma after the name of a day belongs to a date. */
const COMMA = /(?<!(?:^|,)\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}),/

/**
 * Reads `Retry-After` as milliseconds: seconds or an HTTP date (RFC 9110 10.2.3). Of several values, the
 * longest counts. A date is compared with the response's own `Date` if there is one, since clocks differ.
 *
 * @param headers - the headers of the answer
 * @param now - milliseconds since the epoch
 * @returns milliseconds; `undefined` if the field is missing or invalid, such as a negative number
 */
export function readRetryAfter(headers: SCIMResponseHeaders, now: number): number | undefined {
  const text = headers.get('retry-after')?.trim().slice(0, 500) ?? ''
  const start = readHTTPDate(headers.get('date')?.trim() ?? '', now) ?? now
  // A field that came twice is one value with commas (RFC 9110 5.3).
  const waits = text.split(COMMA).flatMap((part) => {
    const value = part.trim()
    if (/^\d+(\.\d*)?$/.test(value)) return Number(value) * 1000
    const date = readHTTPDate(value, now)
    return date === undefined ? [] : Math.max(0, date - start)
  })
  return waits.length > 0 ? Math.max(...waits) : undefined
}
