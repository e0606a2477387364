import type { Filter } from '../filter/filter.ts'
import { SCIMFilterError } from '../filter/filter-error.ts'
import type { FilterSupport } from '../filter/filter-support.ts'

const COMPARISONS: readonly string[] = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']

/**
 * Writes a filter for the wire, and notes what the dialect is not known to take. It trusts the compiler:
 * `formatFilter` of `slack-scim/filter` checks every part of a filter of unknown origin, and weighs more.
 */
export function filterText(filter: Filter, support: FilterSupport, unknown: Set<string>): string {
  const op = filter?.op
  const inner = (part: Filter): string => {
    const text = filterText(part, support, unknown)
    return part.op === 'and' || part.op === 'or' ? `(${text})` : text
  }
  const { attr = '', value } = (filter ?? {}) as { readonly attr?: string; readonly value?: unknown }
  const known: readonly string[] | undefined = attr
    ? support.attributes[attr.toLowerCase()]
    : support.keywords
  if (!known?.includes?.(op)) unknown.add(`${attr} ${op}`.trim())
  switch (filter?.op) {
    case 'and':
    case 'or':
      // "Any of nobody" is nobody; an empty filter may be everybody.
      if (filter.args.length < 2) throw new SCIMFilterError('filter', `'${op}' needs two filters`)
      return filter.args.map(inner).join(` ${op} `)
    case 'not':
      return `not (${filterText(filter.arg, support, unknown)})`
    case '[]':
      return `${attr}[${filterText(filter.filter, support, unknown)}]`
    case 'pr':
      return `${attr} pr`
  }
  if (!attr || !COMPARISONS.includes(op) || !isComparable(value)) {
    throw new SCIMFilterError('filter', `'${op}' with ${attr ? 'that value' : 'no attribute'} is no Filter`)
  }
  return `${attr} ${op} ${JSON.stringify(value)}`
}

function isComparable(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}
