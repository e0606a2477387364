import { isPresent } from './attribute-values.ts'
import type { ComparisonOperator, FilterValue } from './filter.ts'
import { expect } from './filter-error.ts'

/**
 * Makes the test that compares the value of a resource with that of a filter (RFC 7644 3.4.2.2, table 3).
 *
 * @param op - the operator; `ne` is what `eq` is not
 */
export function comparison(
  op: Exclude<ComparisonOperator, 'ne'>,
  expected: FilterValue,
  isCaseExact?: boolean,
): (actual: unknown) => boolean {
  // Null and unassigned are one and the same (RFC 7643 2.5); an empty string is a value.
  if (expected === null) return (actual) => op === 'eq' && actual !== '' && !isPresent(actual)
  if (typeof expected !== 'string') {
    expect(typeof expected !== 'boolean' || !/^[gl]/.test(op), op, 'no boolean')
    return (actual) => typeof actual === typeof expected && inOrder(op, actual as number, expected as number)
  }

  const fold = (text: string): string => (isCaseExact ? text : text.toLowerCase())
  const folded = fold(expected)
  const instant = time(/[ow]$/.test(op) ? '' : expected)
  return (actual) => {
    if (typeof actual !== 'string') return false
    const other = time(actual)
    if (Number.isFinite(other - instant)) return inOrder(op, other, instant)
    const text = fold(actual)
    if (op === 'co') return text.includes(folded)
    if (op === 'sw') return text.startsWith(folded)
    if (op === 'ew') return text.endsWith(folded)
    return inOrder(op, text, folded)
  }
}

/** What the operators with an order mean; their letters say it: greater, less, equal. */
function inOrder<Value extends string | number>(op: string, actual: Value, expected: Value): boolean {
  return (
    (op[0] === 'g' && actual > expected) ||
    (op[0] === 'l' && actual < expected) ||
    (/^eq|e$/.test(op) && actual === expected)
  )
}

/** The time that a dateTime stands for (RFC 7643 2.3.5; Slack's `startDate` lacks a colon), or NaN. */
function time(text: string): number {
  return Date.parse(/^[\d-]{10}T[\d:.]+(Z|[+-][\d:]+)$/.test(text) ? text : '')
}
