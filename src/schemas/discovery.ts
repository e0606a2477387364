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

/** A kind of resource of a 2.0 service (RFC 7643 6). */
export interface ResourceType {
  id?: string | null | undefined
  name?: string | null | undefined
  description?: string | null | undefined
  /** Where resources of this kind are: `/Users`. */
  endpoint?: string | null | undefined
  /** The URN of the core schema. */
  schema?: string | null | undefined
  schemaExtensions?: { schema?: string | null; required?: boolean | null }[] | null | undefined
}
