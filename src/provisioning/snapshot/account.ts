import type { SCIMDialect } from '../../dialects/dialect.ts'
import { isRecord } from '../../protocol/is-record.ts'
import { isShortForm } from '../../schemas/attributes.ts'
import type { Group } from '../../schemas/group.ts'
import type { User } from '../../schemas/user.ts'
import { isActive } from '../../tasks/activation.ts'
import { guestOf } from '../../tasks/guest-status.ts'
import { canonicalAttributes } from '../attributes/canonical.ts'
import type { Account, AccountKind, OrganizationFacts, Roster } from './snapshot.ts'

/**
 * An account that was read, in the vocabulary of provisioning.
 *
 * @throws {@link SCIMRefusedError} (`active_unknown`) for an account that does not say whether it works
 */
export function accountOf(user: User, dialect: SCIMDialect, facts?: OrganizationFacts): Account {
  const kind = kindOf(user, dialect, facts)
  return {
    id: user.id,
    active: isActive({ name: 'readSnapshot' }, user),
    kind,
    attributes: canonicalAttributes(user, dialect),
    // A member always has a list of phones, if an empty one.
    ...(kind !== 'member' && isShortForm({ ...user }) && { short: true }),
  }
}

/** Bots have addresses of their own (https://docs.slack.dev/reference/scim-api shows none of their flags). */
function kindOf(user: User, dialect: SCIMDialect, facts: OrganizationFacts | undefined): AccountKind {
  const { id, emails } = user
  if (
    facts?.roles?.get(id) === 'bot' ||
    emails?.some?.((email) => /@slack-bots\.com$/i.test(`${email?.value}`))
  )
    return 'bot'
  return guestOf(dialect, user) || facts?.guests?.has(id) ? 'guest' : 'member'
}

/**
 * A group that was read.
 *
 * @param accounts - by Slack id; members share their ids, which halves the memory that many groups take
 */
export function rosterOf(
  { id, displayName, members }: Group,
  accounts: ReadonlyMap<string, Account> = new Map(),
): Roster {
  const ids = (Array.isArray(members) ? members : []).flatMap((member: unknown) => {
    const value = isRecord(member) ? member.value : undefined
    return typeof value === 'string' ? [accounts.get(value)?.id ?? value] : []
  })
  return { id, name: typeof displayName === 'string' ? displayName.normalize() : '', members: new Set(ids) }
}
