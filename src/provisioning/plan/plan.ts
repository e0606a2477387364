import type { Attributes } from '../attributes/attribute.ts'
import type { Held } from '../links/held.ts'
import type { Tracked } from '../links/links.ts'
import type { Step } from './step.ts'

/**
 * What another writer changed since the last run wrote it. `active` is `true` or `false`. `members` is a number of members
 * in words; it is only known where the source wants the members that were last written.
 */
export interface Drift {
  /** The Slack id. */
  readonly target: string
  readonly who: string
  readonly attribute: Tracked
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
