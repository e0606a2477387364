import { describe, expect, it, test } from 'vitest'
import { matchesFilter, parseFilter, SCIMFilterError } from '../../src/filter/index.ts'
import { thrown } from '../support/thrown.ts'

describe('parseFilter', () => {
  test.each([
    ['', 0, 'an attribute'],
    ['   ', 3, 'an attribute'],
    ['userName', 8, 'an operator'],
    ['userName ', 9, 'an operator'],
    ['userName equals "x"', 9, 'an operator'],
    ['userName eq', 11, 'a JSON string, number, boolean or null'],
    ['userName eq jo', 12, 'a JSON string, number, boolean or null'],
    ['userName eq"jo"', 9, 'an operator'],
    ['userName eq "jo', 12, 'a JSON string, number, boolean or null'],
    ['userName eq "\\q"', 12, 'a JSON string, number, boolean or null'],
    ['userName eq {}', 12, 'a JSON string, number, boolean or null'],
    ['x eq 01', 5, 'a JSON string, number, boolean or null'],
    ['x eq 1.', 5, 'a JSON string, number, boolean or null'],
    ['x eq 1e999', 5, 'a JSON string, number, boolean or null'],
    ['x eq undefined', 5, 'a JSON string, number, boolean or null'],
    ['x eq 1\ty pr', 6, 'and, or, the end'],
    ['title pr x', 8, 'and, or, the end'],
    ['title pr and', 8, 'and, or, the end'],
    ['title pr and ', 13, 'an attribute'],
    ['title pr and(x pr)', 8, 'and, or, the end'],
    ['userName eq "x"and title pr', 15, 'and, or, the end'],
    ['(title pr', 9, 'and, or, )'],
    ['(title pr]', 9, 'and, or, )'],
    ['emails[type pr)', 14, 'and, or, ]'],
    ['emails [type pr]', 7, 'an operator'],
    ['emails[(type[x pr])]', 13, 'no nested value path'],
    ['a.b.c pr', 3, 'an operator'],
    ['urn: pr', 3, 'an operator'],
    [':userName pr', 0, 'an attribute'],
    ['émail pr', 0, 'an attribute'],
    ['__proto__ pr', 0, 'an attribute'],
  ])('rejects %j at position %i and names the expected %s', (text, position, expected) => {
    expect(thrown(SCIMFilterError, () => parseFilter(text))).toMatchObject({
      position,
      message: `Invalid filter at ${position}: expected ${expected}`,
    })
  })

  it('rejects an argument that is not a string', () => {
    for (const wrong of [undefined, null, 5, {}]) {
      expect(thrown(SCIMFilterError, () => parseFilter(wrong as never)).message).toContain(
        'expected a string',
      )
    }
  })

  test.each([
    ['not pr', { op: 'pr', attr: 'not' }],
    ['and eq "or"', { op: 'eq', attr: 'and', value: 'or' }],
    ['not[type pr]', { op: '[]', attr: 'not', filter: { op: 'pr', attr: 'type' } }],
    ['members[$ref pr]', { op: '[]', attr: 'members', filter: { op: 'pr', attr: '$ref' } }],
    ['x eq -0', { op: 'eq', attr: 'x', value: -0 }],
    ['x eq 1.5E+3', { op: 'eq', attr: 'x', value: 1500 }],
    ['x eq "\\u0041\\/"', { op: 'eq', attr: 'x', value: 'A/' }],
    ['x eq ""', { op: 'eq', attr: 'x', value: '' }],
    ['http://a.example/x:y.z pr', { op: 'pr', attr: 'http://a.example/x:y.z' }],
  ])('parses %s', (text, filter) => {
    expect(parseFilter(text)).toEqual(filter)
  })

  it('keeps redundant parentheses as nested filters', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((attr) => ({ op: 'pr', attr }))
    expect(parseFilter('a pr or b pr or c pr')).toEqual({ op: 'or', args: [a, b, c] })
    expect(parseFilter('(a pr or b pr) or c pr')).toEqual({ op: 'or', args: [{ op: 'or', args: [a, b] }, c] })
    expect(parseFilter('a pr or b pr and c pr')).toEqual({ op: 'or', args: [a, { op: 'and', args: [b, c] }] })
  })

  it('parses 250 levels of nesting and rejects more', () => {
    const nested = (depth: number, open = '(') => `${open.repeat(depth)}x pr${')'.repeat(depth)}`
    expect(parseFilter(nested(250))).toEqual({ op: 'pr', attr: 'x' })
    expect(matchesFilter(parseFilter(nested(250, 'not (')), {})).toBe(false)
    for (const depth of [251, 100_000]) {
      for (const open of ['(', 'not(', 'not (']) {
        expect(thrown(SCIMFilterError, () => parseFilter(nested(depth, open))).message).toContain(
          'expected less nesting',
        )
      }
    }
  })

  test.each([
    ['terms', 'x eq 1 or '.repeat(100_000).concat('x eq 1')],
    ['a string', `x eq "${'a'.repeat(2 ** 20)}"`],
    ['escapes', `x eq "${'\\"'.repeat(2 ** 19)}"`],
    ['a name', `${'a'.repeat(2 ** 20)} pr`],
    ['a URI', `${'a:'.repeat(2 ** 19)}a pr`],
  ])('parses a filter with a megabyte of %s', (_, text) => {
    expect(parseFilter(text)).toBeTypeOf('object')
  })

  test.each([
    ['spaces', ' '.repeat(2 ** 20)],
    ['quotes', '"'.repeat(2 ** 20)],
    ['colons', ':'.repeat(2 ** 20)],
    ['an open string', `x eq "${'\\\\'.repeat(2 ** 19)}`],
    ['brackets', 'x['.repeat(2 ** 19)],
    ['digits', `x eq ${'1'.repeat(2 ** 20)}`],
  ])('rejects a filter with a megabyte of %s', (_, text) => {
    expect(thrown(SCIMFilterError, () => parseFilter(text)).position).toBeTypeOf('number')
  })
})
