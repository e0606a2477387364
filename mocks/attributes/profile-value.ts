import type { Change } from '../directory/change.ts'
import { DEFAULT_TIMEZONE } from '../directory/user.ts'
import { refuse } from '../errors/refusal.ts'

/** Runs a write of profile data, and marks the account as having some. */
export function writeProfile(change: Change, write: () => void): void {
  change.user.hasProfile = true
  write()
}

/**
 * Returns a nullable string of the profile.
 *
 * @throws Refusal with `profileValue`, at which a create drops all profile fields
 *   (https://docs.slack.dev/admins/scim-api, user attributes)
 */
export function profileString(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  return typeof value === 'string' ? value : refuse('invalid_attribute_format', { profileValue: true })
}

/** Returns a timezone; the empty string stands for Slack's default. */
export function timezoneOf(value: string): string {
  return value === '' ? DEFAULT_TIMEZONE : value
}
