/** The operators that compare an attribute with a value (RFC 7644 3.4.2.2, table 3). */
export type ComparisonOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'

/** What an attribute can be compared with: the JSON values that are neither an object nor an array. */
export type FilterValue = string | number | boolean | null

/** An attribute compared with a value, such as `userName eq "jo"`. */
export interface ComparisonFilter {
  readonly op: ComparisonOperator
  /** The attribute as written: `userName`, `emails.value` or `urn:…:User:department`. */
  readonly attr: string
  readonly value: FilterValue
}

/** An attribute that must have a value, such as `title pr`. */
export interface PresenceFilter {
  readonly op: 'pr'
  readonly attr: string
}

/** Filters of which all (`and`) or any (`or`) must match; there are at least two. */
export interface LogicalFilter<Op extends 'and' | 'or' = 'and' | 'or'> {
  readonly op: Op
  readonly args: readonly Filter[]
}

/** A filter that must not match, such as `not (title pr)`. */
export interface NegatedFilter {
  readonly op: 'not'
  readonly arg: Filter
}

/** A filter that one element of a multi-valued attribute must match, such as `emails[type eq "work"]`. */
export interface ValuePathFilter {
  readonly op: '[]'
  readonly attr: string
  /** Names the sub-attributes of one element; a value path inside is refused (RFC 7644 errata 4690, 7322). */
  readonly filter: Filter
}

/**
 * A SCIM filter as plain JSON: it can be stored, compared and sent.
 *
 * @example
 * ```ts
 * import type { Filter } from 'slack-scim/filter'
 *
 * const filter: Filter = { op: 'eq', attr: 'userName', value: 'jo' }
 * ```
 */
export type Filter =
  | ComparisonFilter
  | PresenceFilter
  | LogicalFilter<'and'>
  | LogicalFilter<'or'>
  | NegatedFilter
  | ValuePathFilter
