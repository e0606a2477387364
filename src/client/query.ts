import { encodePart } from '../chain/url.ts'
import { invalid } from '../errors/validation-error.ts'

/** Values of a query; `null` and `undefined` are left out. */
export type QueryValues = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Returns the values of a query as text, not yet encoded; refuses values that a URL cannot hold. */
export function queryOf(operation: string, values: QueryValues): Record<string, string> {
  // Without a prototype, so that `__proto__` is a usual name.
  const query: Record<string, string> = Object.create(null)
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue
    const where = `query.${key}`
    if (typeof value === 'object') throw invalid(operation, where, 'must be text, a number or a boolean')
    query[key] = String(value)
    encodePart(key + query[key], operation, where)
  }
  return query
}
