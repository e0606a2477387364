import { readNumber } from './read-number.ts'

/** `Sun Nov  6 08:49:37 1994`: the form of C's asctime, and its order of the other two. */
const ASCTIME = /^(\w{3}) (\w{3}) ([ \d]\d) ([\d:]{8}) (\d{4})$/
const DAY_FIRST = '$1, $3 $2 $5 $4 GMT'
/** `Sun, 06 Nov 1994 08:49:37 GMT` or `Sunday, 06-Nov-94 08:49:37 GMT`. */
const HTTP_DATE = /^\w{3,9}, ([ \d]\d)[ -](\w{3})[ -](\d{4}|\d\d) ([\d:]{8}) GMT$/

/**
 * Parses an HTTP date in any of its three forms, all of which are UTC (RFC 9110 5.6.7).
 *
 * @param text - the field value
 * @param now - milliseconds since the epoch; decides the century of a year of two digits
 * @returns milliseconds since the epoch; `undefined` if the text is not an HTTP date
 */
export function readHTTPDate(text: string, now: number): number | undefined {
  const [, day, month, year, time] = HTTP_DATE.exec(text.replace(ASCTIME, DAY_FIRST)) ?? []
  if (!day) return undefined
  // Every engine parses the form of `toUTCString`.
  return readNumber(Date.parse(`${day} ${month} ${fullYear(Number(year), now)} ${time} GMT`))
}

/** A year of two digits that would be more than 50 years ahead is in the past (RFC 9110 5.6.7). */
function fullYear(year: number, now: number): number {
  if (year > 99) return year
  const current = new Date(now).getUTCFullYear()
  const full = current - (current % 100) + year
  return full > current + 50 ? full - 100 : full
}
