import { isRecord } from './is-record.ts'
import type { SCIMResponse } from './response.ts'

/**
 * Returns the rows of a list that are objects. Attribute names are case-insensitive (RFC 7643 2.1), so
 * `resources` counts too.
 */
export function resourcesOf({ body }: SCIMResponse): unknown[] {
  const rows = body?.Resources ?? body?.resources
  return Array.isArray(rows) ? (rows.every(isRecord) ? rows : rows.filter(isRecord)) : []
}
