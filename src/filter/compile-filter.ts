import { isPresent, member, someValue } from './attribute-values.ts'
import { comparison } from './compare-values.ts'
import type { ComparisonFilter, Filter, PresenceFilter, ValuePathFilter } from './filter.ts'

/** Tells whether a resource, or an element of a multi-valued attribute, matches. */
export type Predicate = (node: unknown) => boolean

/** The case-exact attributes of RFC 7643 3 and 3.1. */
export const CASE_EXACT: readonly string[] = [
  'schemas',
  'id',
  'externalId',
  'meta.resourceType',
  'meta.location',
  'meta.version',
]

/**
 * Makes a predicate of a filter that is known to be one, so that what depends on the filter alone is done once.
 *
 * @param caseExact - the names of the case-exact attributes, without URN
 * @param parent - the attribute whose elements the filter is about, with a dot
 */
export function compileFilter(
  filter: Filter,
  caseExact: readonly string[] = CASE_EXACT,
  parent = '',
): Predicate {
  if (filter.op === 'not') {
    const matches = compileFilter(filter.arg, caseExact, parent)
    return (node) => !matches(node)
  }
  if (filter.op === 'and' || filter.op === 'or') {
    const decisive = filter.op === 'or'
    const parts = filter.args.map((arg) => compileFilter(arg, caseExact, parent))
    return (node) => parts.some((matches) => matches(node) === decisive) === decisive
  }

  const { attr } = filter
  const colon = attr.lastIndexOf(':')
  const path = attr.slice(colon + 1)
  const test = makeTest(filter, caseExact, parent + path)
  const names = path.split('.')
  if (colon < 0) return (node) => someValue(node, names, test)

  // The attributes of an extension live under its URN; those of the base schema in a resource that has that URN among
  // its `schemas`, or has none.
  const urn = attr.slice(0, colon)
  const isExtension = /:extension:/i.test(urn)
  const isNamed = comparison('eq', urn)
  return (node) => {
    const whole = member(node, attr)
    if (whole) return test(whole)
    const hasBase = someValue(node, ['schemas'], (schema) => !schema || isNamed(schema))
    return someValue(member(node, urn) ?? (hasBase && !isExtension ? node : undefined), names, test)
  }
}

function makeTest(
  filter: ComparisonFilter | PresenceFilter | ValuePathFilter,
  caseExact: readonly string[],
  attr: string,
): Predicate {
  if (filter.op === 'pr') return isPresent
  if (filter.op === '[]') {
    const matches = compileFilter(filter.filter, caseExact, `${attr}.`)
    return (element) => isPresent(element) && matches(element)
  }
  const name = attr.toLowerCase()
  const isCaseExact = caseExact.some((exact) => [name, `${name}.value`].includes(exact.toLowerCase()))
  const compare = comparison(filter.op, filter.value, isCaseExact)
  // A complex attribute stands for its sub-attribute "value" (RFC 7643 2.4).
  return (value) => compare(member(value, 'value') ?? value)
}
