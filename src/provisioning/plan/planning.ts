import { ATTRIBUTE_NAMES, type Attribute } from '../attributes/attribute.ts'
import { personName } from '../attributes/person-name.ts'
import type { Desired, DesiredGroup, DesiredUser, Ownership } from '../desired/desired.ts'
import type { Owner } from '../links/claim.ts'
import type { Held, HeldCode } from '../links/held.ts'
import { type KeyedHash, keyedHash } from '../links/keyed-hash.ts'
import type { Links } from '../links/links.ts'
import { type SettledPeople, settlePeople } from '../links/settle-people.ts'
import type { Action, Policy } from '../policy/policy.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { DEFAULT_ALLOW } from './actions.ts'
import type { Drift, LinkChange } from './plan.ts'
import { type Protection, protectionOf } from './protection.ts'
import type { Step } from './step.ts'

/** What a plan is made of. */
export interface PlanInput {
  /** What the sources say, as `readDesired` gives it. */
  readonly desired: Desired
  /** What Slack has, as `readSnapshot` gives it. */
  readonly snapshot: Snapshot
  /** What earlier runs have written. */
  readonly links: Links
  readonly policy: Policy
  /** Stands in the plan as `asOf`; nothing else depends on it. */
  readonly now: Date
}

/** The attributes that a source writes. */
export type OwnedAttributes = readonly (readonly [attribute: Attribute, ownership: Ownership])[]

/** A plan while it is made: what is given, what follows from it, and what has been collected. */
export interface Planning extends Omit<PlanInput, 'now'> {
  readonly matches: SettledPeople
  readonly hash: KeyedHash
  readonly allowed: ReadonlySet<Action>
  readonly protection: Protection
  /** By the source's name. */
  readonly owned: ReadonlyMap<string, OwnedAttributes>
  readonly steps: Step[]
  readonly held: Held[]
  readonly drift: Drift[]
  readonly linkChanges: LinkChange[]
}

/** Prepares a plan: matches people, and looks up what is asked for each of them. */
export function beginPlanning({ desired, snapshot, links, policy }: Omit<PlanInput, 'now'>): Planning {
  return {
    desired,
    snapshot,
    links,
    policy,
    matches: settlePeople({ desired, snapshot, links, policy }),
    hash: keyedHash(links.secret),
    allowed: new Set(policy.allow ?? DEFAULT_ALLOW),
    protection: protectionOf(snapshot, policy),
    owned: new Map(
      desired.sources.map(({ name, owns }) => [
        name,
        ATTRIBUTE_NAMES.flatMap((attribute) => {
          const ownership = owns[attribute]
          return ownership ? [[attribute, ownership] as const] : []
        }),
      ]),
    ),
    steps: [],
    held: [],
    drift: [],
    linkChanges: [],
  }
}

/** A person or group in a plan: what `Held` and steps say of it. */
export interface Subject {
  readonly who: string
  readonly key?: string | undefined
  readonly target?: string | undefined
  readonly source?: string | undefined
  readonly origin?: string | undefined
}

/** A person with an account, as a subject. */
export function subjectOf({ person, account }: Pick<Owner, 'person' | 'account'>): Subject {
  const who = personName(person.attributes, personName(account.attributes, person.key))
  return { ...rowOf(person), who, target: account.id }
}

/** Collects that something is not done. */
export function hold(
  { held }: Planning,
  subject: Subject,
  reason: { readonly code: HeldCode; readonly why: string; readonly fix?: string },
): void {
  const { who, key, target, origin } = subject
  held.push({ ...reason, who, key, target, origin })
}

/** Collects that the policy does not allow an action. */
export function holdNotAllowed(planning: Planning, subject: Subject, action: Action): void {
  hold(planning, subject, {
    code: 'not-allowed',
    why: `the policy does not allow ${action}`,
    fix: `add ${action} to policy.allow`,
  })
}

/** What every step of a person or group says, but for its id and what it does. */
export function stepSubject({
  who,
  key,
  source,
  origin,
}: Subject): Pick<Step, 'who' | 'key' | 'source' | 'origin'> {
  return { who, key, source, origin }
}

/** What a step waits for. */
export function waiting(ids: readonly string[]): Step['after'] {
  return ids.length > 0 ? [...new Set(ids)].sort() : undefined
}

/** A part of a plan without what is undefined, as JSON has it. */
export function known<T extends object>(part: T): T {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as T
}

/** Where a row stands. */
export function rowOf({
  key,
  source,
  origin,
}: DesiredUser | DesiredGroup): Pick<Subject, 'key' | 'source' | 'origin'> {
  return { key, source, origin }
}
