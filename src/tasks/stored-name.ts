import { MAX_HANDLE } from '../schemas/attributes.ts'

/**
 * The forms in which Slack may store a name: lower case, with other characters as `_`; of an address the
 * local part or all of it. Whether a letter with an accent is a letter, Slack does not say
 * (https://docs.slack.dev/reference/scim-api).
 */
export function storedNames(name: string): string[] {
  const lower = name.trim().toLowerCase()
  const wholes = [lower, lower.replace(/^([^@\s]+)@[^@\s]+$/, '$1')]
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
  const stored = read.toLowerCase()
  return storedNames(wanted).some(
    (name) =>
      name === stored ||
      (name.length > MAX_HANDLE &&
        stored.length === MAX_HANDLE &&
        name.startsWith(stored.replace(/\d{1,2}$/, ''))),
  )
}
