import type { Filter, FilterValue } from '../filter/filter.ts'
import { SCIMFilterError } from '../filter/filter-error.ts'
import { isRecord } from '../protocol/is-record.ts'

/** The parts of all kinds of filters, not yet checked; `op` tells which of them count. */
interface FilterParts {
  readonly op: Filter['op']
  readonly attr?: string
  readonly value?: FilterValue
  readonly arg?: unknown
  readonly args?: readonly unknown[]
  readonly filter?: unknown
}

/** The operators that compare an attribute with a value. */
export const COMPARISONS: readonly string[] = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']

/**
 * Writes a filter for the wire. It checks what could widen a filter unnoticed; `formatFilter` of `slack-scim/filter`
 * checks every part of a filter of unknown origin, and weighs more.
 *
 * @throws {@link SCIMFilterError} if a part is not a filter
 */
export function filterText(filter: unknown, isNested = false): string {
  const { op, attr, value, arg, args = [], filter: inner } = checkShape(filter)
  if (op === 'and' || op === 'or') {
    // "Any of nobody" is nobody; an empty filter may be everybody.
    if (args.length < 2) throw new SCIMFilterError('filter', `'${op}' needs two filters`)
    const text = args.map((one) => filterText(one, true)).join(` ${op} `)
    return isNested ? `(${text})` : text
  }
  if (op === 'not') return `not (${filterText(arg)})`
  if (op === '[]') return `${attr}[${filterText(inner)}]`
  if (op === 'pr') return `${attr} pr`
  const problem = !COMPARISONS.includes(op)
    ? 'is unknown'
    : !attr
      ? 'needs an attr'
      : isComparable(value)
        ? undefined
        : 'value must be a string, number, boolean or null'
  if (problem) throw new SCIMFilterError('filter', `operator '${op}': ${problem}`)
  return `${attr} ${op} ${JSON.stringify(value)}`
}

function checkShape(filter: unknown): FilterParts {
  if (isRecord(filter) && typeof filter.op === 'string') return filter as unknown as FilterParts
  const [attr = 'userName'] = Object.keys(Object(filter))
  const example = `{ op: 'eq', attr: '${attr}', value: 'jo' }`
  throw new SCIMFilterError('filter', `must be text or a filter with op: give ${example}`)
}

function isComparable(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}
