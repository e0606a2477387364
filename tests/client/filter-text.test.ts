import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unsupportedParts } from '../../src/client/check-filter.ts'
import { filterText } from '../../src/client/filter-text.ts'
import { SUPPORT_1_1, SUPPORT_2_0 } from '../../src/filter/filter-support.ts'
import { type Filter, formatFilter, parseFilter } from '../../src/filter/index.ts'

const unsupportedIn = (text: string, support = SUPPORT_1_1): readonly string[] =>
  unsupportedParts(filterText(parseFilter(text)), support)

describe('unsupported parts of a filter', () => {
  test.each([
    ['userName Eq "Carly"', []],
    ['email sw "a" and (restricted eq true or ultra_restricted pr)', []],
    ['displayName eq "Staff"', []],
    ['displayName co "Staff"', ['displayName co']],
    ['email ne "a" and email ne "b"', ['email ne']],
    ['active eq true', ['active eq']],
    ['not (title ew "x")', ['not', 'title ew']],
    ['emails[type eq "work"]', ['emails []', 'type eq']],
    ['constructor pr', ['constructor pr']],
  ])('returns for SCIM 1.1 the unsupported parts of %s: %j', (filter, parts) => {
    expect(unsupportedIn(filter)).toEqual(parts)
  })

  test.each([
    ['USERNAME eq "jo"', []],
    ['emails.value eq "a"', []],
    ['userName eq "a" or emails eq "b"', ['or']],
    ['userName co "a"', ['userName co']],
  ])('returns for SCIM 2.0 the unsupported parts of %s: %j', (filter, parts) => {
    expect(unsupportedIn(filter, SUPPORT_2_0)).toEqual(parts)
  })
})

const attr = fc.constantFrom(
  'userName',
  'email',
  'name.givenName',
  'urn:ietf:params:scim:schemas:core:2.0:User:title',
)
const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ op: fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'), attr, value }),
  fc.record({ op: fc.constant('pr'), attr }),
)
const { filter: filters } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({
      op: fc.constantFrom('and', 'or'),
      args: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('not'), arg: tie('filter') }),
  ),
}))

test('writes a filter that parses to the same tree as that of formatFilter', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(parseFilter(filterText(filter))).toEqual(parseFilter(formatFilter(filter)))
    }),
    { numRuns: 500 },
  )
})
