/** An action that a policy allows and limits. */
export type Action =
  | 'createUser'
  | 'updateUser'
  | 'changeEmail'
  | 'changeUserName'
  | 'clear'
  | 'reactivate'
  | 'deactivate'
  | 'toGuest'
  | 'toMember'
  | 'createGroup'
  | 'renameGroup'
  | 'addMembers'
  | 'removeMembers'
  | 'emptyGroup'

/** How often an action may happen within 24 hours: the lower of `count` and `percent`, but never below `floor`. */
export interface Limit {
  readonly count?: number | undefined
  /** Percent of the managed active people, or of the memberships. */
  readonly percent?: number | undefined
  readonly floor?: number | undefined
}

/** Limits by action. */
export type Limits = { readonly [A in Action]?: Limit } & {
  /**
   * How many members one group may lose within 24 hours, beside the limit of `removeMembers` for all groups; `percent` is of
   * its members. Default 20 percent, but never below 3.
   */
  readonly removeMembersPerGroup?: Limit | undefined
}

/** Names that free a name or address for a moment, so that a cycle of renames can be carried out. */
export interface Parking {
  /** The userName to park at; `{n}` is replaced by a number. For example `parked-{n}`. */
  readonly userName?: string | undefined
  /** The email to park at; `{n}` is replaced by a number. For example `parked-{n}@example.com`. */
  readonly email?: string | undefined
}

/** What a plan may do. */
export interface Policy {
  /** Default `createUser`, `updateUser`, `createGroup` and `addMembers`. */
  readonly allow?: readonly Action[] | undefined
  /** What happens to a managed account that no source has; default `report`. */
  readonly absent?: 'report' | 'deactivate' | undefined
  /** Overrides single limits. One without `count` and `percent` keeps the default ones. */
  readonly limits?: Limits | undefined
  /** Slack ids or emails that are never deactivated, converted or given another address. */
  readonly protect?: readonly string[] | undefined
  /**
   * What happens to what another writer changed: values, members, and whether an account is active; default `overwrite`.
   * An account that a source wants to be deactivated is so in any case.
   */
  readonly drift?: 'report' | 'overwrite' | undefined
  /** By which attributes a person without a link is found; default both. */
  readonly match?: readonly ('email' | 'employeeNumber')[] | undefined
  /** The least share of the rows last applied that a source must have; default 0.8. */
  readonly sourceMinimum?: number | undefined
  /** The greatest age of a source, such as `36h`; default none. */
  readonly sourceMaxAge?: string | undefined
  /** Default none: a cycle of renames is held. */
  readonly parking?: Parking | undefined
}
