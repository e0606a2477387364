import type { Desired, DesiredUser } from '../desired/desired.ts'
import type { Policy } from '../policy/policy.ts'
import type { Account, Snapshot } from '../snapshot/snapshot.ts'
import { absentAccounts } from './absent.ts'
import { type AccountIndex, indexAccounts, type Matcher } from './account-index.ts'
import { Claimants } from './claimants.ts'
import type { Held } from './held.ts'
import { keyedHash } from './keyed-hash.ts'
import type { Links } from './links.ts'
import type { Matches, PersonSituation } from './situation.ts'
import { type Claim, type Company, situationOf } from './situation-of.ts'

/** What {@link matchPeople} compares. */
export interface MatchInput {
  readonly desired: Desired
  readonly snapshot: Snapshot
  readonly links: Links
  /** By what people without a link are found; default both. */
  readonly policy?: Pick<Policy, 'match'> | undefined
}

const MATCHERS: readonly Matcher[] = ['email', 'employeeNumber']

/**
 * Finds the account of every person, and the accounts that no person has. Whoever cannot be told for certain is held;
 * nothing is guessed.
 *
 * @param input - `desired`, `snapshot` and `links`, all canonical, and the `policy`
 *
 * @example
 * ```ts
 * import { type Desired, emptyLinks, matchPeople, type Snapshot } from 'slack-scim/provisioning'
 *
 * export function newPeople(desired: Desired, snapshot: Snapshot): string[] {
 *   const { people } = matchPeople({ desired, snapshot, links: emptyLinks() })
 *   return [...people].filter(([, { situation }]) => situation === 'new').map(([key]) => key)
 * }
 * ```
 */
export function matchPeople({ desired, snapshot, links, policy }: MatchInput): Matches {
  const index = indexAccounts(snapshot)
  const match = policy?.match ?? MATCHERS
  const linkedTo = new Map<string, string>()
  for (const [key, { id }] of links.users) linkedTo.set(id, key)
  const claims = new Map<string, Claim>()
  const claimants = new Claimants()
  for (const person of desired.users.values()) {
    const link = links.users.get(person.key)
    const account = link && snapshot.users.get(link.id)
    const found = link ? (account ? [{ by: 'link' as const, account }] : []) : findAll(index, match, person)
    claims.set(person.key, { person, link, found })
    for (const one of found) claimants.add(one.account.id, person.key)
  }
  const owns = new Map(desired.sources.map((source) => [source.name, source.owns]))
  const company: Company = {
    index,
    claims,
    claimants,
    linkedTo,
    isComplete: snapshot.complete,
    owns,
    hash: keyedHash(links.secret),
  }
  const people = new Map<string, PersonSituation>()
  for (const [key, claim] of claims) people.set(key, situationOf(claim, company))
  const owners = new Map<string, string>()
  for (const [key, { id }] of people) if (id !== undefined) owners.set(id, key)
  const suspects = new Set<string>()
  for (const [key, claim] of claims) {
    for (const id of suspectsOf(claim, people.get(key)?.held, { index, linkedTo })) suspects.add(id)
  }
  return { people, owners, ...absentAccounts({ desired, snapshot, links, linkedTo, claimants, suspects }) }
}

/**
 * The accounts that may be those of a person who is held, so that they are not absent: the one with an address or a
 * name of theirs, and those that speak for them where their link is to an account that is gone. An account that is
 * linked to another key may be absent, whoever wants its name.
 */
function suspectsOf(
  { person, link, found }: Claim,
  held: Held | undefined,
  { index, linkedTo }: Pick<Company, 'index' | 'linkedTo'>,
): string[] {
  if (!held) return []
  const named = held.target !== undefined && (held.code !== 'name-held' || !linkedTo.has(held.target))
  const matched = link && found.length === 0 ? findAll(index, MATCHERS, person) : []
  return [...(named && held.target ? [held.target] : []), ...matched.map(({ account }) => account.id)]
}

function findAll(
  { found }: AccountIndex,
  match: readonly Matcher[],
  { attributes }: DesiredUser,
): { readonly by: Matcher; readonly account: Account }[] {
  const all: { readonly by: Matcher; readonly account: Account }[] = []
  for (const by of match) {
    const value = attributes[by]
    const accounts = value ? found[by].get(value) : undefined
    if (accounts) for (const account of accounts) all.push({ by, account })
  }
  return all
}
