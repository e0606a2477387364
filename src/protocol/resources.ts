import { isRecord } from './is-record.ts'
import type { SCIMResponse } from './response.ts'

/** The rows of a list that are objects; names are case-insensitive in SCIM (RFC 7643 2.1), also this one. */
export function resourcesOf({ body }: SCIMResponse): unknown[] {
  const rows = body?.Resources ?? body?.resources
  return Array.isArray(rows) ? (rows.every(isRecord) ? rows : rows.filter(isRecord)) : []
}
