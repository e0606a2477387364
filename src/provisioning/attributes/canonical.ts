import { asText } from '../../protocol/as-text.ts'
import { isRecord } from '../../protocol/is-record.ts'
import { foldCase, foldUserName } from '../../protocol/text.ts'
import { DEFAULT_TIMEZONE } from '../../schemas/attributes.ts'
import type { UserAttributes } from '../../schemas/user.ts'
import { readTime } from '../../tasks/guest-status.ts'
import { slackUserName } from '../../tasks/slack-user-name.ts'
import { inPlainCharacters, isStoredAs } from '../../tasks/stored-name.ts'
import type { Attribute, Attributes } from './attribute.ts'
import { attributeValue, type DialectNames, type Slots, slotsOf } from './slots.ts'
import { type Form, formOf, PLACES } from './table.ts'

/**
 * Reads the attributes of an account, in canonical form: texts trimmed, addresses in lower case, days without a time,
 * moments in UTC. Attributes without a value are absent; `manager` is a Slack id.
 *
 * @param user - an account as a client of the dialect reads it
 * @param dialect - `client.dialect`
 *
 * @example
 * ```ts
 * import { SCIM2Client } from 'slack-scim'
 * import { canonicalAttributes } from 'slack-scim/provisioning'
 *
 * const scim = new SCIM2Client('xoxp-…')
 * const { user } = await scim.readUser('U0123456789')
 * console.log(canonicalAttributes(user, scim.dialect).department)
 * ```
 */
export function canonicalAttributes(user: UserAttributes, dialect: DialectNames): Attributes {
  const attributes: { [A in Attribute]?: string } = {}
  const read = new Map<string, Slots>()
  for (const [name, { root, part, form }] of PLACES) {
    const slots = read.get(root) ?? slotsOf(attributeValue(user, root, dialect), root)
    read.set(root, slots)
    const value = canonicalText(form, asText(partOf(slots, part)))
    if (value) attributes[name] = value
  }
  return attributes
}

/** A part by its path, such as `manager.managerId`. */
function partOf(slots: Slots, path: string): unknown {
  if (!path.includes('.')) return slots[path]
  return path.split('.').reduce((value: unknown, name) => (isRecord(value) ? value[name] : undefined), slots)
}

/**
 * A value that a source wants, in the form in which it is written and compared. A `userName` that Slack would change
 * becomes one that Slack stores as it is: lower case, at most 21 characters, no accents.
 *
 * @param attribute - whose value it is
 * @param text - the value
 * @returns the empty text if nothing of it is left
 */
export function canonicalValue(attribute: Attribute, text: string): string {
  const form = formOf(attribute)
  const value = canonicalText(form, text)
  return form === 'handle' && !/^[a-z0-9._-]{1,21}$/.test(value) ? slackUserName(value) : value
}

/** Milliseconds. */
const DAY = 86_400_000

function canonicalText(form: Form, value: string): string {
  // NFC: names typed on macOS are in NFD, and a service may answer either.
  const text = value.trim().normalize()
  if (form === 'handle') return foldUserName(text)
  if (form === 'address') return foldCase(text)
  // The day in the offset that the text itself has: `2024-04-10T00:00:00-0700` is the 10th.
  if (form === 'day') return /^\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? text
  if (form !== 'moment') return text
  const time = readTime(text)
  if (time === undefined) return text
  // A day counts in full, in UTC.
  const end = /^\d{4}-\d\d-\d\d$/.test(text) ? time + DAY : time
  return `${new Date(end).toISOString().slice(0, 19)}Z`
}

/** The form in which a canonical value is sent: a day as Slack's reference has it. */
export function writtenValue(attribute: Attribute, value: string): string {
  return formOf(attribute) === 'day' && value.length === 10 ? `${value}T00:00:00+0000` : value
}

/** Whether Slack has no value: it answers a default zone where none is set. */
export function isUnset(attribute: Attribute, stored: string | null | undefined): boolean {
  return !stored || (formOf(attribute) === 'zone' && stored === DEFAULT_TIMEZONE)
}

/**
 * Whether Slack has a value that a source wants. Slack may shorten a `userName` and replace characters of a
 * `displayName`, so these are equal when Slack may have made one of the other. Two photos are never equal: Slack answers
 * another URL, so a photo is compared with the value last written only.
 *
 * @param attribute - whose value it is
 * @param stored - the canonical value that Slack has; absent for none
 * @param wanted - the canonical value that a source wants; `null` for none
 */
export function isSameValue(
  attribute: Attribute,
  stored: string | null | undefined,
  wanted: string | null | undefined,
): boolean {
  const form = formOf(attribute)
  if (form === 'picture') return !stored && !wanted
  if (stored === wanted) return true
  if (!wanted) return isUnset(attribute, stored)
  if (!stored) return false
  if (form === 'handle') return isStoredAs(stored, wanted)
  return form === 'shown' && stored === inPlainCharacters(wanted)
}
