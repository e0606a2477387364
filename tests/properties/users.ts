import fc from 'fast-check'

const URNS = [
  'urn:scim:schemas:extension:enterprise:1.0',
  'urn:scim:schemas:extension:slack:guest:1.0',
  'urn:scim:schemas:extension:slack:profile:1.0',
]

const words = fc.string({ maxLength: 8 })
/** An address or a name: the client refuses white space around it. */
const trimmed = words.map((word) => word.trim())
const flag = fc.boolean()
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value)
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { requiredKeys: [] })
const multi = optional(
  fc.array(record({ value: optional(words), type: optional(words), primary: optional(flag) }), {
    maxLength: 3,
  }),
)

/** Arbitrary JSON values under names that no schema has. */
const unknowns = fc.dictionary(
  words.map((key) => `x-${key}`),
  fc.jsonValue({ maxDepth: 2 }),
  { maxKeys: 3 },
)

const known = record({
  nickName: optional(trimmed),
  displayName: optional(words),
  title: optional(words),
  timezone: optional(words),
  externalId: optional(words),
  name: optional(record({ givenName: optional(words), familyName: optional(words) })),
  photos: multi,
  phoneNumbers: multi,
  addresses: optional(
    fc.array(record({ streetAddress: optional(words), country: optional(words) }), { maxLength: 2 }),
  ),
  roles: optional(
    fc.array(fc.oneof(words, record({ value: optional(words), primary: fc.oneof(flag, words) }))),
  ),
  groups: optional(fc.array(record({ value: optional(words), display: optional(words) }), { maxLength: 2 })),
  [URNS[0] as string]: optional(
    record({ department: optional(words), manager: optional(record({ managerId: optional(trimmed) })) }),
  ),
  [URNS[1] as string]: fc.record({ type: fc.constant('multi'), expiration: optional(words) }),
  [URNS[2] as string]: optional(record({ startDate: optional(words) })),
})

/** A user that a service could send: known attributes valid, null or absent, unknown ones of any shape. */
export const readableUser: fc.Arbitrary<Record<string, unknown> & { id: string }> = fc
  .tuple(
    unknowns,
    known,
    fc.array(record({ value: trimmed, primary: flag }), { minLength: 1, maxLength: 3 }),
    flag,
  )
  .map(([extra, attributes, emails, active]) => ({
    ...extra,
    ...attributes,
    id: 'U1',
    userName: 'jo',
    active,
    emails,
  }))

/** A readable user in which up to two attributes have arbitrary JSON values. */
export const driftedUser: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(readableUser, fc.array(fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 2 })), { maxLength: 2 }))
  .map(([user, changes]) => {
    const copy: Record<string, unknown> = { ...user }
    // The attributes that identify the user stay valid.
    const keys = Object.keys(copy).filter((key) => !['id', 'userName', 'nickName', URNS[1]].includes(key))
    for (const [n, value] of changes) copy[keys[n % keys.length] as string] = value
    return copy
  })
