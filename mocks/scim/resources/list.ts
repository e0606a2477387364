import type { AssumptionLedger } from '../../assumptions/ledger.ts'
import type { RowList } from '../../directory/rows.ts'
import { refuse } from '../../errors/refusal.ts'
import type { Page } from './dialect.ts'

/**
 * Rows of a page without `count`, and the maximum
 * (https://api.slack.com/changelog/2019-06-have-scim-will-paginate).
 */
export const DEFAULT_COUNT = 10
export const MAX_COUNT = 1000

/** The request for a page. */
export interface PageRequest {
  readonly query: URLSearchParams
  readonly ledger: AssumptionLedger
}

/** Cuts the page that a query asks for; Slack reads the filter before `count` and `startIndex`. */
export function cutPage<Row>(
  rows: RowList<Row>,
  { query, ledger }: PageRequest,
  render: (row: Row) => unknown,
): Page {
  checkOrdering(query, ledger)
  const count = countOf(query.get('count'), ledger)
  const asked = integer(query.get('startIndex')) ?? 1
  let first = Math.max(asked, 1)
  if (first > rows.length && rows.length > 0 && ledger.assume('start-index-past-end') === 'last-row') {
    first = rows.length
  }
  const startIndex = asked < 1 && ledger.assume('start-index-below-one') === 'answered-as-1' ? 1 : asked
  return {
    totalResults: rows.length,
    startIndex,
    rows: rows.slice(first - 1, first - 1 + count).map(render),
  }
}

function checkOrdering(query: URLSearchParams, ledger: AssumptionLedger): void {
  const order = query.get('sortOrder')
  if (order !== null && order !== 'ascending' && order !== 'descending') refuse('invalid_sort_order')
  if (!['attributes', 'excludedAttributes', 'sortBy'].some((name) => query.has(name))) return
  if (ledger.assume('attribute-parameters') === 'refused') refuse('invalid_request_payload')
}

function countOf(text: string | null, ledger: AssumptionLedger): number {
  const asked = integer(text)
  if (asked === undefined) return DEFAULT_COUNT
  if (asked < 1) return ledger.assume('count-below-one') === 'empty-page' ? 0 : DEFAULT_COUNT
  return Math.min(asked, MAX_COUNT)
}

function integer(text: string | null): number | undefined {
  if (text === null || !/^-?\d+$/.test(text)) return undefined
  // Enough digits overflow to Infinity, which JSON cannot represent.
  return Math.max(Math.min(Number(text), Number.MAX_SAFE_INTEGER), Number.MIN_SAFE_INTEGER)
}
