import type { Desired, DesiredUser } from '../desired/desired.ts'
import type { Policy } from '../policy/policy.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { absentAccounts } from './absent.ts'
import { type AccountIndex, indexAccounts, labelsOf, type Matcher } from './account-index.ts'
import { type Claim, Claimants, type Found } from './claim.ts'
import { keyedHash } from './keyed-hash.ts'
import type { Links } from './links.ts'
import type { Matches } from './situation.ts'
import { type Company, settle } from './situation-of.ts'

/** What people are matched by. */
export interface MatchInput {
  readonly desired: Desired
  readonly snapshot: Snapshot
  readonly links: Links
  /** By what people without a link are found; default both. */
  readonly policy?: Pick<Policy, 'match'> | undefined
}

/** What people and accounts are to each other. */
export interface SettledPeople extends Pick<Matches, 'absent' | 'unmanaged'> {
  /** By key, for every person of the sources. */
  readonly claims: ReadonlyMap<string, Claim>
  readonly claimants: Claimants
}

const MATCHERS: readonly Matcher[] = ['email', 'employeeNumber']
const BY_LINK = ['link'] as const
const NONE = [] as const

/** Finds the account of every person, and the accounts that no person has. */
export function settlePeople({ desired, snapshot, links, policy }: MatchInput): SettledPeople {
  const index = indexAccounts(snapshot)
  const match = policy?.match ?? MATCHERS
  const matchNew = match.filter((by) => by !== 'employeeNumber')
  const claims = new Map<string, Claim>()
  const claimants = new Claimants()
  let linked = 0
  for (const person of desired.users.values()) {
    const link = links.users.get(person.key)
    const isNew = links.newPeople?.has(person.key) ?? false
    const claim = link ? claimOf(person, link, snapshot) : searchFor(person, isNew ? matchNew : match, index)
    claims.set(person.key, claim)
    if (link) linked++
    if (link && claim.account) claimants.add(claim.account.id, claim)
    else for (const { account } of claim.found) claimants.add(account.id, claim)
  }
  const company: Company = {
    index,
    claimants,
    strays: linked === links.users.size ? new Map() : straysOf(links, claims),
    isComplete: snapshot.complete,
    owns: new Map(desired.sources.map((source) => [source.name, source.owns])),
    hash: keyedHash(links.secret),
  }
  const suspects = new Set<string>()
  for (const claim of claims.values()) settle(claim, company)
  for (const claim of claims.values()) {
    if (claim.held) for (const id of suspectsOf(claim, company)) suspects.add(id)
  }
  const { strays } = company
  return { claims, claimants, ...absentAccounts({ desired, snapshot, links, strays, claimants, suspects }) }
}

function claimOf(person: DesiredUser, link: Claim['link'], { users }: Snapshot): Claim {
  const account = link && users.get(link.id)
  return {
    person,
    link,
    account,
    by: BY_LINK,
    found: NONE,
    situation: 'none',
    held: undefined,
    memberId: undefined,
  }
}

function searchFor(person: DesiredUser, match: readonly Matcher[], index: AccountIndex): Claim {
  const found = findAll(index, match, person)
  const by = found.map((one) => one.by)
  return {
    person,
    link: undefined,
    account: found[0]?.account,
    by,
    found,
    situation: 'none',
    held: undefined,
    memberId: undefined,
  }
}

/** The keys that accounts are linked to and that no source has, by Slack id. */
function straysOf({ users }: Links, claims: ReadonlyMap<string, Claim>): Map<string, string> {
  const strays = new Map<string, string>()
  for (const [key, { id }] of users) {
    const other = strays.get(id)
    if (!claims.has(key) && (other === undefined || key < other)) strays.set(id, key)
  }
  return strays
}

/**
 * The accounts that may be those of a person who is held, so that they are not absent: the one with an address or a
 * name of theirs, those that speak for them where their link is to an account that is gone, and those that show their
 * names where the row lacks an address. An account that is linked to another key may be absent even if another person
 * wants its name.
 */
function suspectsOf(claim: Claim, { index, strays, claimants }: Company): string[] {
  const { person, link, account, held } = claim
  const { code, target } = held ?? {}
  const isLinked = (id: string): boolean =>
    strays.has(id) || claimants.of(id).some((other) => other.link?.id === id)
  const named = target !== undefined && (code !== 'name-held' || !isLinked(target))
  const matched = link && !account ? findAll(index, MATCHERS, person) : []
  const labels = code === 'attributes-missing' ? [...labelsOf(person.attributes)] : []
  const alike = labels.flatMap((label) => index.labels.get(label) ?? []).filter(({ id }) => !isLinked(id))
  return [
    ...(named ? [target] : []),
    ...matched.map((one) => one.account.id),
    ...alike.map((account) => account.id),
  ]
}

function findAll(
  { found }: AccountIndex,
  match: readonly Matcher[],
  { attributes }: DesiredUser,
): readonly Found[] {
  const all: Found[] = []
  for (const by of match) {
    const value = attributes[by]
    const accounts = value ? found[by].get(value) : undefined
    if (accounts) for (const account of accounts) all.push({ by, account })
  }
  return all
}
