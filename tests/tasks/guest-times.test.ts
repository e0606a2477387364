import { describe, expect, it } from 'vitest'
import { isTime, readTime } from '../../src/tasks/guest-status.ts'

describe('the time of an expiration', () => {
  it.each([
    ['2027-01-31', '2027-01-31T00:00:00.000Z'],
    ['2027-01-31T00:00:00Z', '2027-01-31T00:00:00.000Z'],
    ['2027-01-31T00:00:00.000+0100', '2027-01-30T23:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ])('is %s', (text, time) => {
    expect([isTime(text), readTime(text)]).toEqual([true, Date.parse(time)])
  })

  it.each([
    '',
    'soon',
    '31.12.2027',
    '2027-02-29',
    '2027-02-31T00:00:00Z',
    '2027-01-31x',
    '2027-1-31',
    5,
    null,
  ])('is not %j', (value) => {
    expect(isTime(value)).toBe(false)
  })
})
