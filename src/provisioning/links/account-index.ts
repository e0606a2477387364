import { foldCase } from '../../protocol/text.ts'
import type { Attribute, Attributes } from '../attributes/attribute.ts'
import type { Account, Snapshot } from '../snapshot/snapshot.ts'

/** Attributes by which a person without a link is found. */
export type Matcher = 'email' | 'employeeNumber'

/** Attributes of which Slack gives a value to one account only; both addresses share one namespace. */
export const UNIQUE: readonly Attribute[] = ['email', 'secondEmail', 'userName']

/** The accounts of a snapshot by what identifies them; built once, so that matching is linear. */
export interface AccountIndex {
  /** The accounts, no bots, that a matcher finds for a value. */
  readonly found: Readonly<Record<Matcher, ReadonlyMap<string, readonly Account[]>>>
  /** The account that has an address, bots among them. */
  readonly addresses: ReadonlyMap<string, Account>
  /** The account that has a `userName`, bots among them. */
  readonly userNames: ReadonlyMap<string, Account>
  /** The accounts, no bots, that show a name, by each of {@link labelsOf}. */
  readonly labels: ReadonlyMap<string, readonly Account[]>
}

/** Indexes the accounts of a snapshot, each half when it is asked for: most plans find all people by their links. */
export function indexAccounts({ users }: Snapshot): AccountIndex {
  let found: AccountIndex['found'] | undefined
  let unique: Pick<AccountIndex, 'addresses' | 'userNames'> | undefined
  let labels: AccountIndex['labels'] | undefined
  return {
    get found() {
      found ??= indexMatchers(users)
      return found
    },
    get addresses() {
      unique ??= indexUnique(users)
      return unique.addresses
    },
    get userNames() {
      unique ??= indexUnique(users)
      return unique.userNames
    },
    get labels() {
      labels ??= indexLabels(users)
      return labels
    },
  }
}

function indexMatchers(users: Snapshot['users']): AccountIndex['found'] {
  const found = { email: new Map<string, Account[]>(), employeeNumber: new Map<string, Account[]>() }
  for (const account of users.values()) {
    if (account.kind === 'bot') continue
    const { email, employeeNumber } = account.attributes
    if (email) add(found.email, email, account)
    if (employeeNumber) add(found.employeeNumber, employeeNumber, account)
  }
  return found
}

function indexUnique(users: Snapshot['users']): Pick<AccountIndex, 'addresses' | 'userNames'> {
  const addresses = new Map<string, Account>()
  const userNames = new Map<string, Account>()
  for (const account of users.values()) {
    const { email, secondEmail, userName } = account.attributes
    if (email) addresses.set(email, account)
    if (secondEmail) addresses.set(secondEmail, account)
    if (userName) userNames.set(userName, account)
  }
  return { addresses, userNames }
}

function indexLabels(users: Snapshot['users']): AccountIndex['labels'] {
  const labels = new Map<string, Account[]>()
  for (const account of users.values())
    if (account.kind !== 'bot') for (const label of labelsOf(account.attributes)) add(labels, label, account)
  return labels
}

/** The names by which a reader would take a row and an account for one person, in lower case. */
export function labelsOf({ userName, displayName, givenName, familyName }: Attributes): ReadonlySet<string> {
  const name = [givenName, familyName].filter(Boolean).join(' ')
  return new Set([userName, displayName, name].flatMap((label) => (label ? [foldCase(label)] : [])))
}

function add(index: Map<string, Account[]>, value: string, account: Account): void {
  const accounts = index.get(value)
  if (accounts) accounts.push(account)
  else index.set(value, [account])
}

/** The account that has a value which no other account may have. */
export function holderOf(index: AccountIndex, attribute: Attribute, value: string): Account | undefined {
  return (attribute === 'userName' ? index.userNames : index.addresses).get(value)
}
