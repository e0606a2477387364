import { ensureUser, type SCIMClient } from 'slack-scim'
import type { HREvent } from './event.ts'
import type { Ledger } from './ledger.ts'

/** What became of an event. */
export interface Result {
  readonly outcome: 'created' | 'updated' | 'reactivated' | 'unchanged' | 'ignored' | 'refused'
  readonly reason?: string
}

/**
 * Brings an event to Slack, unless it came before or a newer one did. A crash between the two last steps does no
 * harm: HR delivers again, and `ensureUser` finds nothing to change.
 */
export async function provision(scim: SCIMClient, ledger: Ledger, event: HREvent): Promise<Result> {
  const { person, version, email, userName, givenName, familyName, title } = event
  const last = ledger.find(person)
  if (last && version <= last.version)
    return { outcome: 'ignored', reason: `version ${last.version} is applied` }
  // The address is how accounts are found: with another one, the person would get a second account.
  if (last && !(await hasAddress(scim, last.account, email))) {
    return { outcome: 'refused', reason: `change the address of ${last.account} in Slack first` }
  }
  const { outcome, user } = await ensureUser(scim, {
    userName,
    emails: [{ value: email, primary: true }],
    name: { givenName, familyName },
    title,
  })
  ledger.save({ person, version, account: user.id })
  return { outcome }
}

async function hasAddress(scim: SCIMClient, account: string, email: string): Promise<boolean> {
  const { user } = await scim.readUser(account)
  return user.emails.some(({ value }) => value?.toLowerCase() === email.toLowerCase())
}
