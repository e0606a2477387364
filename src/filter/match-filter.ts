import { compileFilter, type Predicate } from './compile-filter.ts'
import { termCompiler } from './compile-term.ts'
import type { Filter } from './filter.ts'
import { formatFilter } from './format-filter.ts'

/** How {@link matchesFilter} compares. */
export interface MatchOptions {
  /**
   * The attributes whose strings differ when only their case does, with sub-attribute and without URN, as in
   * `['id', 'emails.value']`. Default: the case-exact ones of RFC 7643 3 and 3.1 (`schemas`, `id`, `externalId`,
   * `meta.resourceType`, `meta.version`).
   */
  readonly caseExact?: readonly string[]
}

/** Compiled filters and their option: one filter is often matched against ten thousand resources. */
const compiled = /* @__PURE__ */ new WeakMap<Filter, readonly [caseExact: unknown, matches: Predicate]>()

/**
 * Tells whether a resource matches a filter, as RFC 7644 3.4.2.2 has it.
 *
 * Dates compare by time, other strings without regard to case; of a multi-valued attribute one value is enough,
 * and `emails` alone stands for `emails.value`. A null, empty or missing value is unassigned: it equals null and
 * differs from all else.
 *
 * @param filter - the filter; not to be changed afterwards
 * @param resource - a user, a group or any other JSON object; it is only read
 * @param options - which attributes are case-exact
 * @throws {SCIMFilterError} when the filter is no filter, or puts booleans in order
 *
 * @example
 * ```ts
 * import { matchesFilter, parseFilter } from 'slack-scim/filter'
 *
 * matchesFilter(parseFilter('emails ew "@example.com"'), { emails: [{ value: 'jo@example.com' }] }) // true
 * ```
 */
export function matchesFilter(filter: Filter, resource: object, { caseExact }: MatchOptions = {}): boolean {
  let known = compiled.get(filter)
  if (known?.[0] !== caseExact || !known) {
    // Writing a filter checks all of it.
    formatFilter(filter)
    known = [caseExact, compileFilter(filter, termCompiler(caseExact))]
    compiled.set(filter, known)
  }
  return known[1](resource)
}
