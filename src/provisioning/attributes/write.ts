import { differences } from '../../patch/differences.ts'
import type { UserAttributes, UserCreate } from '../../schemas/user.ts'
import { asWritten } from '../../tasks/as-written.ts'
import { asPartial } from '../../tasks/changes.ts'
import { ATTRIBUTE_NAMES, type Attributes } from './attribute.ts'
import { writtenValue } from './canonical.ts'
import { type DialectNames, fromSlots, wireName } from './slots.ts'
import { formOf, PLACES } from './table.ts'

/** What is created beside attributes. */
export interface ToUserOptions {
  /** `true` for a multi-channel guest; default `false`. */
  readonly guest?: boolean | undefined
  /** Whether the account is to work; default `true`. */
  readonly active?: boolean | undefined
}

/**
 * The account to create for attributes, in the form that a client of the dialect writes.
 *
 * @param attributes - with `userName` and `email`; `manager` is a Slack id, and `null` is left out
 * @param dialect - `client.dialect`
 * @param options - `guest` and `active`
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { toUser } from 'slack-scim/provisioning'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const attributes = { userName: 'jo', email: 'jo@example.com', department: 'R&D' }
 * await scim.createUser(toUser(attributes, scim.dialect))
 * ```
 */
export function toUser(
  attributes: Attributes,
  dialect: DialectNames,
  { guest = false, active = true }: ToUserOptions = {},
): UserCreate {
  const given = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null))
  const resource = asWritten(resourceOf(given, dialect) as unknown as UserCreate)
  const { [dialect.urns.guest]: extension, ...user } = resource
  return {
    ...(user as UserCreate),
    ...(guest && { [dialect.urns.guest]: { type: 'multi', ...Object(extension) } }),
    active,
  }
}

/**
 * The partial resource that makes some attributes of an account others, for `patchUser` of a client of the dialect.
 * Lists are written whole, so all attributes of the account are needed.
 *
 * @param account - every attribute that the account has, canonical
 * @param to - the attributes to change; `null` clears one
 * @param dialect - `client.dialect`
 * @returns an empty object if there is nothing to change
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { canonicalAttributes, toPartial } from 'slack-scim/provisioning'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const { user } = await scim.readUser('U0123456789')
 * const account = canonicalAttributes(user, scim.dialect)
 * await scim.patchUser(user.id, toPartial(account, { title: 'Engineer', mobile: null }, scim.dialect))
 * ```
 */
export function toPartial(account: Attributes, to: Attributes, dialect: DialectNames): UserAttributes {
  const before: Attributes = Object.fromEntries(
    // The URL of a picture that Slack stores says nothing of what was written.
    ATTRIBUTE_NAMES.filter((name) => account[name] && formOf(name) !== 'picture').map((name) => [
      name,
      account[name],
    ]),
  )
  const after = { ...before, ...to }
  const found = differences(resourceOf(before, dialect), resourceOf(after, dialect), {
    version: dialect.version,
    keeps: true,
  })
  const urn = dialect.urns.guest
  const partial = asPartial(found)
  const photo = to.photo === null && { photos: [] }
  // Slack requires the type beside what is changed of a guest.
  return {
    ...partial,
    ...photo,
    ...(partial[urn] ? { [urn]: { type: 'multi', ...Object(partial[urn]) } } : {}),
  }
}

/** The attributes as an account that was read shows them; `null` where one is cleared. */
function resourceOf(attributes: Attributes, dialect: DialectNames): Record<string, unknown> {
  const slots = new Map<string, Record<string, unknown>>()
  for (const [name, { root, part }] of PLACES) {
    const value = attributes[name]
    if (value === undefined) continue
    const parts = slots.get(root) ?? {}
    slots.set(root, parts)
    const [outer = '', inner] = part.split('.')
    const written = value === null ? null : writtenValue(name, value)
    parts[outer] = inner ? { [inner]: written } : written
  }
  return Object.fromEntries(
    Array.from(slots, ([root, parts]) => [wireName(root, dialect), fromSlots(parts, root)]),
  )
}
