import {
  type Account,
  type ArraySource,
  arraySource,
  type Desired,
  type Link,
  type Links,
  type Owns,
  type Roster,
  readDesired,
} from '../../src/provisioning/index.ts'
import type { NamedAccount } from './named-accounts.ts'

/** What is wanted, and the links by which it is found. */
export interface Wanted {
  readonly desired: Desired
  readonly links: Links
}

/** What a command wants of accounts and groups that it names, and of no others. */
export interface WantedChange {
  readonly named?: readonly NamedAccount[]
  /** What is wanted of the accounts of `named`; default: as they are. */
  readonly change?: { readonly active?: boolean; readonly attributes?: Account['attributes'] }
  /** Accounts that nothing is wanted of, such as members and managers. */
  readonly others?: readonly Account[]
  /** Slack ids of those of `others` whom the command does not name, so that it does not fail for a bot among them. */
  readonly bystanders?: ReadonlySet<string>
  /** People and groups that are to be made. */
  readonly people?: ArraySource['people']
  readonly groups?: ArraySource['groups']
  /** Groups of Slack that `groups` names by their ids. */
  readonly rosters?: readonly Roster[]
  readonly owns?: Owns
}

/** The name of the source in messages. */
const NAME = 'command line'

/** Finds the key that stands for an account: the one that it is linked to, else its id. */
export function keysOf({ users }: Links): (id: string) => string {
  const keys = new Map(Array.from(users, ([key, { id }]) => [id, key]))
  return (id) => keys.get(id) ?? id
}

/**
 * Wants something of accounts and groups that are named. Each is linked to its id, so nothing is guessed.
 *
 * @throws {SCIMSourceError} for a value that Slack would refuse
 */
export async function wantAccounts(
  { named = [], change = {}, others = [], people = [], groups = [], rosters = [], owns = {} }: WantedChange,
  { links, now }: { readonly links: Links; readonly now: Date },
): Promise<Wanted> {
  const keyOf = keysOf(links)
  const linked = new Map<string, Link>()
  const personOf = (
    { account: { id, kind, active }, origin }: NamedAccount,
    { attributes = {}, ...wanted }: NonNullable<WantedChange['change']>,
  ): NonNullable<ArraySource['people']>[number] => {
    const key = keyOf(id)
    linked.set(key, { ...(links.users.get(key) ?? { written: {} }), id, source: NAME })
    return { key, attributes, active: wanted.active ?? active, guest: kind === 'guest', origin }
  }
  const known = [
    ...named.map((one) => personOf(one, change)),
    ...others.map((account) => personOf({ account }, {})),
  ]
  const source = arraySource({ name: NAME, owns, people: [...known, ...people], groups })
  const groupLinks = new Map(rosters.map(({ id }) => [id, { id, source: NAME, written: {} }]))
  const desired = await readDesired([source], { now })
  // A group counts as a row: the guards refuse a source without any.
  const sources = desired.sources.map((facts) => ({ ...facts, rows: facts.rows + groups.length }))
  return {
    desired: { ...desired, sources },
    links: { ...links, users: linked, groups: groupLinks },
  }
}
