import { describe, expect, it } from 'vitest'
import { SCIMConfigurationError } from '../../../src/index.ts'
import { isDate } from '../../../src/provisioning/desired/activity.ts'
import { activityClock } from '../../../src/provisioning/index.ts'

const FRIDAY_EVENING = new Date('2026-11-27T16:00:00Z')

describe('activityClock', () => {
  it.each<readonly [from: string, until: string, expected: boolean]>([
    ['', '', true],
    ['2026-11-27', '', true],
    ['2026-11-28', '', false],
    ['', '2026-11-27', true],
    ['', '2026-11-26', false],
    ['2026-01-01', '2026-12-31', true],
    ['', '2026-11-27T16:00', false],
    ['', '2026-11-27T16:01', true],
    ['2026-11-27T16:00', '', true],
    ['', '2026-11-27T16:00:00Z', false],
    ['', '2026-11-27T18:00:00+01:00', true],
    ['2026-11-27 15:59:59', '', true],
  ])('from %s until %s: %s', (from, until, expected) => {
    expect(activityClock({ now: FRIDAY_EVENING })({ from, until })).toBe(expected)
  })

  it('ends days at midnight of the time zone', () => {
    const at = (timeZone: string): boolean | undefined =>
      activityClock({ now: FRIDAY_EVENING, timeZone })({ until: '2026-11-27' })
    expect(at('Asia/Tokyo')).toBe(false)
    expect(at('Europe/Berlin')).toBe(true)
    expect(at('America/Los_Angeles')).toBe(true)
  })

  it('begins days at midnight of the time zone', () => {
    const at = (timeZone: string): boolean | undefined =>
      activityClock({ now: FRIDAY_EVENING, timeZone })({ from: '2026-11-28' })
    expect(at('Asia/Tokyo')).toBe(true)
    expect(at('UTC')).toBe(false)
  })

  it('keeps days whole when the clocks change', () => {
    // Berlin leaves summer time on 25 October 2026: that day has 25 hours.
    const isActive = (now: string): boolean | undefined =>
      activityClock({ now: new Date(now), timeZone: 'Europe/Berlin' })({ until: '2026-10-25' })
    expect(isActive('2026-10-25T22:59:59Z')).toBe(true)
    expect(isActive('2026-10-25T23:00:00Z')).toBe(false)
  })

  it('says midnight as hour 0', () => {
    const isActive = activityClock({ now: new Date('2026-11-28T00:00:00Z') })
    expect(isActive({ from: '2026-11-28T00:00' })).toBe(true)
  })

  it.each(['soon', '2026-02-30', '2026-13-01', '27.11.2026', '2026-11-27T25:00', '2026-11-27T10:61'])(
    'tells that %s is no date',
    (text) => {
      expect(isDate(text)).toBe(false)
      expect(activityClock({ now: FRIDAY_EVENING })({ until: text })).toBeUndefined()
    },
  )

  it.each(['2026-01-01T10:00+99:99', '2026-01-01T10:00-24:00', '2026-01-01T10:00:00+0160'])(
    'takes %s for no date, and nobody for inactive because of it',
    (limit) => {
      const isActive = activityClock({ now: FRIDAY_EVENING })
      expect([isActive({ from: limit }), isActive({ until: limit })]).toEqual([undefined, undefined])
    },
  )

  it.each(['2026-11-27 10:00+0100', '2026-11-27T10:00:00+0100', '2026-11-27T09:00Z'])(
    'reads the time %s',
    (limit) => {
      const at = (now: string): boolean | undefined => activityClock({ now: new Date(now) })({ from: limit })
      expect([at('2026-11-27T08:59:59Z'), at('2026-11-27T09:00:00Z')]).toEqual([false, true])
    },
  )

  it('refuses an unknown time zone', () => {
    expect(() => activityClock({ now: FRIDAY_EVENING, timeZone: 'Mars/Base' })).toThrow(
      SCIMConfigurationError,
    )
  })
})
