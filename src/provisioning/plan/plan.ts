import type { Attribute, Attributes } from '../attributes/attribute.ts'
import type { Step } from './step.ts'

/**
 * Why the plan does less for a person or group than the sources say.
 *
 * - `disputed`: two accounts, two keys or two rows answer to one another
 * - `reused`: the key belongs to an account of somebody else
 * - `address-held`, `name-held`: another account or group keeps the email or the name
 * - `vanished`: the linked account or group is not in Slack
 * - `cycle`: names or addresses are to be swapped, and the policy has no place to park at
 * - `protected`: the account is an owner's, an admin's, a bot's, the token's own, or named by the policy
 * - `roles-unknown`: nobody is deactivated before it is known who must not be
 * - `not-allowed`: `policy.allow` lacks the action
 * - `guest-status`: the source does not say that the account is a guest's
 * - `emptyGroup`: the group would have no members
 * - `group-size`: the group would have more than 15,000 members
 * - `absent`: no source has the person
 * - `unmanaged`: members of an exact group whom no source knows
 * - `contested`: somebody else has changed the value back in three runs
 * - `incomplete`: something is missing: an attribute, or a part of the snapshot
 * - `depends`: it needs somebody who is held
 * - `irreversible`: a rollback cannot restore it
 */
export type HeldCode =
  | 'disputed'
  | 'reused'
  | 'address-held'
  | 'name-held'
  | 'vanished'
  | 'cycle'
  | 'protected'
  | 'roles-unknown'
  | 'not-allowed'
  | 'guest-status'
  | 'emptyGroup'
  | 'group-size'
  | 'absent'
  | 'unmanaged'
  | 'contested'
  | 'incomplete'
  | 'depends'
  | 'irreversible'

/** Somebody for whom the plan does less than the sources say. */
export interface Held {
  readonly code: HeldCode
  /** The person or group, as a reader knows them. */
  readonly who: string
  readonly key?: string | undefined
  /** The Slack id, if there is one. */
  readonly target?: string | undefined
  /** One sentence. */
  readonly why: string
  /** The command or the change that would free it. */
  readonly fix?: string | undefined
  readonly origin?: string | undefined
}

/** A value that somebody else changed since it was last written. */
export interface Drift {
  /** The Slack id. */
  readonly target: string
  readonly who: string
  readonly attribute: Attribute | 'active' | 'members'
  /** Whether the value last written is the one that the source has now. */
  readonly wrote: 'same as desired' | 'other'
  /** What Slack has; absent: nothing. */
  readonly now?: string | undefined
  /** Whether a step of the plan overwrites it. */
  readonly overwritten: boolean
}

/** A link that applying the plan makes, without a request: an account was matched. */
export interface LinkChange {
  readonly key: string
  readonly id: string
  readonly source: string
  readonly resource: 'user' | 'group'
  /** What the account was found by, such as `email`. */
  readonly by: string
  /** The values that Slack has as desired, which are counted as written. */
  readonly values?: Attributes | undefined
}

/** The numbers that the limits are percentages of. */
export interface PlanBase {
  /** Accounts in the snapshot. */
  readonly accounts: number
  /** Active members that are linked or matched. */
  readonly managed: number
  /** Active guests that are linked or matched. */
  readonly managedGuests: number
  readonly groups: number
  readonly memberships: number
  /** Members now of each group from which members are removed, by Slack id. */
  readonly groupSizes: Readonly<Record<string, number>>
}

/** A source as the plan was made of it. */
export interface PlanSource {
  readonly name: string
  readonly rows: number
  readonly complete: boolean
  readonly takenAt: string
}

/** What would be done, and what would not, and why. Plain JSON. */
export interface Plan {
  readonly format: 1
  readonly organization: string
  /** ISO 8601. */
  readonly asOf: string
  readonly sources: readonly PlanSource[]
  readonly snapshot: { readonly takenAt: string; readonly complete: boolean }
  readonly base: PlanBase
  /** In the order of doing. */
  readonly steps: readonly Step[]
  readonly held: readonly Held[]
  readonly drift: readonly Drift[]
  readonly links: readonly LinkChange[]
}
