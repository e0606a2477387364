import type { SCIMClient, User } from 'slack-scim'

/** An account that no source knows. */
export interface UnknownAccount {
  readonly id: string
  readonly emails: string[]
  readonly guest: boolean
}

/** What there is to look at. */
export interface Report {
  readonly unknown: readonly UnknownAccount[]
  /** How many active accounts were read. */
  readonly accounts: number
  /** Whether that was all of them: accounts that come and go meanwhile shift the pages. */
  readonly complete: boolean
}

const GUEST = 'urn:scim:schemas:extension:slack:guest:1.0'

/**
 * Reads every account and reports the active ones that have no known address.
 *
 * @param known - a list of addresses; without any, everybody would be unknown, so that is an error
 */
export async function unknownAccounts(scim: SCIMClient, known: unknown): Promise<Report> {
  if (!Array.isArray(known) || known.length === 0) throw new Error('addresses: no list of known addresses')
  const addresses = new Set(known.map((address) => String(address).toLowerCase()))

  const unknown: UnknownAccount[] = []
  let accounts = 0
  // Not `for await`, which has no place for what the walk returns at its end.
  const users = scim.searchUsers()[Symbol.asyncIterator]()
  let next = await users.next()
  for (; !next.done; next = await users.next()) {
    const user = next.value
    if (!user.active) continue
    accounts++
    const emails = emailsOf(user)
    if (emails.some((email) => addresses.has(email.toLowerCase()))) continue
    unknown.push({ id: user.id, emails, guest: Boolean(user[GUEST]) })
  }
  return { unknown, accounts, complete: next.value.complete }
}

function emailsOf(user: User): string[] {
  return user.emails.flatMap(({ value }) => value ?? [])
}
