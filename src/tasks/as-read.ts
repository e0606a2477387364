import { isAssigned } from '../patch/equality.ts'
import { asText } from '../protocol/as-text.ts'
import { isRecord } from '../protocol/is-record.ts'
import { isSameText } from '../protocol/text.ts'
import {
  type AttributeKind,
  attributeOf,
  DEFAULT_TIMEZONE,
  primaryOf,
  storedParts,
} from '../schemas/attributes.ts'
import type { User, UserAttributes } from '../schemas/user.ts'
import type { Email } from '../schemas/user-parts.ts'
import { sameAddress } from './identity.ts'
import { phoneSlots } from './phone-slots.ts'
import { inPlainCharacters, isStoredAs } from './stored-name.ts'

/** What is read once a wish is granted; undefined where that cannot be compared. */
type Reading = (read: unknown, wanted: unknown, path: string) => unknown

const READINGS: Partial<Record<AttributeKind, Reading>> = {
  handle: (read, wanted) => (isStoredAs(read, wanted) ? read : wanted),
  shown: (read, wanted) =>
    typeof wanted === 'string' && isSameText(read, inPlainCharacters(wanted)) ? read : readText(read, wanted),
  zone: (read, wanted) => (isAssigned(wanted) ? wanted : read === DEFAULT_TIMEZONE ? read : null),
  stored: readText,
  complex: readObject,
  emails: readEmails,
  phones: readPhones,
  single: readSingle,
}

/**
 * An account as a read would show it, once a wish is granted: what Slack stores otherwise than it is sent becomes
 * what it makes of it, and what it does not store or tell is left out.
 *
 * @returns only the attributes that are wished for
 */
export function asRead(account: User, wanted: UserAttributes): Readonly<Record<string, unknown>> {
  const read = account as unknown as Readonly<Record<string, unknown>>
  const wish: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(wanted)) {
    const attribute = attributeOf(path)
    // The nickName follows the userName, which every account has.
    if (value === undefined || (attribute?.kind === 'handle' && path !== 'userName')) continue
    const stored = attribute && READINGS[attribute.kind]?.(read[path], value, path)
    if (stored !== undefined) wish[path] = stored
  }
  return wish
}

function readText(read: unknown, wanted: unknown): unknown {
  return isSameText(read, wanted) ? read : wanted
}

/** The parts that are stored. Slack refuses to lose a name, and a change of guest status has a module of its own. */
function readObject(read: unknown, wanted: unknown, path: string): unknown {
  const name = attributeOf(path)?.name
  if (name === 'guest') return undefined
  if (!isRecord(wanted)) return name === 'name' ? undefined : wanted
  const parts: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(wanted)) {
    const inner = `${path}.${key}`
    const attribute = attributeOf(inner)
    if (part === undefined) continue
    const stored =
      attribute && READINGS[attribute.kind]?.(isRecord(read) ? read[key] : undefined, part, inner)
    if (stored !== undefined) parts[key] = stored
  }
  return parts
}

/** Two are stored: of three that are wanted, the last cannot be. */
function readEmails(read: unknown, wanted: unknown): unknown {
  const [stored, asked] = [filled(read), filled(wanted)]
  const as = (email: Email | undefined): Email | undefined =>
    stored.find(({ value }) => sameAddress(value, asText(email?.value))) ?? email
  const primary = as(primaryOf(asked))
  const second = as(asked.find(({ value }) => !sameAddress(value, asText(primary?.value))))
  const others = second ? [second] : stored.filter((email) => email !== primary)
  if (!primary) return undefined
  return [primary, ...others].map(({ value }) => ({ value, primary: value === primary.value })).slice(0, 2)
}

function filled(list: unknown): Email[] {
  return Array.isArray(list) ? list.filter((one) => isRecord(one) && isAssigned(one.value)) : []
}

function readPhones(read: unknown, wanted: unknown): unknown {
  const [stored, asked] = [phoneSlots(read), phoneSlots(wanted)]
  const mobile = asked.mobile ?? stored.mobile
  const primary = asked.primary ?? stored.primary
  return [
    ...(mobile && mobile.value !== primary?.value ? [{ value: mobile.value, primary: false }] : []),
    ...(primary ? [{ value: primary.value, primary: true }] : []),
  ]
}

/** One is stored: what was read, if it has what is wanted. A photo is fetched and gets another address. */
function readSingle(read: unknown, wanted: unknown, path: string): unknown {
  if (attributeOf(path)?.['2.0'] === 'none') return undefined
  if (!Array.isArray(wanted)) return wanted
  // An empty list adds nothing.
  if (wanted.length === 0) return undefined
  const wish = storedParts(primaryOf<unknown>(wanted))
  const stored = storedParts(Array.isArray(read) ? primaryOf<unknown>(read) : {})
  const has = ([key, part]: [string, unknown]): boolean =>
    isSameText(part, stored[key]) || !(isAssigned(part) || isAssigned(stored[key]))
  if (Object.entries(wish).every(has)) return read
  return isAssigned(wish) ? [wish] : null
}
