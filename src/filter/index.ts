/**
 * SCIM filters (RFC 7644 3.4.2.2) as JSON: read, write, build and evaluate them.
 *
 * @module
 */

export { and, co, eq, ew, ge, gt, le, lt, ne, not, or, pr, sw, valuePath } from './builders.ts'
export type {
  ComparisonFilter,
  ComparisonOperator,
  Filter,
  FilterValue,
  LogicalFilter,
  NegatedFilter,
  PresenceFilter,
  ValuePathFilter,
} from './filter.ts'
export { SCIMFilterError } from './filter-error.ts'
export { formatFilter } from './format-filter.ts'
export { type MatchOptions, matchesFilter } from './match-filter.ts'
export { parseFilter } from './parse-filter.ts'
