import { canonicalValue } from '../attributes/canonical.ts'
import type { Held } from '../links/held.ts'
import type { Account } from '../snapshot/snapshot.ts'
import { type Settlement, settleClaims } from './claims.ts'
import type { NewPerson } from './creates.ts'
import type { Draft, Drafts, Unique } from './handovers.ts'
import { hold, type Planning, rowOf, type Subject, subjectOf } from './planning.ts'

const UNIQUE: readonly Unique[] = ['email', 'userName']

/** A claimant of a unique value. */
interface Claimant {
  readonly value: string
  readonly subject: Subject
  readonly draft?: Draft
  readonly create?: NewPerson
}

/**
 * Orders the steps that hand an email or a `userName` on, and holds those whose value another account keeps. What is
 * held is taken out of the drafts, and out of the creates.
 */
export function settleUniqueValues(
  planning: Planning,
  drafts: Drafts,
  creates: Map<string, NewPerson>,
): void {
  for (const draft of drafts.values()) holdProtectedAddress(planning, draft)
  for (const name of UNIQUE) {
    const claimants = claimantsOf(name, drafts, creates)
    if (claimants.size === 0) continue
    const holders = holdersOf(planning, name, claimants)
    const pattern = planning.policy.parking?.[name]
    const settled = settleClaims({
      claims: Array.from(claimants, ([claimant, { value }]) => ({ claimant, value })),
      holderOf: (value) => holders.get(value)?.id,
      canPark: pattern !== undefined,
    })
    const places = parkingPlaces(planning, name, pattern ?? '')
    for (const [claimant, settlement] of [...settled].sort(byName)) {
      const claim = claimants.get(claimant)
      if (!claim || settlement.verdict === 'free') continue
      const { draft, create } = claim
      if (settlement.verdict === 'after' || settlement.verdict === 'parked') {
        const { holder } = settlement
        const handover = settlement.verdict === 'parked' ? { holder, parkedAt: places.next() } : { holder }
        const taker = draft ?? create
        if (taker) taker.handovers = { ...taker.handovers, [name]: handover }
        continue
      }
      hold(planning, claim.subject, reasonOf(name, claim.value, { settlement, holders }))
      if (draft?.difference) drop(draft.difference, name)
      if (create) creates.delete(create.person.key)
    }
  }
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}

function holdProtectedAddress(planning: Planning, { owner, difference }: Draft): void {
  if (difference?.to.email === undefined) return
  const why = planning.protection.reasonFor(owner.account)
  if (!why) return
  hold(planning, subjectOf(owner), {
    code: 'protected',
    why: `${why}, so the email stays`,
    fix: 'change the email by hand in Slack',
  })
  drop(difference, 'email')
}

function drop({ from, to }: { from: object; to: object }, name: Unique): void {
  Reflect.deleteProperty(from, name)
  Reflect.deleteProperty(to, name)
}

function claimantsOf(
  name: Unique,
  drafts: Drafts,
  creates: ReadonlyMap<string, NewPerson>,
): Map<string, Claimant> {
  const claimants = new Map<string, Claimant>()
  for (const draft of drafts.values()) {
    const value = draft.difference?.to[name]
    const { owner } = draft
    if (value) claimants.set(owner.account.id, { value, draft, subject: subjectOf(owner) })
  }
  for (const [key, create] of creates) {
    const value = create.to[name]
    if (value)
      claimants.set(`key ${key}`, { value, create, subject: { ...rowOf(create.person), who: create.who } })
  }
  return claimants
}

/** An account that has a value, under a name that is no claimant's if it is to keep the value. */
interface Holder {
  readonly id: string
  readonly account: Account
}

/** The accounts that have the values that are wanted. */
function holdersOf(
  { snapshot }: Planning,
  name: Unique,
  claimants: ReadonlyMap<string, Claimant>,
): Map<string, Holder> {
  const wanted = new Set(Array.from(claimants.values(), ({ value }) => value))
  const holders = new Map<string, Holder>()
  for (const account of snapshot.users.values()) {
    const { id, attributes } = account
    const { [name]: value, secondEmail } = attributes
    if (value && wanted.has(value)) holders.set(value, { id, account })
    if (name !== 'email' || !secondEmail || !wanted.has(secondEmail)) continue
    // A second address is taken for others, and a new first one does not give it up.
    if (claimants.get(id)?.value !== secondEmail) holders.set(secondEmail, { id: `second of ${id}`, account })
  }
  return holders
}

/** Names to park at that no account has. */
function parkingPlaces({ snapshot }: Planning, name: Unique, pattern: string): { next(): string } {
  let taken: Set<unknown> | undefined
  let n = 0
  return {
    next() {
      taken ??= new Set(Array.from(snapshot.users.values(), ({ attributes }) => attributes[name]))
      let place = pattern
      // There are fewer accounts than numbers, unless the pattern has no number.
      do place = canonicalValue(name, pattern.replaceAll('{n}', String(++n)))
      while (taken.has(place) && n <= taken.size)
      taken.add(place)
      return place
    },
  }
}

function reasonOf(
  name: Unique,
  value: string,
  { settlement, holders }: { settlement: Settlement; holders: ReadonlyMap<string, Holder> },
): Pick<Held, 'code' | 'why'> & { readonly fix: string } {
  if (settlement.verdict === 'disputed') {
    return { code: 'disputed', why: `several rows want the ${name} ${value}`, fix: 'give it to one of them' }
  }
  if (settlement.verdict === 'cycle') {
    return {
      code: 'cycle',
      why: `the ${name} ${value} is to be handed on in a circle`,
      fix: `set policy.parking.${name}, so that one account can wait under another ${name}`,
    }
  }
  const account = holders.get(value)?.account
  const state = account?.active === false ? ', which is deactivated' : ''
  return {
    code: name === 'email' ? 'address-held' : 'name-held',
    why: `the ${name} ${value} is that of the account ${account?.id}${state}`,
    fix: `change the ${name} of ${account?.id} in Slack, or in its source`,
  }
}
