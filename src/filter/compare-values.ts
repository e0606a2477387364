import { foldCase } from '../protocol/text.ts'
import { isPresent } from './attribute-values.ts'
import type { ComparisonOperator, FilterValue } from './filter.ts'
import { expect } from './filter-error.ts'

/**
 * Makes the test that compares the value of a resource with that of a filter (RFC 7644 3.4.2.2, table 3).
 *
 * @param op - the operator; `ne` is what `eq` is not
 * @param fold - makes equal the texts that the attribute takes for equal
 */
export function comparison(
  op: Exclude<ComparisonOperator, 'ne'>,
  expected: FilterValue,
  fold: (text: string) => string = foldCase,
): (actual: unknown) => boolean {
  // Null and unassigned are one and the same (RFC 7643 2.5); an empty string is a value.
  if (expected === null) return (actual) => op === 'eq' && actual !== '' && !isPresent(actual)
  if (typeof expected !== 'string') {
    expect(typeof expected !== 'boolean' || !/^[gl]/.test(op), op, 'no boolean')
    return (actual) => typeof actual === typeof expected && inOrder(op, actual as number, expected as number)
  }

  const folded = fold(expected)
  const instant = timeKey(expected)
  return (actual) => {
    if (typeof actual !== 'string') return false
    const text = fold(actual)
    if (op === 'co') return text.includes(folded)
    if (op === 'sw') return text.startsWith(folded)
    if (op === 'ew') return text.endsWith(folded)
    const other = instant && timeKey(actual)
    return other ? inOrder(op, other, instant) : inOrder(op, text, folded)
  }
}

/** Whether two values are in the order of an operator: each has the letters of its orders, greater, less and equal. */
function inOrder<Value extends string | number>(op: string, actual: Value, expected: Value): boolean {
  return op !== 'ew' && op.includes(actual < expected ? 'l' : actual > expected ? 'g' : 'e')
}

/**
 * A text that is in order with the time that a dateTime stands for (RFC 7643 2.3.5; Slack's `startDate` lacks a colon),
 * also below a millisecond; empty for other texts.
 */
function timeKey(text: string): string {
  const [date, , below = ''] = /^[\d-]{10}T[\d:]+(\.\d{0,3}(\d*?)0*)?(Z|[+-][\d:]+)$/.exec(text) ?? ['']
  // As many digits for every year.
  const time = Date.parse(date) + 2e15
  return time ? time + below : ''
}
