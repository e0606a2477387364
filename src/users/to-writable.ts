import { isRecord } from '../responses/error-envelope.ts'
import type { User, UserUpdate } from '../schemas/user.ts'
import type { PhoneNumber } from '../schemas/user-parts.ts'

/** What Slack sets itself, or refuses in an update (https://docs.slack.dev/reference/scim-api). */
const READ_ONLY = ['meta', 'externalId', 'profileUrl', 'groups', 'password']

/**
 * An account as it was read, in the form that writes back as the same thing.
 *
 * Phones cross over (what is read as `type: 'mobile'` is written as `primary: false`), placeholders without
 * a value and read-only attributes go, everything else stays, unknown attributes too.
 *
 * @param user - an account as a read gave it; not changed
 *
 * @example
 * ```ts
 * import { SCIMClient, toWritable } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const { user } = await scim.readUser('U0123456789')
 * await scim.updateUser({ ...toWritable(user), title: 'Engineer' })
 * ```
 */
export function toWritable(user: User): UserUpdate {
  const writable: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(user)) {
    if (READ_ONLY.includes(key) || value === null) continue
    if (Array.isArray(value)) {
      const filled = key === 'phoneNumbers' ? writablePhones(value) : value.filter(hasValue)
      if (filled.length > 0) writable[key] = filled
    } else writable[key] = isRecord(value) ? withoutNulls(value) : value
  }
  return writable as unknown as UserUpdate
}

/** Two slots, told apart by `primary` on write; a lone one would be taken for the primary phone but for `work`. */
function writablePhones(phones: readonly PhoneNumber[]): PhoneNumber[] {
  const filled = phones.filter(({ value }) => value)
  return filled.map(({ value, type, primary }) => {
    if (type !== 'mobile' || primary) return { value, primary: true }
    return filled.length > 1 ? { value, primary: false } : { value, type: 'work' }
  })
}

function hasValue(element: unknown): boolean {
  if (!isRecord(element)) return true
  const { primary: _primary, type: _type, ...rest } = element
  return Object.values(rest).some((value) => value !== null && value !== '')
}

/** Without placeholders, and without a manager that has no id, which Slack refuses. */
function withoutNulls(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  // Of a guest: where somebody is, is read-only.
  const { channels: _channels, ...rest } = object
  return Object.fromEntries(
    Object.entries(rest).flatMap(([key, value]) => {
      if (value === null) return []
      if (!isRecord(value)) return [[key, value]]
      const inner = withoutNulls(value)
      return Object.keys(inner).length > 0 ? [[key, inner]] : []
    }),
  )
}
