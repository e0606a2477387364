import type { SCIMIssue } from '../errors/validation-error.ts'
import { foldUserName } from '../protocol/text.ts'
import { crossedPhoneIssues } from './crossed-phones.ts'
import type { KnownUser } from './known-users.ts'

/**
 * Returns the attributes that a PUT of a user would blank or change by leaving them out. Slack has
 * deactivated people whose PUT lacked a field (https://slack-status.com/2024-04/b3a5d5713e783458). A PUT
 * without the guest extension makes a guest a full member.
 */
export function userReplacementIssues(
  user: Readonly<Record<string, unknown>>,
  guestUrn: string,
  known: KnownUser | undefined,
): SCIMIssue[] {
  const { userName, nickName, emails, active, schemas, profileUrl } = user
  const issues: SCIMIssue[] = []
  const need = (ok: unknown, path: string, message = 'is required: a PUT blanks what is left out'): void => {
    if (!ok) issues.push({ path, message })
  }
  need(typeof userName === 'string' && userName, 'userName')
  need(Array.isArray(emails) && emails.length, 'emails')
  need(typeof active === 'boolean', 'active')
  // `profileUrl` ends in the userName at the time of the read.
  const previous = known?.userName ?? textOf(profileUrl).match(/\/team\/([^/?#]+)$/)?.[1]
  const renamed = previous && !sameName(previous, userName)
  need(
    !renamed || !nickName || sameName(nickName, userName),
    'nickName',
    'must change with userName: Slack stores both as one name',
  )
  const guest = known ? known.guest : Array.isArray(schemas) && schemas.includes(guestUrn)
  need(!guest || user[guestUrn], guestUrn, 'is required: without it the guest becomes a full member')
  return [...issues, ...crossedPhoneIssues(user.phoneNumbers)]
}

/** Returns an issue if a PUT of a group has no `members`, which would empty it. */
export function groupReplacementIssues(group: Readonly<Record<string, unknown>>): SCIMIssue[] {
  if (Array.isArray(group.members)) return []
  return [
    {
      path: 'members',
      message: 'is required: a PUT removes every member that it does not list; pass [] to remove all',
    },
  ]
}

function sameName(a: unknown, b: unknown): boolean {
  return foldUserName(textOf(a)) === foldUserName(textOf(b))
}

/** A text, or none: converting an object of the service can throw. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
