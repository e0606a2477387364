interface Value {
  readonly value: string | null
  readonly display: string
  readonly primary: boolean
}

interface SchemaAttribute {
  readonly name: string
  readonly type: string
  readonly subAttributes: unknown
  readonly subattributes: unknown
}

interface Extension {
  readonly manager: { readonly managerId: string | null }
}

/** Everything that some answer holds; what an answer lacks is `undefined` when a test asks for it. */
export interface Body {
  readonly [urn: `urn:${string}`]: Extension
  readonly Errors?: { readonly description: string; readonly code: number }
  readonly detail?: string
  readonly status?: number
  readonly Resources: readonly Body[]
  readonly totalResults: number
  readonly itemsPerPage: number
  readonly startIndex: number
  readonly schemas: readonly string[]
  readonly id: string
  readonly externalId: string
  readonly meta: { readonly created: string; readonly location: string }
  readonly userName: string
  readonly nickName: string
  readonly name: unknown
  readonly displayName: string
  readonly profileUrl: string
  readonly title: string
  readonly userType: string | null
  readonly active: boolean
  readonly emails: readonly Value[]
  readonly photos: readonly Value[]
  readonly addresses: readonly { readonly streetAddress: string | null }[]
  readonly phoneNumbers: readonly Value[]
  readonly roles: readonly Value[]
  readonly groups: readonly Value[]
  readonly members: readonly Value[]
  readonly filter: unknown
  readonly patch: unknown
  readonly schema: unknown
  readonly attributes: readonly SchemaAttribute[]
  readonly schemaExtensions: readonly unknown[]
}
