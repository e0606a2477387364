import { combineValues } from './combine-values.ts'
import type { JSONObject } from './update-attribute.ts'

/** Lists the extensions that have come among the schemas of a resource, if it has such a list (RFC 7643 3). */
export function listSchemas(before: JSONObject, after: JSONObject): JSONObject {
  const come = Object.keys(after).filter((name) => name.includes(':') && !Object.hasOwn(before, name))
  if (!come.length || !Array.isArray(after.schemas)) return after
  return { ...after, schemas: combineValues('add', after.schemas, come) }
}
