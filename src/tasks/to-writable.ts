import { isRecord } from '../protocol/is-record.ts'
import { attributeOf, HINTS, unwritten } from '../schemas/attributes.ts'
import type { User, UserUpdate } from '../schemas/user.ts'
import { phoneSlots, writtenPhones } from './phone-slots.ts'

/**
 * An account as it was read, in the form that writes back as the same thing.
 *
 * Phones cross over (what is read as `type: 'mobile'` is written as `primary: false`), placeholders without
 * a value and read-only attributes go, everything else stays, unknown attributes too.
 *
 * It cannot hold what a read does not show: Slack answers guests in a short form, without phones, address and
 * the like, and a PUT blanks what is left out. `updateUser` refuses such a body: change a guest by `patchUser`.
 *
 * @param user - an account as a read gave it; not changed
 * @see [Writing](https://github.com/slack-scim/slack-scim/blob/main/docs/guide/writing.md)
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
    if (value === null || isUnwritable(key)) continue
    if (Array.isArray(value)) {
      const filled =
        attributeOf(key)?.kind === 'phones' ? writtenPhones(phoneSlots(value)) : value.filter(hasValue)
      if (filled.length > 0) writable[key] = filled
    } else if (isRecord(value)) {
      writable[key] = withoutNulls(value, key)
    } else writable[key] = value
  }
  // A copy all the way down: whoever changes it does not change what was read.
  return structuredClone(writable) as unknown as UserUpdate
}

/** Whether Slack sets an attribute itself, or refuses it in an update; `id` and `schemas` are part of a PUT. */
function isUnwritable(path: string): boolean {
  return (unwritten(path) ?? 'envelope') !== 'envelope'
}

function hasValue(element: unknown): boolean {
  if (!isRecord(element)) return true
  return Object.entries(element).some(
    ([key, value]) => !HINTS.includes(key) && value !== null && value !== '',
  )
}

/** Without placeholders, and without a manager that has no id, which Slack refuses. */
function withoutNulls(object: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => {
      if (value === null || isUnwritable(`${name}.${key}`)) return []
      if (!isRecord(value)) return [[key, value]]
      const inner = withoutNulls(value, `${name}.${key}`)
      return Object.keys(inner).length > 0 ? [[key, inner]] : []
    }),
  )
}
