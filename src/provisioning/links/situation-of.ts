import { isSameValue } from '../attributes/canonical.ts'
import { personName } from '../attributes/person-name.ts'
import type { DesiredUser, Owns } from '../desired/desired.ts'
import type { Account } from '../snapshot/snapshot.ts'
import { type AccountIndex, holderOf, UNIQUE } from './account-index.ts'
import type { Claim, Claimants } from './claim.ts'
import type { Held, HeldCode } from './held.ts'
import type { KeyedHash } from './keyed-hash.ts'
import type { Situation } from './situation.ts'
import { isAsWritten } from './written.ts'

/** What is known of all people and accounts together. */
export interface Company {
  readonly index: AccountIndex
  readonly claimants: Claimants
  /** The keys that accounts are linked to and that no source has, by Slack id. */
  readonly strays: ReadonlyMap<string, string>
  /** Whether the snapshot is complete. */
  readonly isComplete: boolean
  /** What each source writes. */
  readonly owns: ReadonlyMap<string, Owns>
  readonly hash: KeyedHash
}

/** Names whose change, all together, means another person. */
const IDENTITY = ['email', 'givenName', 'familyName'] as const

/** Decides what a person is to Slack: the table of situations, from top to bottom. */
export function settle(claim: Claim, company: Company): void {
  const { person, link, account } = claim
  const problem = account ? problemWith(claim, account, company) : problemWithout(claim, company)
  const usual = account ? (link ? 'linked' : 'matched') : person.active ? 'new' : 'none'
  claim.situation = problem?.situation ?? usual
  claim.held = problem?.held
}

/** Why a person is held. */
interface Problem {
  readonly situation: Situation
  readonly held: Held
}

function problemWith(claim: Claim, account: Account, company: Company): Problem | undefined {
  const { person } = claim
  const dispute = disputeOf(claim, account, company)
  if (dispute) return { situation: 'disputed', held: held(person, dispute) }
  if (isReused(claim, account, company)) return { situation: 'reused', held: reused(person, account) }
  return addressHeld(claim, account, company)
}

function problemWithout(claim: Claim, company: Company): Problem | undefined {
  const { person, link } = claim
  if (!company.isComplete && (link || person.active)) {
    const why = 'the list of accounts was not read to its end, so an account that is missing proves nothing'
    const reason = { code: 'incomplete', why, fix: 'plan again' } as const
    return { situation: link ? 'vanished' : 'new', held: held(person, reason) }
  }
  if (link) {
    const why = `the account ${link.id} is no longer in Slack`
    const fix = `slack-scim adopt --key ${person.key} --new`
    return { situation: 'vanished', held: held(person, { code: 'vanished', target: link.id, why, fix }) }
  }
  if (!person.active) return undefined
  const missing = (['userName', 'email'] as const).filter((name) => !person.attributes[name])
  if (missing.length > 0) {
    const why = `there is no account yet, and a new one needs ${missing.join(' and ')}`
    const fix = `give the row ${missing.join(' and ')}, or slack-scim adopt --key ${person.key} --id <Slack id>`
    return { situation: 'new', held: held(person, { code: 'attributes-missing', why, fix }) }
  }
  return addressHeld(claim, undefined, company)
}

/** A reason to hold, but for who it is about. */
interface Reason {
  readonly code: HeldCode
  readonly why: string
  readonly fix: string
  readonly target?: string
}

/** What speaks against the account that was found, if anything does. */
function disputeOf(claim: Claim, account: Account, { claimants, strays }: Company): Reason | undefined {
  const { id } = account
  const { key } = claim.person
  const former = strays.get(id)
  if (claim.found.length < 2 && former === undefined && !claimants.isShared(id)) return undefined
  const fix = `slack-scim adopt --key ${key} --id <the right one>`
  if (claim.found.some((one) => one.account.id !== id)) {
    const names = claim.found.map((one) => `${one.by} is that of ${one.account.id}`)
    return { code: 'disputed', why: `two accounts may be theirs: ${names.join(', ')}`, fix }
  }
  // A link is a decision, so it stands against people who were only matched.
  const rival = claimants.of(id).find((other) => other !== claim && (other.link || !claim.link))
  if (rival) {
    const { origin } = rival.person
    const why = `the account ${id} may also be that of ${rival.person.key}${origin ? ` (${origin})` : ''}`
    return { code: 'disputed', target: id, why, fix }
  }
  if (former === undefined) return undefined
  const why = `the account ${id} is linked to ${former}, which no source has`
  return { code: 'disputed', target: id, why, fix: `slack-scim adopt --key ${key} --id ${id}` }
}

/**
 * Whether address and both names are other ones than were last written, or than Slack has. An `employeeNumber`, or a key
 * that another source has had, may be a number that was given anew: then something of what the row says must agree.
 */
function isReused({ person, link }: Claim, account: Account, { hash }: Company): boolean {
  const said = IDENTITY.filter((name) => person.attributes[name])
  const isProven = link !== undefined && link.source === person.source
  if (isProven ? said.length < IDENTITY.length : !link && said.length === 0) return false
  return said.every((name) => {
    const wanted = person.attributes[name] ?? null
    if (isSameValue(name, account.attributes[name], wanted)) return false
    return isAsWritten(hash, link?.written ?? {}, [name, wanted]) !== true
  })
}

function reused(person: DesiredUser, account: Account): Held {
  const was = `number ${person.key} was ${personName(account.attributes, account.id)} (${account.id})`
  const why = `${was}, ${person.origin ?? person.source} says ${personName(person.attributes, person.key)}`
  const fix = `slack-scim adopt --key ${person.key} --new`
  return held(person, { code: 'reused', target: account.id, why, fix })
}

/** The wanted address or name that another account has and will not give up, as a reason to hold. */
function addressHeld({ person }: Claim, own: Account | undefined, company: Company): Problem | undefined {
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
    return { situation: 'address-held', held: held(person, { code, target: id, why, fix: free }) }
  }
  return undefined
}

/** Whether an account of a person of the sources is to lose a value. */
function givesUp(holder: Account, value: string, company: Company): boolean {
  const { person } = company.claimants.only(holder.id) ?? {}
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
