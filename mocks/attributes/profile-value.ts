import type { Change } from '../directory/change.ts'
import { DEFAULT_TIMEZONE } from '../directory/user.ts'
import { refuse } from '../errors/refusal.ts'

/** Runs a write of profile data, and marks the account as one that has some. */
export function writeProfile(change: Change, write: () => void): void {
  change.user.hasProfile = true
  write()
}

/**
 * A nullable string of the profile.
 *
 * @throws Refusal that a create takes as "drop all profile fields"
 *   (https://docs.slack.dev/admins/scim-api, user attributes)
 */
export function profileString(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  return typeof value === 'string' ? value : refuse('invalid_attribute_format', { profileValue: true })
}

/** The value of `timezone` that stands for none. */
export function timezoneOf(value: string): string {
  return value === '' ? DEFAULT_TIMEZONE : value
}
