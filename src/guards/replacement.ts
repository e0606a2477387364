import type { SCIMIssue } from '../errors/validation-error.ts'
import type { KnownUser } from './known-users.ts'

/**
 * What a PUT of a user would blank or undo without being asked. Slack deactivated people whose PUT lacked a
 * field (https://slack-status.com/2024-04/b3a5d5713e783458), and a PUT without the guest extension makes a
 * full member of a guest.
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
  // A profile's address ends in the userName under which it was read.
  const previous = known?.userName ?? String(profileUrl).match(/\/team\/([^/?#]+)$/)?.[1]
  const renamed = previous && !sameName(previous, userName)
  need(
    !renamed || !nickName || sameName(nickName, userName),
    'nickName',
    'must change with userName: they are one',
  )
  const guest = known ? known.guest : Array.isArray(schemas) && schemas.includes(guestUrn)
  need(!guest || user[guestUrn], guestUrn, 'is required: without it a guest becomes a full member')
  return issues
}

/** What a PUT of a group would empty without being asked. */
export function groupReplacementIssues(group: Readonly<Record<string, unknown>>): SCIMIssue[] {
  if (Array.isArray(group.members)) return []
  return [{ path: 'members', message: 'is required: a PUT removes who is left out, and [] removes everyone' }]
}

function sameName(a: unknown, b: unknown): boolean {
  return String(a).toLowerCase() === String(b).toLowerCase()
}
