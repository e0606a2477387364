import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  and,
  co,
  eq,
  ew,
  type Filter,
  formatFilter,
  ge,
  gt,
  le,
  lt,
  matchesFilter,
  ne,
  not,
  or,
  parseFilter,
  pr,
  sw,
  valuePath,
} from '../../src/filter/index.ts'

const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,6}$/)
const attr = fc
  .tuple(
    fc.constantFrom('', 'urn:ietf:params:scim:schemas:core:2.0:User:', 'urn:x-y:1.0:'),
    name,
    fc.option(fc.oneof(name, fc.constant('$ref'))),
  )
  .map(([urn, first, second]) => `${urn}${first}${second === null ? '' : `.${second}`}`)
const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constantFrom(null, '', '"', '\\', '\ud800', '\u2028', -0, 'true', ') or (x pr'),
)
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ op: fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'), attr, value }),
  fc.record({ op: fc.constant('pr' as const), attr }),
)

function combined(tie: fc.Arbitrary<Filter>, depth: number): fc.Arbitrary<Filter> {
  const args = fc.array(tie, { minLength: 2, maxLength: 4 })
  return fc.oneof(
    { maxDepth: depth, depthIdentifier: 'filter' },
    leaf,
    fc.record({ op: fc.constant('and' as const), args }),
    fc.record({ op: fc.constant('or' as const), args }),
    fc.record({ op: fc.constant('not' as const), arg: tie }),
  )
}

const inner = fc.letrec<{ inner: Filter }>((tie) => ({ inner: combined(tie('inner'), 2) })).inner
const filter = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    combined(tie('filter'), 4),
    fc.record({ op: fc.constant('[]' as const), attr, filter: inner }),
  ),
})).filter

describe('formatFilter', () => {
  it('writes a string that parses to the same filter', () => {
    fc.assert(
      fc.property(filter, (given) => {
        expect(parseFilter(formatFilter(given))).toEqual(given)
      }),
      { numRuns: 500, seed: 7644 },
    )
  })

  it('writes the filter of each builder', () => {
    const all = and(
      or(eq('a', 1), ne('b', null), co('c', 'x')),
      and(sw('d', 'x'), ew('e', 'x')),
      not(or(gt('f', 1), ge('g', 1))),
      valuePath('h', and(lt('i', 1), le('j', true as never), pr('k'))),
    )
    expect(formatFilter(all)).toBe(
      '(a eq 1 or b ne null or c co "x") and (d sw "x" and e ew "x") and ' +
        'not (f gt 1 or g ge 1) and h[i lt 1 and j le true and k pr]',
    )
    expect(and(pr('a'))).toEqual(pr('a'))
  })

  const deep = (wrap: (inner: Filter) => Filter): Filter => {
    let made: Filter = pr('x')
    for (let level = 0; level < 100_000; level++) made = wrap(made)
    return made
  }
  const circular = { op: 'not' } as { op: 'not'; arg?: Filter }
  circular.arg = circular as Filter

  test.each<[string, string, unknown]>([
    ['no filter', 'filter', null],
    ['an array', 'filter', []],
    ['a bare name', 'filter', 'userName'],
    ['no operator', 'filter.op', { attr: 'x', value: 1 }],
    ['an unknown operator', 'filter.op', { op: 'like', attr: 'x', value: 1 }],
    ['an operator in upper case', 'filter.op', { op: 'EQ', attr: 'x', value: 1 }],
    ['an inherited operator', 'filter.op', { op: 'constructor', attr: 'x', value: 1 }],
    ['a name with a space', 'filter.attr', eq('user name', 1)],
    ['a name that contains a filter', 'filter.attr', eq('x pr or y', 1)],
    ['a name that begins with a space', 'filter.attr', eq(' x', 1)],
    ['an empty name', 'filter.attr', pr('')],
    ['no name', 'filter.attr', { op: 'pr' }],
    ['__proto__', 'filter.attr', pr('__proto__')],
    ['NaN', 'filter.value', eq('x', Number.NaN)],
    ['Infinity', 'filter.value', eq('x', Number.POSITIVE_INFINITY)],
    ['no value', 'filter.value', { op: 'eq', attr: 'x' }],
    ['an object for a value', 'filter.value', { op: 'eq', attr: 'x', value: {} }],
    ['no arguments', 'filter.args', and()],
    ['a single argument', 'filter.args', { op: 'or', args: [pr('x')] }],
    ['a string for arguments', 'filter.args', { op: 'or', args: 'xy' }],
    ['a hole among arguments', 'filter.args[1]', { op: 'or', args: [pr('x'), undefined] }],
    [
      'a nested invalid value',
      'filter.args[1].arg.filter.value',
      or(pr('x'), not(valuePath('y', eq('z', Number.NaN)))),
    ],
    ['a value path in a value path', 'filter.filter.arg', valuePath('x', not(valuePath('y', pr('z'))))],
    ['a hundred thousand nots', 'filter', deep(not)],
    ['a hundred thousand ands', 'filter', deep((inner) => and(pr('y'), inner))],
    ['a circular filter', 'filter', circular],
  ])('rejects %s and names %s, as matchesFilter does', (_, position, wrong) => {
    const expected = expect.objectContaining({ name: 'SCIMFilterError', scimType: 'invalidFilter', position })
    expect(() => formatFilter(wrong as Filter)).toThrow(expected)
    expect(() => matchesFilter(wrong as Filter, {})).toThrow(expected)
  })

  it('writes filters as deeply nested as parseFilter reads', () => {
    let nested: Filter = pr('x')
    for (let level = 0; level < 83; level++) nested = not(or(and(or(nested, pr('y')), pr('y')), pr('y')))
    const text = formatFilter(nested)
    expect(parseFilter(text)).toEqual(nested)
    expect(matchesFilter(nested, { y: 1 })).toBe(false)
  })
})
