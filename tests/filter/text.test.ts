import { expect, test } from 'vitest'
import { matchesFilter, parseFilter } from '../../src/filter/index.ts'

const resource = {
  id: 'Ünï',
  userName: 'jos\u00e9',
  displayName: 'ΟΔΥΣΣΕΥΣ',
  nickName: 'Straße',
  emails: [{ value: 'jos\u00e9@example.com' }],
  meta: { created: '2024-01-02T03:04:05.0001Z' },
}

test.each([
  // Default caseless matching of Unicode: a final sigma equals a sigma, a sharp s equals ss.
  ['displayName sw "ΟΔΥΣ"', true],
  ['displayName eq "οδυσσευς"', true],
  ['displayName ew "σ"', true],
  ['nickName eq "STRASSE"', true],
  ['nickName eq "strase"', false],
  // Strings compare in NFC, in whichever form they were given.
  ['userName eq "jose\u0301"', true],
  ['emails eq "JOSE\u0301@example.com"', true],
  ['userName sw "jose"', false],
  ['id eq "U\u0308ni\u0308"', false],
  // Full-width characters differ from half-width ones, except in a userName (RFC 8265).
  ['userName eq "ｊｏｓé"', true],
  ['userName co "Ｏ"', true],
  ['nickName sw "Ｓ"', false],
  ['emails eq "ｊｏｓé@example.com"', false],
  // Times differ below a millisecond.
  ['meta.created eq "2024-01-02T03:04:05.0001000Z"', true],
  ['meta.created eq "2024-01-02T03:04:05.0002Z"', false],
  ['meta.created gt "2024-01-02T03:04:05.000Z"', true],
  ['meta.created lt "2024-01-02T04:04:05.00011+01:00"', true],
  ['meta.created gt "1969-12-31T23:59:59.9999Z"', true],
  ['meta.created gt "0001-01-01T00:00:00Z"', true],
])('evaluates %s to %s', (filter, expected) => {
  expect(matchesFilter(parseFilter(filter), resource)).toBe(expected)
})
