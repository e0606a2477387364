import { isObject, member, someValue } from '../filter/attribute-values.ts'
import { compileFilter, compileTest, type Predicate, type Term } from '../filter/compile-filter.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import type { PatchProblem } from './patch-error.ts'

/** Throws the error of the operation that is being applied. */
export type Fail = (scimType: PatchProblem, problem: string, cause?: unknown) => never

/** One step of a path: an extension, an attribute or a sub-attribute, and which of its elements. */
export interface Step {
  readonly name: string
  readonly matches?: Predicate | undefined
}

/**
 * A path (RFC 7644 3.5.2, figure 7): a schema's URN, an attribute, a filter in brackets, a sub-attribute.
 *
 * The version ends a URN of SCIM 1.1, the name of the resource type one of 2.0, and the last colon any other. What
 * follows it comes after a colon or, as in Slack's docs, a dot.
 */
const PATH =
  /^(?:(urn:(?:.+?:(?:1\.\d+|2\.\d+:\w+)|[^[]+(?=:)))(?:$|[:.]))?(?:([a-z_$][\w$-]*)(\[.*\])?(?:\.([a-z_$][\w$-]*))?)?$/is

/** A path as it was given, and the value that it is for: a schema's URN stands for an object. */
export interface PathAndValue {
  readonly path: unknown
  readonly value: unknown
}

/** Tells the name of an attribute, which is a path of one step whatever the resource has. */
export function isName(path: unknown): boolean {
  return typeof path === 'string' && /^[a-z_$][\w$-]*$/i.test(path)
}

/** Reads a path; what has no steps stands for all of the resource. */
export function readPath(resource: unknown, { path, value }: PathAndValue, fail: Fail): Step[] {
  if (typeof path !== 'string') return fail('invalidPath', 'the path is malformed')
  if (isName(path) || member(resource, path) !== undefined || isExtension(path, value))
    return [{ name: path }]
  const own = ownExtension(resource, path)
  const [whole, found, attr, brackets, subAttr] = PATH.exec(own ? path.slice(own.length + 1) : path) ?? []
  if (whole === undefined) return fail('invalidPath', 'the path is malformed')
  const urn = own ?? found
  const steps: Step[] = []
  // The attributes of an extension live under its URN, those of a core schema at the top.
  if (urn && !/:schemas:core:/i.test(urn)) steps.push({ name: urn })
  if (attr) steps.push({ name: attr, matches: brackets ? readFilter(attr + brackets, fail) : undefined })
  if (subAttr) steps.push({ name: subAttr })
  return steps
}

/** Tells whether a path is the URN of somebody's own extension, which has no form but that an object stands there. */
function isExtension(path: string, value: unknown): boolean {
  return (
    isObject(value) &&
    /^urn:/i.test(path) &&
    !/:schemas:core:|:extension:(slack:)?\w+:1\.0\b(?!:user)|:2\.\d+:\w/i.test(path)
  )
}

/** The URN in a resource with which a path begins; the longest one. */
function ownExtension(resource: unknown, path: string): string | undefined {
  const text = path.toLowerCase()
  return Object.keys(Object(resource))
    .filter(
      (name) => /^urn:/i.test(name) && [':', '.'].some((end) => text.startsWith(name.toLowerCase() + end)),
    )
    .sort((one, other) => other.length - one.length)[0]
}

function readFilter(text: string, fail: Fail): Predicate {
  try {
    const filter = parseFilter(text)
    if (filter.op === '[]') return compileFilter(filter.filter, compileElementTerm)
  } catch (cause) {
    return fail('invalidFilter', 'the filter is malformed', cause)
  }
  return fail('invalidPath', 'the path is malformed')
}

/** Makes the predicate of a term that is about an element. */
function compileElementTerm(term: Term): Predicate {
  const [name = '', ...rest] = term.attr.split('.')
  const test = compileTest(term as Exclude<Term, { op: '[]' }>)
  return (element) => {
    const value = member(element, name)
    // Groups have thousands of members: what is not nested takes the short way.
    return rest.length || Array.isArray(value) ? someValue(value, rest, test) : test(value)
  }
}
