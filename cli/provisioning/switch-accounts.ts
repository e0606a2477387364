import type { Desired, DesiredUser, Link, Links } from '../../src/provisioning/index.ts'
import type { NamedAccount } from './named-accounts.ts'

/** What is wanted of some accounts, and the links by which they are found. */
export interface WantedAccounts {
  readonly desired: Desired
  readonly links: Links
}

/**
 * Wants some accounts to be on or off, and nothing else of them. Each is linked to its id, so nothing is guessed. The
 * name of the source has the time in it: the next list may have fewer rows.
 */
export function wantAccounts(
  named: readonly NamedAccount[],
  active: boolean,
  { links, now }: { readonly links: Links; readonly now: Date },
): WantedAccounts {
  const source = `list of ${now.toISOString()}`
  const keys = new Map(Array.from(links.users, ([key, { id }]) => [id, key]))
  const users = new Map<string, DesiredUser>()
  const own = new Map<string, Link>()
  for (const { account, origin } of named) {
    const { id, kind } = account
    const key = keys.get(id) ?? id
    users.set(key, { key, source, active, attributes: {}, guest: kind === 'guest', origin })
    own.set(key, { ...(links.users.get(key) ?? { written: {} }), id, source })
  }
  const facts = { name: source, rows: users.size, complete: true, takenAt: now.toISOString(), owns: {} }
  return {
    desired: { sources: [facts], users, groups: new Map() },
    links: { ...links, users: own, groups: new Map() },
  }
}
