import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHTTPDate } from '../../src/protocol/http-date.ts'
import { readRetryAfter } from '../../src/protocol/retry-after.ts'

const NOW = Date.UTC(2026, 10, 29, 8, 0, 0)
const read = (retryAfter: string, date?: string): number | undefined =>
  readRetryAfter(new Headers({ 'retry-after': retryAfter, ...(date && { date }) }), NOW)

// RFC 9110 5.6.7: every date is UTC, whatever the machine's zone.
const zone = process.env.TZ
beforeAll(() => {
  process.env.TZ = 'America/Los_Angeles'
})
afterAll(() => {
  process.env.TZ = zone
})

describe('readRetryAfter', () => {
  it.each([
    ['IMF-fixdate', 'Sun, 29 Nov 2026 08:01:00 GMT', 60_000],
    ['RFC 850', 'Sunday, 29-Nov-26 08:01:00 GMT', 60_000],
    ['asctime', 'Sun Nov 29 08:01:00 2026', 60_000],
    ['asctime with a day of one digit', 'Tue Dec  1 08:00:00 2026', 172_800_000],
    ['seconds twice', '60, 60', 60_000],
    ['seconds twice, the longer first', '90, 60', 90_000],
    ['a date and seconds', 'Sun, 29 Nov 2026 08:01:00 GMT, 30', 60_000],
    ['two dates', 'Sun, 29 Nov 2026 08:01:00 GMT, Sun, 29 Nov 2026 08:02:00 GMT', 120_000],
    ['two asctime dates', 'Sun Nov 29 08:01:00 2026, Sun Nov 29 08:02:00 2026', 120_000],
    ['seconds beside what says nothing', '60, soon', 60_000],
    ['a date that has passed', 'Sun, 29 Nov 2026 07:00:00 GMT', 0],
  ])('reads %s', (_form, text, wait) => {
    expect(read(text)).toBe(wait)
  })

  it('compares a date with the Date of the answer, also in the asctime form', () => {
    expect(read('Sun Nov 29 09:01:00 2026', 'Sun Nov 29 09:00:00 2026')).toBe(60_000)
  })

  it.each([
    '',
    'soon',
    '-5',
    '0x10',
    '1e3',
    'Sun, 29 Nov 2026',
    'Sun Foo 29 08:01:00 2026',
    'Sun, 29 anF 2026 08:01:00 GMT',
  ])('ignores %j', (text) => {
    expect(read(text)).toBeUndefined()
  })

  it('reads a long field in linear time', () => {
    const start = performance.now()
    for (const text of [
      ', '.repeat(50_000),
      'Sun, '.repeat(50_000),
      `${' '.repeat(99_999)}x`,
      '1'.repeat(100_000),
    ]) {
      readRetryAfter({ get: () => text }, NOW)
    }
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('readHTTPDate', () => {
  it.each([
    ['06-Nov-94', 1994],
    ['06-Nov-76', 2076],
    ['06-Nov-77', 1977],
    ['06-Nov-26', 2026],
  ])('puts %s into the year %i', (day, year) => {
    expect(new Date(readHTTPDate(`Sunday, ${day} 08:49:37 GMT`, NOW) ?? 0).getUTCFullYear()).toBe(year)
  })
})
