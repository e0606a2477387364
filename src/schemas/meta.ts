/** What a service says about a resource. */
export interface Meta {
  /** When it was made, with a numeric offset in Pacific time: `2022-05-27T15:19:18-07:00`. */
  created?: string | null | undefined
  /** Where it is read. */
  location?: string | null | undefined
  /** In a 1.1 PATCH: the attributes to clear, for example `name.honorificPrefix` (SCIM 1.1, 3.3.2). */
  attributes?: string[] | null | undefined
}
