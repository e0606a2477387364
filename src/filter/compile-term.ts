import { foldUserName } from '../protocol/text.ts'
import { isPresent, member, someValue } from './attribute-values.ts'
import { comparison } from './compare-values.ts'
import { compileFilter, compileTest, type Predicate, type Term } from './compile-filter.ts'

/** The case-exact attributes of RFC 7643 3 and 3.1. */
const CASE_EXACT = ['schemas', 'id', 'externalId', 'meta.resourceType', 'meta.version']

/**
 * Makes the function that compiles a term on a resource to a predicate.
 *
 * @param caseExact - the names of the case-exact attributes, without URN
 * @param parent - the attribute whose elements the term is about, with a dot
 */
export function termCompiler(
  caseExact: readonly string[] = CASE_EXACT,
  parent = '',
): (term: Term) => Predicate {
  return (term) => {
    const { attr } = term
    const colon = attr.lastIndexOf(':')
    const path = attr.slice(colon + 1)
    const test = compileValue(term, caseExact, (parent + path).toLowerCase())
    const names = path.split('.')
    if (colon < 0) return (node) => someValue(node, names, test)

    // The attributes of an extension live under its URN, those of the base schema in a resource that has that URN
    // among its `schemas`, or has none.
    const urn = attr.slice(0, colon)
    const isExtension = /:extension:/i.test(urn)
    const isNamed = comparison('eq', urn)
    return (node) => {
      const hasBase = someValue(node, ['schemas'], (schema) => !schema || isNamed(schema))
      return someValue(member(node, urn) ?? (hasBase && !isExtension ? node : undefined), names, test)
    }
  }
}

function compileValue(term: Term, caseExact: readonly string[], name: string): Predicate {
  if (term.op !== '[]') {
    const isExact = caseExact.some((exact) => [name, `${name}.value`].includes(exact.toLowerCase()))
    return compileTest(term, isExact ? String : name === 'username' ? foldUserName : undefined)
  }
  const matches = compileFilter(term.filter, termCompiler(caseExact, `${name}.`))
  return (element) => isPresent(element) && matches(element)
}
