import { isRecord } from '../protocol/is-record.ts'
import { foldCase, foldUserName } from '../protocol/text.ts'
import { primaryOf } from '../schemas/attributes.ts'
import type { User } from '../schemas/user.ts'
import type { Email } from '../schemas/user-parts.ts'

/**
 * The address that identifies an account: the one marked `primary`, else the one of type `work`, else the first
 * (https://docs.slack.dev/reference/scim-api).
 */
export function primaryEmail({ emails }: Pick<User, 'emails'>): string | undefined {
  // A service may send what is no list, and elements that are no objects.
  const list: readonly Email[] = Array.isArray(emails) ? emails.filter(isRecord) : []
  const value = primaryOf(list)?.value
  return typeof value === 'string' ? value : undefined
}

/** Whether an account has an address, as its primary email or as the second one. */
export function hasAddress({ emails }: Pick<User, 'emails'>, address: string): boolean {
  return Array.isArray(emails) && emails.some((email) => sameAddress(email?.value, address))
}

/** Whether two email addresses are the same to Slack: without regard to case and normalization form. */
export function sameAddress(stored: unknown, wanted: string): boolean {
  return typeof stored === 'string' && foldCase(stored.trim()) === foldCase(wanted)
}

/** Whether two names of accounts are the same: without regard to case, width and normalization form (RFC 8265). */
export function sameUserName(stored: unknown, wanted: string): boolean {
  return typeof stored === 'string' && foldUserName(stored.trim()) === foldUserName(wanted)
}
