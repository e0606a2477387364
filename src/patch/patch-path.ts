import { member } from '../filter/attribute-values.ts'
import { compileFilter, type Predicate } from '../filter/compile-filter.ts'
import type { Filter } from '../filter/filter.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import type { PatchProblem } from './patch-error.ts'

/** Throws the error of the operation that is being applied. */
export type Fail = (scimType: PatchProblem, problem: string, cause?: unknown) => never

/** Where in a resource an operation is to act (RFC 7644 3.5.2, figure 7). */
export interface PatchPath {
  /** The extension whose attribute it is. */
  readonly urn?: string | undefined
  /** The attribute; without it, all of the resource or of the extension. */
  readonly attr?: string | undefined
  readonly filter?: Filter | undefined
  readonly matches?: Predicate | undefined
  readonly subAttr?: string | undefined
}

/**
 * A schema's URN and what follows it, after a colon or, as in Slack's docs, a dot. The version ends a URN of SCIM
 * 1.1, the name of the resource type one of 2.0, and the last colon any other.
 */
const SCHEMA = /^(urn:(?:.+?:(?:1\.\d+|2\.\d+:\w+)|[^[]+(?=:)))(?:[:.](.+))?$/i

/** Reads the path of an operation. */
export function readPath(resource: unknown, path: string, fail: Fail): PatchPath {
  const [, schema = '', rest] = SCHEMA.exec(path) ?? []
  const urn = /:extension:/i.test(schema) || member(resource, schema) ? schema : undefined
  const text = schema ? rest : path
  if (!text) return { urn }

  const end = text.lastIndexOf(']') + 1
  try {
    // A filter's grammar has all parts of a path: a value path, and an attribute in front of `pr`.
    const found = end ? parseFilter(text.slice(0, end)) : undefined
    const name = (found ? 'x' : '') + text.slice(end)
    const named = parseFilter(`${name} pr`)
    if (named.op === 'pr' && named.attr === name && !/:/.test(name)) {
      const [attr, subAttr] = name.split('.')
      if (!found) return { urn, attr, subAttr }
      if (found.op === '[]' && !/[:.]/.test(found.attr)) {
        return { urn, attr: found.attr, filter: found.filter, matches: compileFilter(found.filter), subAttr }
      }
    }
  } catch (cause) {
    return fail(end ? 'invalidFilter' : 'invalidPath', 'the path is malformed', cause)
  }
  return fail('invalidPath', 'the path is malformed')
}
