import { isPresent, member } from './attribute-values.ts'
import { comparison } from './compare-values.ts'
import type { ComparisonFilter, Filter, PresenceFilter, ValuePathFilter } from './filter.ts'

/** Tells whether a resource, an element of a multi-valued attribute, or a value matches. */
export type Predicate = (node: unknown) => boolean

/** A filter that is about one attribute. */
export type Term = ComparisonFilter | PresenceFilter | ValuePathFilter

/**
 * Compiles a valid filter to a predicate, so that work that depends on the filter alone is done once.
 *
 * @param compileTerm - compiles a filter on one attribute
 */
export function compileFilter(filter: Filter, compileTerm: (term: Term) => Predicate): Predicate {
  if (filter.op === 'not') {
    const matches = compileFilter(filter.arg, compileTerm)
    return (node) => !matches(node)
  }
  if (filter.op === 'and' || filter.op === 'or') {
    const decisive = filter.op === 'or'
    const parts = filter.args.map((arg) => compileFilter(arg, compileTerm))
    return (node) => parts.some((matches) => matches(node) === decisive) === decisive
  }
  return compileTerm(filter)
}

/** Makes the test that a value of the attribute has to pass. */
export function compileTest(
  term: ComparisonFilter | PresenceFilter,
  fold?: (text: string) => string,
): Predicate {
  if (term.op === 'pr') return isPresent
  const isNegated = term.op === 'ne'
  const compare = comparison(isNegated ? 'eq' : term.op, term.value, fold)
  // A complex attribute stands for its sub-attribute "value" (RFC 7643 2.4).
  return (value) => compare(member(value, 'value') ?? value) !== isNegated
}
