import type { Attributes } from '../attributes/attribute.ts'

/** A Slack id, or the account or group that an earlier step creates for a key. */
export type Ref = string | { readonly key: string }

/** What every step has. */
export interface StepBase {
  /** Readable and stable, such as `deactivate:U0G9QF9C6`. */
  readonly id: string
  /** The person or group, as a reader knows them. */
  readonly who: string
  /** The key in the source; absent for an account that no source has. */
  readonly key?: string | undefined
  /** The name of the source that says so; absent for an account that no source has. */
  readonly source?: string | undefined
  /** Where the source says so, such as `people.csv:42`. */
  readonly origin?: string | undefined
  /** Why, where the source does not explain it, such as `left 2026-11-28`. */
  readonly why?: string | undefined
  /** Whether a later step can restore what was there before. */
  readonly reversible: 'yes' | 'partly' | 'no'
  /**
   * Ids of steps that must be done before this one. Members that are created earlier are not repeated here: one whose
   * account could not be created is left out.
   */
  readonly after?: readonly string[] | undefined
}

/** Creates an account. */
export interface CreateUserStep extends StepBase {
  readonly kind: 'createUser'
  readonly key: string
  readonly to: Attributes
  readonly guest: boolean
  /** The manager, when an earlier step creates them; then `to` has no `manager`. */
  readonly manager?: Ref | undefined
}

/**
 * Changes attributes of an account. `from` and `to` have the same names; absent before is `null` in `from`. Only
 * `from.manager` stands alone, beside `manager`.
 *
 * A cycle of renames is carried out through a name that is free for a moment. The first step of it leaves the old
 * value for the parked one, and a later step leaves the parked one for the value that is wanted.
 */
export interface UpdateUserStep extends StepBase {
  readonly kind: 'updateUser'
  readonly target: Ref
  readonly from: Attributes
  readonly to: Attributes
  /** The new manager, when an earlier step creates them; then `to` has no `manager`. */
  readonly manager?: Ref | undefined
  /** Values beside `from` that this step may find: those that an earlier step parks the account at. */
  readonly orFrom?: Attributes | undefined
  /** Values beside `to` that count as done: this step parks the account, and a later one writes these. */
  readonly orTo?: Attributes | undefined
}

/** Switches an account on or off, or changes whether it is a guest's. */
export interface SwitchUserStep extends StepBase {
  readonly kind: 'reactivate' | 'deactivate' | 'toGuest' | 'toMember'
  readonly target: string
  /** What identifies the account: `email` and `userName`, without those that another step changes. */
  readonly from: Attributes
}

/** Creates a group with its first members, at most 5,000. */
export interface CreateGroupStep extends StepBase {
  readonly kind: 'createGroup'
  readonly key: string
  readonly name: string
  readonly members: readonly Ref[]
}

/** Renames a group. */
export interface RenameGroupStep extends StepBase {
  readonly kind: 'renameGroup'
  readonly target: string
  readonly from: string
  readonly to: string
}

/** Adds members to a group, or removes some; at most 5,000. */
export interface MembersStep extends StepBase {
  readonly kind: 'addMembers' | 'removeMembers'
  readonly target: Ref
  readonly members: readonly Ref[]
  /** How many members with an active account the group has after this step. */
  readonly leaves: number
}

/** One change of one account or group. */
export type Step =
  | CreateUserStep
  | UpdateUserStep
  | SwitchUserStep
  | CreateGroupStep
  | RenameGroupStep
  | MembersStep

/** The kinds of steps. */
export type StepKind = Step['kind']
