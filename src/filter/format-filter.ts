import { isObject } from './attribute-values.ts'
import type { Filter } from './filter.ts'
import { expect } from './filter-error.ts'
import { ATTRIBUTE, FLAT, MAX_NESTING, OPERATOR, SHALLOW, TERM, VALUE } from './grammar.ts'
import { readValue } from './parse-filter.ts'

/**
 * Writes a filter as text, which {@link parseFilter} reads back as the same filter.
 *
 * @param filter - as read by {@link parseFilter}, from the builders or built by hand
 * @returns the text, with strings escaped as JSON
 * @throws {SCIMFilterError} naming the part of the filter that cannot be written
 *
 * @example
 * ```ts
 * import { eq, formatFilter, or } from 'slack-scim/filter'
 *
 * formatFilter(or(eq('userName', 'jo'), eq('emails', 'jo@example.com')))
 * // userName eq "jo" or emails eq "jo@example.com"
 * ```
 */
export function formatFilter(filter: Filter): string {
  return write(filter, 'filter', [0])
}

/** Where a part of a filter stands. */
type Place = readonly [depth: number, parent?: Filter['op'], inValuePath?: boolean | undefined]

/** Writes a part of a filter, and in passing checks all of it: it may have been built by hand. */
function write(filter: Filter, path: string, [depth, parent, inValuePath]: Place): string {
  expect(isObject(filter), path, 'a filter')
  expect(depth <= MAX_NESTING, 'filter', SHALLOW)
  const { op } = filter
  if (op === 'and' || op === 'or') {
    const { args } = filter
    expect(Array.isArray(args) && args.length > 1, `${path}.args`, 'two filters')
    // "and" binds tighter than "or"; what stands inside its like was in parentheses, or it would have been flat.
    const nested = parent === 'and' || parent === op
    const text = args
      .map((arg, index) => write(arg, `${path}.args[${index}]`, [depth + +nested, op, inValuePath]))
      .join(` ${op} `)
    return nested ? `(${text})` : text
  }
  const inner: Place = [depth + 1, op, inValuePath || op === '[]']
  if (op === 'not') return `not (${write(filter.arg, `${path}.arg`, inner)})`

  // The parser's own grammar says what an attribute and an operator are.
  TERM.lastIndex = 0
  const { attr } = filter
  const [, , , name, , , comparison = ''] = TERM.exec(`${attr} ${op} `) ?? []
  expect(name === attr, `${path}.attr`, ATTRIBUTE)
  if (op === '[]') {
    expect(!inValuePath, path, FLAT)
    return `${attr}[${write(filter.filter, `${path}.filter`, inner)}]`
  }
  if (op === 'pr') return `${attr} pr`
  expect(comparison.toLowerCase() === op, `${path}.op`, OPERATOR)
  const { value } = filter
  // JSON.stringify drops the sign that JSON.parse keeps.
  const json = Object.is(value, -0) ? '-0' : JSON.stringify(value)
  expect(value !== undefined && readValue(json) === value, `${path}.value`, VALUE)
  return `${attr} ${op} ${json}`
}
