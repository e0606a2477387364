import { describe, expect, test } from 'vitest'
import { parseFilter } from '../../src/filter/index.ts'
import { SUPPORT_1_1, SUPPORT_2_0, unsupportedParts } from '../../src/filter/support.ts'

describe('unsupportedParts', () => {
  test.each([
    ['userName Eq "Carly"', []],
    ['email sw "a" and (restricted eq true or ultra_restricted pr)', []],
    ['displayName eq "Staff"', []],
    ['displayName co "Staff"', ['operator co on displayName']],
    ['email ne "a" and email ne "b"', ['operator ne']],
    ['active eq true', ['attribute active']],
    ['not (title ew "x")', ['keyword not', 'operator ew', 'attribute title']],
    ['emails[type eq "work"]', ['value path emails[…]']],
    ['constructor pr', ['attribute constructor']],
  ])('of SCIM 1.1, in %s: %j', (filter, parts) => {
    expect(unsupportedParts(parseFilter(filter), SUPPORT_1_1)).toEqual(parts)
  })

  test.each([
    ['USERNAME eq "jo"', []],
    ['emails.value eq "a"', []],
    ['userName eq "a" or emails eq "b"', ['keyword or']],
    ['userName co "a"', ['operator co']],
  ])('of SCIM 2.0, in %s: %j', (filter, parts) => {
    expect(unsupportedParts(parseFilter(filter), SUPPORT_2_0)).toEqual(parts)
  })
})
