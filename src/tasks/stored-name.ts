import { foldUserName } from '../protocol/text.ts'
import { MAX_HANDLE } from '../schemas/attributes.ts'

/**
 * The forms in which Slack may store a name: lower case, with other characters as `_`; of an address the
 * local part or all of it. Whether a letter with an accent is a letter, Slack does not say
 * (https://docs.slack.dev/reference/scim-api).
 */
export function storedNames(name: string): string[] {
  // As typed, and as RFC 8265 prepares it: Slack does not say whether it normalizes.
  const wholes = [name.trim().toLowerCase(), foldUserName(name.trim())].flatMap((lower) => [
    lower,
    lower.replace(/^([^@\s]+)@[^@\s]+$/, '$1'),
  ])
  return [
    ...new Set(
      [/[^\p{L}\p{N}._-]/gu, /[^a-z0-9._-]/gu].flatMap((other) =>
        wholes.map((text) => text.replace(other, '_')),
      ),
    ),
  ]
}

/** Whether a name that was read is what Slack made of the wanted one, shortened perhaps to dodge a conflict. */
export function isStoredAs(read: unknown, wanted: unknown): boolean {
  if (typeof read !== 'string' || typeof wanted !== 'string') return false
  const stored = foldUserName(read)
  return storedNames(wanted).some(
    (name) =>
      name === stored ||
      (name.length > MAX_HANDLE &&
        stored.length === MAX_HANDLE &&
        name.startsWith(stored.replace(/\d{1,2}$/, ''))),
  )
}

/** A displayName as Slack may store it: its reference has the rule, its examples do not follow it. */
export function inPlainCharacters(displayName: string): string {
  return displayName.replace(/[^\p{L}\p{M}\p{N} ._-]/gu, '_')
}
