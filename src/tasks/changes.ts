import type { SCIMDialect } from '../dialects/dialect.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { User, UserAttributes, UserCreate } from '../schemas/user.ts'
import type { Email, PhoneNumber } from '../schemas/user-parts.ts'
import { primaryEmail, sameAddress } from './identity.ts'
import { isStoredAs } from './stored-name.ts'

/**
 * What Slack sets itself, changes on its own or does not tell: there is nothing to compare. A photo is
 * fetched and gets another URL; `active` is for deactivateUser and reactivateUser.
 */
const NOT_COMPARED = [
  'schemas',
  'id',
  'externalId',
  'meta',
  'groups',
  'password',
  'profileUrl',
  'photos',
  'active',
]

/**
 * The attributes of `wanted` that an account does not have, as a partial resource. What `wanted` leaves out
 * is left alone; guest status is never changed.
 */
export function changesFor(
  { urns: { guest } }: Pick<SCIMDialect, 'urns'>,
  account: User,
  wanted: UserCreate,
): UserAttributes {
  const changes: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(wanted)) {
    if (value === undefined || NOT_COMPARED.includes(key) || key === guest) continue
    if (!holds(key, (account as unknown as Record<string, unknown>)[key], value)) changes[key] = value
  }
  // The two are one in Slack: a change of one alone would be undone by the other.
  if (changes.userName !== undefined && wanted.nickName === undefined) changes.nickName = changes.userName
  return changes as UserAttributes
}

/** Whether what was read already says what is wanted. */
function holds(key: string, read: unknown, wanted: unknown): boolean {
  if (key === 'userName' || key === 'nickName') return isStoredAs(read, wanted)
  if (key === 'displayName' && read === inPlainCharacters(wanted)) return true
  if (key === 'emails') return holdsEmails(read, wanted)
  if (key === 'phoneNumbers') return samePhones(read, wanted)
  // What Slack puts where there is nothing; a name it has always, and refuses to lose it.
  if (key === 'timezone') return read === (isBlank(wanted) ? 'America/Los_Angeles' : wanted)
  if (key === 'name' && !wanted) return true
  // An empty list adds nothing.
  return (Array.isArray(wanted) && !wanted.length) || covers(first(read), first(wanted))
}

/** A displayName as Slack may store it: its reference has the rule, its examples do not follow it. */
function inPlainCharacters(name: unknown): unknown {
  return typeof name === 'string' ? name.replace(/[^\p{L}\p{M}\p{N} ._-]/gu, '_') : name
}

/** Every value of `wanted` is in `read`; absent, null and empty are the same to Slack, text is compared as it is. */
function covers(read: unknown, wanted: unknown): boolean {
  if (!isRecord(wanted)) return isBlank(wanted) ? isEmpty(read) : read === wanted
  return Object.entries(wanted).every(
    // A manager's displayName is ignored by Slack; an element that is given has it nowhere else.
    ([key, value]) =>
      value === undefined ||
      isHint(key) ||
      ('managerId' in wanted && key === 'displayName') ||
      covers(isRecord(read) ? read[key] : undefined, value),
  )
}

/** Whether something holds nothing but what says how it is chosen: Slack reads `primary: true` where no role is. */
function isEmpty(value: unknown): boolean {
  if (!isRecord(value)) return isBlank(value)
  return Object.entries(value).every(([key, part]) => isHint(key) || isEmpty(part))
}

/** One space is how 1.1 clears a text. */
function isBlank(value: unknown): boolean {
  return !String(value ?? '').trim()
}

/** Read on write, never stored: how an element is chosen. */
function isHint(key: string): boolean {
  return key === 'primary' || key === 'type'
}

/** Of a list one is stored: the one marked, else the one of type `work`, else the first. */
function first(list: unknown): unknown {
  if (!Array.isArray(list)) return list
  const one =
    list.find((element) => String(Object(element).primary) === 'true') ??
    list.find((element) => Object(element).type === 'work') ??
    list[0]
  return typeof one === 'string' ? { value: one } : one
}

/** The elements that are more than a placeholder. */
function filled<Element extends { readonly value?: unknown }>(list: unknown): Element[] {
  return Array.isArray(list) ? list.filter(({ value }: Element) => value) : []
}

/** Two are stored: of three that are wanted, the last cannot be. */
function holdsEmails(read: unknown, wanted: unknown): boolean {
  const [stored, asked] = [filled<Email>(read), filled<Email>(wanted)]
  const primary = primaryEmail({ emails: asked }) ?? ''
  const second = asked.find(({ value }) => !sameAddress(value, primary))?.value
  return (
    (asked.length === 0 || sameAddress(primaryEmail({ emails: stored }), primary)) &&
    (!second || stored.some(({ value }) => sameAddress(value, second)))
  )
}

/** The two slots as they are read, held against the two that are written: the marks cross over. */
function samePhones(read: unknown, wanted: unknown): boolean {
  const [stored, asked] = [filled<PhoneNumber>(read), filled<PhoneNumber>(wanted)]
  const mobile = stored.find(({ type }) => type === 'mobile')?.value
  const primary = stored.find((phone) => phone.primary)?.value
  const isMobile = (phone: PhoneNumber): boolean =>
    !phone.primary && (phone.type === 'work' || (phone.primary === false && asked.length > 1))
  // Two that are wanted in one slot cannot both be there: either will do, or it would never come to rest.
  const fills = (slot: readonly PhoneNumber[], value: unknown): boolean =>
    slot.length === 0 || slot.some((phone) => phone.value === value)
  return (
    fills(asked.filter(isMobile), mobile) &&
    fills(
      asked.filter((phone) => !isMobile(phone)),
      primary,
    )
  )
}
