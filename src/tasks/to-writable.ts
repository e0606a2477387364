import { isRecord } from '../protocol/is-record.ts'
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
 * It cannot hold what a read does not show: Slack answers guests in a short form, without phones, address and
 * the like, and a PUT blanks what is left out. Change a guest by `patchUser`.
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
    } else if (isRecord(value)) {
      writable[key] = withoutNulls(value, key)
    } else writable[key] = value
  }
  // A copy all the way down: whoever changes it does not change what was read.
  return structuredClone(writable) as unknown as UserUpdate
}

/** Two slots, told apart by `primary` on write; a lone one would be taken for the primary phone but for `work`. */
function writablePhones(phones: readonly PhoneNumber[]): PhoneNumber[] {
  const filled = phones.filter((phone) => isRecord(phone) && phone.value)
  return filled.map(({ type, primary, ...rest }) => {
    if (type !== 'mobile' || primary) return { ...rest, primary: true }
    return filled.length > 1 ? { ...rest, primary: false } : { ...rest, type: 'work' }
  })
}

function hasValue(element: unknown): boolean {
  if (!isRecord(element)) return true
  const { primary: _primary, type: _type, ...rest } = element
  return Object.values(rest).some((value) => value !== null && value !== '')
}

/** Without placeholders, and without a manager that has no id, which Slack refuses. */
function withoutNulls(object: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => {
      // Where a guest is, is read-only (https://docs.slack.dev/reference/scim-api).
      if (value === null || (key === 'channels' && /:slack:guest:/.test(name))) return []
      if (!isRecord(value)) return [[key, value]]
      const inner = withoutNulls(value, key)
      return Object.keys(inner).length > 0 ? [[key, inner]] : []
    }),
  )
}
