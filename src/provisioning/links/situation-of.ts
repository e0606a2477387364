import { isSameValue } from '../attributes/canonical.ts'
import { personName } from '../attributes/person-name.ts'
import type { DesiredUser, Owns } from '../desired/desired.ts'
import type { Account } from '../snapshot/snapshot.ts'
import { type AccountIndex, holderOf, UNIQUE } from './account-index.ts'
import type { Claimants } from './claimants.ts'
import type { Held, HeldCode } from './held.ts'
import type { KeyedHash } from './keyed-hash.ts'
import type { Link } from './links.ts'
import type { PersonSituation, Situation } from './situation.ts'
import { isAsWritten } from './written.ts'

/** A person, and the accounts that may be theirs. */
export interface Claim {
  readonly person: DesiredUser
  readonly link: Link | undefined
  readonly found: readonly { readonly by: PersonSituation['by'][number]; readonly account: Account }[]
}

/** What is known of all people and accounts together. */
export interface Company {
  readonly index: AccountIndex
  readonly claims: ReadonlyMap<string, Claim>
  readonly claimants: Claimants
  /** The key that an account is linked to, by Slack id; also keys that no source has. */
  readonly linkedTo: ReadonlyMap<string, string>
  /** Whether the snapshot is complete. */
  readonly isComplete: boolean
  /** What each source writes. */
  readonly owns: ReadonlyMap<string, Owns>
  readonly hash: KeyedHash
}

/** Names whose change, all together, means another person. */
const IDENTITY = ['email', 'givenName', 'familyName'] as const

/** Decides what a person is to Slack: the table of situations, from top to bottom. */
export function situationOf(claim: Claim, company: Company): PersonSituation {
  const { person, link, found } = claim
  const by = found.map((one) => one.by)
  const [first] = found
  if (!first) return withoutAccount(claim, company)
  const dispute = disputeOf(claim, first.account, company)
  if (dispute) return { situation: 'disputed', by, held: held(person, dispute) }
  const { account } = first
  if (isReused(claim, account, company)) return reused(person, account, by)
  const occupied = addressHeld(claim, account, company)
  if (occupied) return { situation: 'address-held', id: account.id, by, held: occupied }
  return { situation: link ? 'linked' : 'matched', id: account.id, by }
}

function withoutAccount({ person, link, ...claim }: Claim, company: Company): PersonSituation {
  const by = link ? (['link'] as const) : []
  const none = (situation: Situation, held?: Held): PersonSituation => ({ situation, by, held })
  if (!company.isComplete && (link || person.active)) {
    const why = 'the list of accounts was not read to its end, so an account that is missing proves nothing'
    return none(link ? 'vanished' : 'new', held(person, { code: 'incomplete', why, fix: 'plan again' }))
  }
  if (link) {
    const why = `the account ${link.id} is no longer in Slack`
    const fix = `slack-scim adopt --key ${person.key} --new`
    return none('vanished', held(person, { code: 'vanished', target: link.id, why, fix }))
  }
  if (!person.active) return none('none')
  const missing = (['userName', 'email'] as const).filter((name) => !person.attributes[name])
  if (missing.length > 0) {
    const why = `there is no account yet, and a new one needs ${missing.join(' and ')}`
    const fix = `give the row ${missing.join(' and ')}, or slack-scim adopt --key ${person.key} --id <Slack id>`
    return none('new', held(person, { code: 'attributes-missing', why, fix }))
  }
  const occupied = addressHeld({ person, link, ...claim }, undefined, company)
  return none(occupied ? 'address-held' : 'new', occupied)
}

/** A reason to hold, but for who it is about. */
interface Reason {
  readonly code: HeldCode
  readonly why: string
  readonly fix: string
  readonly target?: string
}

