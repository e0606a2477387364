import type { Change } from '../directory/change.ts'
import { refuse } from '../errors/refusal.ts'
import { objectOf } from './json.ts'
import { profileString, writeProfile } from './profile-value.ts'

/** The scalar attributes of the enterprise extension. */
export const ENTERPRISE_ATTRIBUTES = [
  'employeeNumber',
  'costCenter',
  'organization',
  'division',
  'department',
] as const

/** Writes the given attributes; the others keep their values. */
export function mergeEnterprise(change: Change, value: unknown): void {
  const extension = objectOf(value, 'improper_enterprise_schema_format')
  writeProfile(change, () => {
    const { enterprise } = change.user.profile
    for (const name of ENTERPRISE_ATTRIBUTES) {
      if (extension[name] !== undefined) enterprise[name] = profileString(extension[name])
    }
    if (extension.manager !== undefined) enterprise.managerId = managerOf(change, extension.manager)
  })
}

/** Resolves a manager, given as an id, a primary email or a userName, to a Slack id. */
function managerOf(change: Change, value: unknown): string | null {
  if (value === null) return null
  const manager = objectOf(value, 'improper_enterprise_schema_format')
  if (manager.managerId === undefined) {
    const isEmptyOnPut = change.how === 'replace' && Object.keys(manager).length === 0
    const isCleared = isEmptyOnPut && change.ledger.assume('put-with-empty-manager') === 'cleared'
    return isCleared ? null : refuse('improper_enterprise_schema_format')
  }
  const wanted = profileString(manager.managerId)
  if (wanted === null) return null
  const { directory } = change
  const holder = directory.userWithEmail(wanted)
  // A secondary address does not identify a manager.
  const byEmail = holder?.primaryEmail.toLowerCase() === wanted.toLowerCase() ? holder : undefined
  const found = directory.users.get(wanted) ?? byEmail ?? directory.userNamed(wanted)
  return found ? found.id : refuse('unknown_user', { profileValue: true })
}

/** Writes the start date; answers show it as it was sent. */
export function mergeProfile(change: Change, value: unknown): void {
  const { startDate } = objectOf(value)
  if (startDate === undefined) return
  writeProfile(change, () => {
    const date = profileString(startDate)
    if (date !== null && !isDate(date)) refuse('invalid_attribute_format', { profileValue: true })
    change.user.profile.startDate = date
  })
}

/** Makes the account a multi-channel guest, or changes its expiration. */
export function mergeGuest(change: Change, value: unknown): void {
  const { user, directory } = change
  const extension = objectOf(value)
  if (user.rank !== 'member') refuse('cannot_make_user_guest')
  // Guests need Enterprise, and SCIM cannot make guests of a single channel.
  if (directory.organization.plan !== 'enterprise') refuse('permission_denied')
  const type = extension.type ?? user.guest?.type
  // The type is required. A single-channel guest keeps its type, which SCIM cannot set.
  if (type === undefined || (type !== 'multi' && type !== user.guest?.type)) refuse('invalid_request_payload')
  const expiration = profileString(extension.expiration)
  if (expiration !== null && !isDate(expiration)) refuse('invalid_attribute_format')
  // A conversion reactivates a deactivated account, in both directions.
  if (!user.guest && change.how !== 'create') user.active = true
  user.guest = {
    type: user.guest?.type ?? 'multi',
    expiration: 'expiration' in extension ? expiration : (user.guest?.expiration ?? null),
    channels: user.guest?.channels ?? [],
  }
}

/** Makes a guest a full member. */
export function clearGuest(change: Change): void {
  if (change.user.guest) change.user.active = true
  change.user.guest = null
}

/** ISO 8601, also with an offset without a colon, as the reference's own example has it. */
function isDate(text: string): boolean {
  return !Number.isNaN(Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
}
