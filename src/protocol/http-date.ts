const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'

/** `06 Nov 1994 08:49:37` or `06-Nov-94 08:49:37`, after the name of the day (RFC 9110 5.6.7). */
const DAY_FIRST = /^\w{3,9}, (\d\d)[ -](\w{3})[ -](\d{4}|\d\d) (\d\d):(\d\d):(\d\d) GMT$/
/** `Nov  6 08:49:37 1994`, after the name of the day: the form of C's asctime. */
const MONTH_FIRST = /^\w{3} (\w{3}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})$/

/**
 * Parses an HTTP date in any of its three forms, all of which are UTC (RFC 9110 5.6.7).
 *
 * @param text - the field value
 * @param now - milliseconds since the epoch; decides the century of a year of two digits
 * @returns milliseconds since the epoch; `undefined` if the text is not an HTTP date
 */
export function readHTTPDate(text: string, now: number): number | undefined {
  const [, day, month, year, ...time] = DAY_FIRST.exec(text) ?? []
  if (day !== undefined) return toTime(fullYear(Number(year), now), month, [day, ...time])
  const [, name, ...rest] = MONTH_FIRST.exec(text) ?? []
  return name === undefined ? undefined : toTime(Number(rest[4]), name, rest)
}

function toTime(
  year: number,
  month: string | undefined,
  [day, hours, minutes, seconds]: readonly string[],
): number | undefined {
  const index = MONTHS.indexOf(month ?? '?')
  if (index < 0 || index % 3 !== 0) return undefined
  return Date.UTC(year, index / 3, Number(day), Number(hours), Number(minutes), Number(seconds))
}

/** A year of two digits that would be more than 50 years ahead is in the past (RFC 9110 5.6.7). */
function fullYear(year: number, now: number): number {
  if (year > 99) return year
  const current = new Date(now).getUTCFullYear()
  const full = current - (current % 100) + year
  return full > current + 50 ? full - 100 : full
}
