import type { Attribute, Attributes } from '../attributes/attribute.ts'
import { isSameValue, isUnset } from '../attributes/canonical.ts'
import { isHidden } from '../attributes/hidden.ts'
import type { Owner } from '../links/claim.ts'
import { isAsWritten } from '../links/written.ts'
import type { Action } from '../policy/policy.ts'
import { actionOfChange } from './actions.ts'
import { isContestedIn } from './contested.ts'
import type { Drift } from './plan.ts'
import type { Planning } from './planning.ts'

/** A value that is not as last written. */
export interface Drifted {
  readonly attribute: Attribute
  readonly wrote: Drift['wrote']
  readonly now: string | undefined
}

/** What is to change of an account. */
export interface Difference {
  readonly from: { [A in Attribute]?: string | null }
  readonly to: { [A in Attribute]?: string | null }
  readonly drifted: Drifted[]
  /** Attributes that another writer has changed back too often. */
  readonly contested: Attribute[]
  /** Attributes that Slack does not show, so that it is unknown whether they differ. */
  readonly hidden: Attribute[]
  /** Actions that the policy does not allow. */
  readonly refused: Set<Action>
  /** The key of a new manager whom a step of this plan creates. */
  manager?: string
}

/** Finds the Slack id of a manager by key; `'new'` when the plan creates the account, nothing when there is none. */
export type ManagerOf = (key: string) => string | undefined

/** A value that a source wants, and Slack's. */
interface Compared {
  readonly attribute: Attribute
  readonly stored: string | undefined
  readonly wanted: string | null
}

/**
 * Compares a person with an account, attribute by attribute: what the source wants, what Slack has, and what was
 * written last.
 */
export function diffUser(planning: Planning, owner: Owner, managerOf: ManagerOf): Difference | undefined {
  const { attributes, source } = owner.person
  const stored = owner.account.attributes
  let difference: Difference | undefined
  for (const [attribute, ownership] of planning.owned.get(source) ?? []) {
    let wanted: string | null | undefined = attributes[attribute]
    if (wanted === undefined || ownership === 'onCreate') continue
    const now = stored[attribute] ?? undefined
    if (attribute === 'manager' && wanted !== null) {
      const key = wanted
      wanted = managerOf(key)
      if (wanted === undefined && (ownership === 'always' || now === undefined)) {
        difference ??= emptyDifference()
        difference.manager = key
      }
      if (wanted === undefined) continue
    }
    if (wanted === now || isSameValue(attribute, now, wanted)) continue
    if (isHidden(attribute, owner.account)) {
      if (isAsWritten(planning.hash, owner.link?.written ?? {}, [attribute, wanted])) continue
      difference ??= emptyDifference()
      difference.hidden.push(attribute)
      continue
    }
    const isLeft = ownership === 'whenEmpty' && (wanted === null || !isUnset(attribute, now))
    difference ??= emptyDifference()
    addChange(planning, owner, { difference, compared: { attribute, stored: now, wanted }, isLeft })
  }
  return difference
}

function addChange(
  { policy, hash, allowed }: Planning,
  { link }: Owner,
  { difference, compared, isLeft }: { difference: Difference; compared: Compared; isLeft: boolean },
): void {
  const { attribute, stored, wanted } = compared
  const written = link?.written ?? {}
  const isWanted = isAsWritten(hash, written, [attribute, wanted])
  // Slack answers another URL for a picture than was written, so only a new wish is a change.
  if (attribute === 'photo' && isWanted) return
  const isDrifted = attribute !== 'photo' && isAsWritten(hash, written, [attribute, stored ?? null]) === false
  if (isDrifted)
    difference.drifted.push({ attribute, wrote: isWanted ? 'same as desired' : 'other', now: stored })
  if (isLeft) return
  if (isDrifted && isWanted) {
    if (policy.drift === 'report') return
    if (isContestedIn(link, attribute)) {
      difference.contested.push(attribute)
      return
    }
  }
  const action = actionOfChange(attribute, wanted)
  if (!allowed.has(action)) difference.refused.add(action)
  else {
    difference.from[attribute] = stored ?? null
    difference.to[attribute] = wanted
  }
}

function emptyDifference(): Difference {
  return { from: {}, to: {}, drifted: [], contested: [], hidden: [], refused: new Set() }
}

/** The attributes of which Slack has what the source wants: they count as written when an account is linked. */
export function agreed(planning: Planning, { person, account }: Owner, managerOf: ManagerOf): Attributes {
  const values: { [A in Attribute]?: string } = {}
  for (const [attribute] of planning.owned.get(person.source) ?? []) {
    const wanted = person.attributes[attribute]
    const value = attribute === 'manager' && wanted ? managerOf(wanted) : wanted
    if (value && isSameValue(attribute, account.attributes[attribute], value)) values[attribute] = value
  }
  return values
}
