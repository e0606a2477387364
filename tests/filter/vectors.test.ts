import { describe, expect, it, test } from 'vitest'
import {
  type Filter,
  formatFilter,
  matchesFilter,
  parseFilter,
  SCIMFilterError,
} from '../../src/filter/index.ts'
import { loadVectors } from '../vectors/load.ts'

interface FilterCase {
  readonly id: string
  readonly filter: string
  readonly valid: boolean | 'syntax-only'
  readonly ast?: Filter
  readonly matches?: readonly string[]
  readonly lenient?: boolean
  readonly ambiguous?: string
}

const { filters, resources } = loadVectors<{ filters: FilterCase[]; resources: { id: string }[] }>(
  'filters.json',
)

/** Where the RFCs leave room: which way this module goes, and why. */
const DECISIONS: Record<string, readonly [does: 'as given' | 'refuses', because: string]> = {
  'rfc-not': ['as given', 'RFC 7643 2.5: unassigned is a state like null, which differs from any value'],
  'rfc-not-nospace': ['as given', 'RFC 7643 2.5, as rfc-not'],
  'bool-ne': ['as given', 'RFC 7643 2.5, as rfc-not'],
  'bool-as-string': ['as given', 'RFC 7643 2.3: a string is not a boolean'],
  'null-eq': ['as given', 'RFC 7643 2.5: null and unassigned are one state'],
  'extra-space': ['as given', 'RFC 7644 3.4.2.2 has one space; several cannot mean anything else'],
  'bad-True': ['refuses', 'RFC 7644 3.4.2.2 takes the literals of JSON, RFC 8259 3: lower case'],
  'entra-valuepath-subattr': ['refuses', 'RFC 7644 3.5.2: such a path is one of PATCH, not a filter'],
}

function matching(filter: Filter): string[] {
  return resources.filter((resource) => matchesFilter(filter, resource)).map(({ id }) => id)
}

describe('the vectors of RFC 7644 3.4.2.2', () => {
  it('holds 77 cases, with a decision for each on which the RFCs leave room', () => {
    expect(filters).toHaveLength(77)
    const open = filters.filter(({ lenient, ambiguous }) => lenient || ambiguous).map(({ id }) => id)
    expect(Object.keys(DECISIONS).sort()).toEqual(open.sort())
  })

  test.each(filters.filter(({ valid }) => valid === true))('$id: $filter', (given) => {
    const parsed = parseFilter(given.filter)
    expect(parsed).toEqual(given.ast)
    expect(matching(parsed)).toEqual(given.matches)
    expect(parseFilter(formatFilter(parsed))).toEqual(parsed)
  })

  test.each(filters.filter(({ valid }) => valid === 'syntax-only'))(
    '$id: parses, and cannot be evaluated',
    (given) => {
      const parsed = parseFilter(given.filter)
      expect(parsed).toEqual(given.ast)
      expect(() => matching(parsed)).toThrow(SCIMFilterError)
    },
  )

  test.each(filters.filter(({ valid }) => valid === false))('$id: refuses $filter', (given) => {
    expect(() => parseFilter(given.filter)).toThrow(
      expect.objectContaining({ name: 'SCIMFilterError', code: 'bad_filter', scimType: 'invalidFilter' }),
    )
  })
})
