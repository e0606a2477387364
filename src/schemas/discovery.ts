/**
 * A schema as the service describes it. Slack's are malformed in places (an attribute list with scalars in
 * it, an object where a list should be), so nothing in it is promised.
 */
export interface SchemaDescription {
  id?: string | null | undefined
  name?: string | null | undefined
  description?: string | null | undefined
  /** A URN, or a list of them. */
  schema?: string | string[] | null | undefined
  endpoint?: string | null | undefined
  attributes?: unknown
}
