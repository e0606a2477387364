import type { SCIMIssue } from '../errors/validation-error.ts'
import { asText } from '../protocol/as-text.ts'
import { isRecord } from '../protocol/is-record.ts'
import { foldUserName } from '../protocol/text.ts'
import { attributeOf, FULL_FORM } from '../schemas/attributes.ts'
import { keepsGuest } from './guest-status.ts'
import type { KnownUser } from './known-users.ts'

type Resource = Readonly<Record<string, unknown>>

/**
 * The attributes that a PUT must have, and whether a value will do. Slack has deactivated people whose PUT lacked a
 * field (https://slack-status.com/2024-04/b3a5d5713e783458).
 */
export const REQUIRED: Readonly<
  Record<'user' | 'group', Readonly<Record<string, (value: unknown) => boolean>>>
> = {
  user: {
    userName: isText,
    emails: (value) => Array.isArray(value) && value.length > 0,
    active: (value) => typeof value === 'boolean',
  },
  group: { displayName: isText, members: Array.isArray },
}

/** Returns the required attributes that the body of a PUT lacks. */
export function missingIssues(resource: 'user' | 'group', body: Resource): SCIMIssue[] {
  const issues = Object.entries(REQUIRED[resource])
    .filter(([path, isGiven]) => !isGiven(body[path]))
    .map(([path]) => ({ path, message: 'is required: a PUT blanks what is left out' }))
  const part = resource === 'group' && shownPart(body)
  const message = `are ${part}, as they were read: a PUT removes the others: use patchGroup`
  return part ? [...issues, { path: 'members', message }] : issues
}

/** How many of its members a group shows, if it says that it has more: some services send pages of them. */
export function shownPart({ members, totalResults }: Resource): string | undefined {
  const shown = Array.isArray(members) ? members.length : 0
  const total = Number(asText(totalResults))
  return total > shown ? `${shown} of ${total} members` : undefined
}

/**
 * Returns the attributes that a PUT of a user would blank or change by leaving them out. A PUT without the guest
 * extension makes a guest a full member, and one of what a read of a guest shows blanks what that read hides.
 */
export function userReplacementIssues(
  user: Resource,
  guestUrn: string,
  known: KnownUser | undefined,
): SCIMIssue[] {
  const { userName, nickName, schemas, profileUrl } = user
  const issues = missingIssues('user', user)
  // `profileUrl` ends in the userName at the time of the read.
  const previous = known?.userName ?? textOf(profileUrl).match(/\/team\/([^/?#]+)$/)?.[1]
  if (previous && !sameName(previous, userName) && nickName && !sameName(nickName, userName)) {
    issues.push({
      path: 'nickName',
      message: 'must change with userName: Slack stores both as one name',
    })
  }
  const isGuest = known ? known.guest : Array.isArray(schemas) && schemas.includes(guestUrn)
  if (isGuest && !keepsGuest('replace', user[guestUrn])) {
    issues.push({ path: guestUrn, message: 'is required: without it the guest becomes a full member' })
  }
  const isShort = known ? known.short : isGuest || isRecord(user[guestUrn])
  const hidden = isShort ? FULL_FORM.filter((path) => !isNamed(user, path)) : []
  if (hidden.length > 0) {
    const message = `a PUT would blank what a read of a guest hides: use patchUser, or name ${hidden.join(', ')} too`
    issues.push({ path: '', message })
  }
  return issues
}

/** Whether a PUT leaves an attribute as it is, or names it; a `name` that is left out is kept. */
function isNamed(body: Resource, path: string): boolean {
  const [outer, inner] = path.split('.')
  const key = Object.keys(body).find((one) => attributeOf(one)?.name === outer) ?? ''
  return inner === undefined ? key !== '' : !isRecord(body[key]) || Object.hasOwn(body[key], inner)
}

function sameName(a: unknown, b: unknown): boolean {
  return foldUserName(textOf(a)) === foldUserName(textOf(b))
}

/** A text, or none: converting an object of the service can throw. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
