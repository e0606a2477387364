import type {
  ComparisonFilter,
  ComparisonOperator,
  Filter,
  FilterValue,
  NegatedFilter,
  PresenceFilter,
  ValuePathFilter,
} from './filter.ts'
import { joined } from './parse-filter.ts'

type Comparison<Value extends FilterValue> = (attr: string, value: Value) => ComparisonFilter

const comparison =
  (op: ComparisonOperator): Comparison<FilterValue> =>
  (attr, value) => ({ op, attr, value })

/**
 * The attribute equals the value; without regard to case, unless the attribute is case-exact.
 *
 * @example
 * ```ts
 * import { eq, formatFilter } from 'slack-scim/filter'
 *
 * formatFilter(eq('userName', 'jo')) // userName eq "jo"
 * ```
 */
export const eq: Comparison<FilterValue> = /* @__PURE__ */ comparison('eq')

/** The attribute differs from the value, or has none. */
export const ne: Comparison<FilterValue> = /* @__PURE__ */ comparison('ne')

/** The attribute contains the value. */
export const co: Comparison<string> = /* @__PURE__ */ comparison('co')

/** The attribute starts with the value. */
export const sw: Comparison<string> = /* @__PURE__ */ comparison('sw')

/** The attribute ends with the value. */
export const ew: Comparison<string> = /* @__PURE__ */ comparison('ew')

/** The attribute comes after the value: in time, as a number or in the alphabet. */
export const gt: Comparison<string | number> = /* @__PURE__ */ comparison('gt')

/** The attribute comes after the value or equals it. */
export const ge: Comparison<string | number> = /* @__PURE__ */ comparison('ge')

/** The attribute comes before the value: in time, as a number or in the alphabet. */
export const lt: Comparison<string | number> = /* @__PURE__ */ comparison('lt')

/** The attribute comes before the value or equals it. */
export const le: Comparison<string | number> = /* @__PURE__ */ comparison('le')

/** The attribute is present: neither null nor empty. */
export const pr = (attr: string): PresenceFilter => ({ op: 'pr', attr })

/**
 * All of the filters match; of a single one, the filter itself.
 *
 * @example
 * ```ts
 * import { and, eq, formatFilter, pr } from 'slack-scim/filter'
 *
 * formatFilter(and(pr('title'), eq('active', true))) // title pr and active eq true
 * ```
 */
export const and = (...args: readonly Filter[]): Filter => joined('and', args)

/** Any of the filters matches; of a single one, the filter itself. */
export const or = (...args: readonly Filter[]): Filter => joined('or', args)

/** The filter does not match. */
export const not = (arg: Filter): NegatedFilter => ({ op: 'not', arg })

/**
 * One element of a multi-valued attribute matches the whole filter.
 *
 * @example
 * ```ts
 * import { eq, formatFilter, valuePath } from 'slack-scim/filter'
 *
 * formatFilter(valuePath('emails', eq('primary', true))) // emails[primary eq true]
 * ```
 */
export const valuePath = (attr: string, filter: Filter): ValuePathFilter => ({ op: '[]', attr, filter })
