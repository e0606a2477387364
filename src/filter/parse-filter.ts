import type { ComparisonOperator, Filter, FilterValue } from './filter.ts'
import { expect } from './filter-error.ts'
import { ATTRIBUTE, FLAT, MAX_NESTING, NEXT, OPERATOR, SHALLOW, TERM, VALUE } from './grammar.ts'

/**
 * Reads a filter of RFC 7644 3.4.2.2.
 *
 * Strict where that grammar is: strings are quoted, `not` has parentheses and `true`, `false`, `null` are lower
 * case. Operators and keywords may be in any case, and one space may be several.
 *
 * @param text - the filter, such as `userName eq "jo" and active eq true`
 * @returns the filter as JSON; chains of `and` and of `or` are flat, parentheses that were written are kept
 * @throws {SCIMFilterError} naming the position and what was expected there
 *
 * @example
 * ```ts
 * import { parseFilter } from 'slack-scim/filter'
 *
 * parseFilter('userName eq "jo"') // { op: 'eq', attr: 'userName', value: 'jo' }
 * ```
 */
export function parseFilter(text: string): Filter {
  expect(typeof text === 'string', 0, 'a string')
  let end = 0

  const readTerm = (depth: number, isNested: boolean): Filter => {
    TERM.lastIndex = end
    const [, not, parenthesis, attr, bracket, pr, op, json = ''] = TERM.exec(text) ?? []
    end = TERM.lastIndex
    if (parenthesis) {
      const arg = readGroup(')', depth, isNested)
      return not ? { op: 'not', arg } : arg
    }
    expect(attr, end, ATTRIBUTE)
    if (bracket) {
      expect(!isNested, end, FLAT)
      return { op: '[]', attr, filter: readGroup(']', depth, true) }
    }
    if (pr) return { op: 'pr', attr }
    expect(op, end, OPERATOR)
    const value = readValue(json)
    expect(value !== undefined, end - json.length, VALUE)
    return { op: op.toLowerCase() as ComparisonOperator, attr, value }
  }

  // "and" binds tighter than "or".
  const readGroup = (closedBy: string, depth: number, isNested: boolean): Filter => {
    let ands: Filter[] = []
    const ors = [ands]
    expect(depth <= MAX_NESTING, end, SHALLOW)
    for (;;) {
      ands.push(readTerm(depth + 1, isNested))
      NEXT.lastIndex = end
      const [, keyword, closed] = NEXT.exec(text) ?? []
      expect(keyword || closed === closedBy, end, `and, or, ${closedBy || 'the end'}`)
      end = NEXT.lastIndex
      if (!keyword) {
        return joined(
          'or',
          ors.map((args) => joined('and', args)),
        )
      }
      if (keyword.length < 3) {
        ands = []
        ors.push(ands)
      }
    }
  }

  return readGroup('', 0, false)
}

/** All or any of the filters; of a single one, the filter itself. */
export function joined(op: 'and' | 'or', args: readonly Filter[]): Filter {
  return args.length === 1 ? (args[0] as Filter) : { op, args }
}

/** Reads a value that can be compared with, or `undefined` where there is none. */
export function readValue(json: string): FilterValue | undefined {
  try {
    const value = JSON.parse(json)
    // 1e999 is Infinity to JSON.parse, and null once written as JSON.
    if (Math.abs(value) !== Infinity) return value
  } catch {}
  return undefined
}
