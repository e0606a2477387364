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

/** Decisions of this module, with reasons, for cases that the RFCs leave open. */
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

describe('filters of the test vectors of RFC 7644 3.4.2.2', () => {
  it('holds 77 cases and a decision for each that the RFCs leave open', () => {
    expect(filters).toHaveLength(77)
    const open = filters.filter(({ lenient, ambiguous }) => lenient || ambiguous).map(({ id }) => id)
    expect(Object.keys(DECISIONS).sort()).toEqual(open.sort())
  })

  test.each(filters.filter(({ valid }) => valid === true))(
    'parses, matches and formats $filter ($id)',
    (given) => {
      const parsed = parseFilter(given.filter)
      expect(parsed).toEqual(given.ast)
      expect(matching(parsed)).toEqual(given.matches)
      expect(parseFilter(formatFilter(parsed))).toEqual(parsed)
    },
  )

  test.each(filters.filter(({ valid }) => valid === 'syntax-only'))(
    'parses $filter and rejects its evaluation ($id)',
    (given) => {
      const parsed = parseFilter(given.filter)
      expect(parsed).toEqual(given.ast)
      expect(() => matching(parsed)).toThrow(SCIMFilterError)
    },
  )

  test.each(filters.filter(({ valid }) => valid === false))('rejects $filter ($id)', (given) => {
    expect(() => parseFilter(given.filter)).toThrow(
      expect.objectContaining({ name: 'SCIMFilterError', code: 'bad_filter', scimType: 'invalidFilter' }),
    )
  })
})
