import { isPadded } from '../../protocol/text.ts'
import { attributeOf, MAX_DISPLAY_NAME } from '../../schemas/attributes.ts'
import { isPhotoUrl } from '../../tasks/photo-url.ts'
import type { Attribute } from '../attributes/attribute.ts'
import { canonicalValue } from '../attributes/canonical.ts'
import { type Form, formOf, PLACES } from '../attributes/table.ts'
import { hasOffset, isDate, isTimeZone } from './activity.ts'

/**
 * Pictographs, flags and keycaps. Unicode counts `©`, `®` and `™` among pictographs; they are emoji only with the
 * variation selector.
 */
const EMOJI = /(?![©®™](?!\u{FE0F}))\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{20E3}/u

const PROBLEMS: Partial<Record<Form, (text: string) => string | undefined>> = {
  handle: (text) => (EMOJI.test(text) ? 'has an emoji: Slack refuses it' : undefined),
  shown(text) {
    if (EMOJI.test(text)) return 'has an emoji: Slack refuses it'
    if (text.startsWith('@')) return 'begins with @: leave it out'
    const isLong = Array.from(text).length > MAX_DISPLAY_NAME
    return isLong ? `is longer than ${MAX_DISPLAY_NAME} characters: shorten it` : undefined
  },
  address: (text) => (isAddress(text) ? undefined : 'must be an email address'),
  zone: (text) => (isTimeZone(text) ? undefined : 'is no time zone: use an IANA name such as Europe/Berlin'),
  day: (text) => (isDate(text) ? undefined : 'must be a date: write YYYY-MM-DD'),
  moment: (text) =>
    isDate(text) && (text.length === 10 || hasOffset(text))
      ? undefined
      : 'must be a date: write YYYY-MM-DD, or an ISO 8601 time with its offset',
  picture: (text) =>
    isPhotoUrl(text) ? undefined : 'must be a public https: or http: URL, or a data:image/… URL',
}

/**
 * What is wrong with a value that a source wants, as `problem: fix`; undefined if nothing is.
 *
 * @param value - as the source gives it, of any type
 */
export function valueProblem(attribute: Attribute, value: unknown): string | undefined {
  if (value === null) return isClearable(attribute) ? undefined : 'cannot be cleared in Slack: leave it out'
  if (typeof value === 'number') return `must be a text: the number ${value} may have lost leading zeros`
  if (typeof value !== 'string') return 'must be a text, or null to clear it'
  const text = value.trim()
  if (!text) return 'is empty: leave it out to leave it alone, or give null to clear it'
  const problem = textProblem(text) ?? PROBLEMS[formOf(attribute)]?.(text)
  if (problem) return problem
  return canonicalValue(attribute, text)
    ? undefined
    : 'has no character that Slack keeps: use letters a to z, digits, ., _ and -'
}

/** What is wrong with any text that is written. */
export function textProblem(text: string): string | undefined {
  const control = /\p{Cc}/u.exec(text)?.[0].codePointAt(0)
  if (control !== undefined) {
    const code = control.toString(16).toUpperCase().padStart(4, '0')
    return `has the control character U+${code}: remove it`
  }
  if (/\p{Cs}/u.test(text)) return 'is no valid Unicode: it has half of a character'
  return isPadded(text) ? 'begins or ends with an invisible character: remove it' : undefined
}

function isClearable(attribute: Attribute): boolean {
  const { root = '', part = '' } = PLACES.get(attribute) ?? {}
  // An account has a primary address at all times; the second one goes.
  if (part === 'primary' && root === 'emails') return false
  return attributeOf(root)?.['2.0'] !== '-'
}

function isAddress(text: string): boolean {
  return /^[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+$/.test(text)
}