/** What speaks against the account that was found, if anything does. */
function disputeOf({ person, found }: Claim, account: Account, company: Company): Reason | undefined {
  const { key } = person
  const { id } = account
  if (found.length === 1 && company.claimants.only(id) === key && (company.linkedTo.get(id) ?? key) === key)
    return undefined
  const other = found.find((one) => one.account.id !== id)
  const fix = `slack-scim adopt --key ${key} --id <the right one>`
  if (other) {
    const names = found.map((one) => `${one.by} is that of ${one.account.id}`)
    return { code: 'disputed', why: `two accounts may be theirs: ${names.join(', ')}`, fix }
  }
  const rivals = company.claimants.of(id).filter((rival) => rival !== key)
  // A link is a decision, so it stands against people who were only matched.
  const isLinked = company.linkedTo.get(id) === key
  const linked = rivals.filter((rival) => company.claims.get(rival)?.link)
  const [rival] = isLinked ? linked : rivals
  if (rival !== undefined) {
    const { origin } = company.claims.get(rival)?.person ?? {}
    const why = `the account ${id} may also be that of ${rival}${origin ? ` (${origin})` : ''}`
    return { code: 'disputed', target: id, why, fix }
  }
  const former = company.linkedTo.get(id)
  if (former === undefined || former === key) return undefined
  const why = `the account ${id} is linked to ${former}, which no source has`
  return { code: 'disputed', target: id, why, fix: `slack-scim adopt --key ${key} --id ${id}` }
}

/**
 * Whether address and both names are other ones than were last written, or than Slack has. A key that another source
 * has had may be a number that was given anew: then something must agree.
 */
function isReused({ person, link }: Claim, account: Account, { hash }: Company): boolean {
  const isMoved = link !== undefined && link.source !== person.source
  return IDENTITY.every((name) => {
    const wanted = person.attributes[name]
    if (!wanted) return isMoved
    if (isSameValue(name, account.attributes[name], wanted)) return false
    return isAsWritten(hash, link?.written ?? {}, [name, wanted]) !== true
  })
}

function reused(person: DesiredUser, account: Account, by: PersonSituation['by']): PersonSituation {
  const was = `number ${person.key} was ${personName(account.attributes, account.id)} (${account.id})`
  const why = `${was}, ${person.origin ?? person.source} says ${personName(person.attributes, person.key)}`
  const fix = `slack-scim adopt --key ${person.key} --new`
  return {
    situation: 'reused',
    id: account.id,
    by,
    held: held(person, { code: 'reused', target: account.id, why, fix }),
  }
}

/** The wanted address or name that another account has and will not give up, as a reason to hold. */
function addressHeld({ person }: Claim, own: Account | undefined, company: Company): Held | undefined {
  const owns = company.owns.get(person.source) ?? {}
  for (const name of UNIQUE) {
    const wanted = person.attributes[name]
    const isWritten = own ? owns[name] === 'always' : owns[name] !== undefined
    if (wanted === own?.attributes[name]) continue
    const holder = wanted && isWritten ? holderOf(company.index, name, wanted) : undefined
    if (!wanted || !holder || holder.id === own?.id || givesUp(holder, wanted, company)) continue
    const { id, active } = holder
    const state = active ? '' : ', which is deactivated'
    const why = `the ${name} ${wanted} is that of the account ${id}${state}`
    const free = `slack-scim adopt --key ${person.key} --id ${id} if it is the same person, or change the ${name} of ${id} in Slack`
    const code = name === 'userName' ? 'name-held' : 'address-held'
    return held(person, { code, target: id, why, fix: free })
  }
  return undefined
}

/** Whether an account of a person of the sources is to lose a value. */
function givesUp(holder: Account, value: string, company: Company): boolean {
  const key = company.claimants.only(holder.id)
  const person = key === undefined ? undefined : company.claims.get(key)?.person
  if (!person) return false
  const owns = company.owns.get(person.source) ?? {}
  return UNIQUE.every((name) => {
    const wanted = owns[name] === 'always' ? person.attributes[name] : undefined
    return (wanted === undefined ? holder.attributes[name] : wanted) !== value
  })
}

function held({ key, origin, attributes }: DesiredUser, reason: Reason): Held {
  return { who: personName(attributes, key), key, origin, ...reason }
}
