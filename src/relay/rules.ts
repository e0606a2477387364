/**
 * The attributes that an operation may touch: names such as `title`, `name.givenName`, the URN of an extension or
 * `urn:…:User:department`, or `*` for all of them. Names are compared without regard to case.
 */
export type RelayAttributes = readonly string[] | '*'

/** What reading one user or group shows. */
export interface RelayReadRule {
  /** The attributes of an answer; `id` and `schemas` are always there. */
  readonly attributes: RelayAttributes
  /** The only ids that may be read; default any. */
  readonly ids?: readonly string[]
}

/** What a search shows, and what it may look for. */
export interface RelaySearchRule {
  /** The attributes of the rows; `id` and `schemas` are always there. */
  readonly attributes: RelayAttributes
  /** The attributes that a filter may name, since it can find out what the rows do not show; default none. */
  readonly filterBy?: RelayAttributes | undefined
  /** The most rows of a page; a larger `count` is lowered to it. Default 100. */
  readonly maxCount?: number | undefined
}

/** What may be written when something is created. */
export interface RelayCreateRule {
  /** The attributes that the body may have, and that the answer shows. */
  readonly attributes: RelayAttributes
}

/** What may be written to something that is there. */
export interface RelayWriteRule {
  /** The attributes that the body may have, and that the answer shows. A list is written whole or not at all. */
  readonly attributes: RelayAttributes
  /** The only ids that may be written; default any. */
  readonly ids?: readonly string[]
}

/** What may be changed of an account. */
export interface RelayPatchUserRule extends RelayWriteRule {
  /** Allows to make a guest of a full member, and the reverse; default: both are refused. */
  readonly guestStatus?: 'change'
}

/** What may be replaced as a whole. */
export interface RelayReplaceUserRule extends RelayPatchUserRule {
  /** Always `*`: a PUT blanks what its body leaves out, so that no list of attributes would hold. */
  readonly attributes: '*'
}

/** What may be written to a group. */
export interface RelayGroupRule extends RelayWriteRule {
  /** Allows a write that could remove every member; default `false`: it is refused. */
  readonly emptyGroup?: boolean
}

/** What may be deactivated or deleted. */
export interface RelayDeleteRule {
  /** The only ids. */
  readonly ids: readonly string[]
}

/**
 * What a relay allows, by the client's names of the operations. Any other operation is refused.
 *
 * @example
 * ```ts
 * import type { RelayRules } from 'slack-scim/relay/server'
 *
 * const rules: RelayRules = {
 *   searchUsers: { attributes: ['displayName', 'photos'], filterBy: ['userName'] },
 *   patchUser: { attributes: ['title', 'name.givenName'], ids: ['U0123456789'] },
 * }
 * ```
 */
export interface RelayRules {
  readonly searchUsers?: RelaySearchRule | undefined
  readonly readUser?: RelayReadRule | undefined
  readonly createUser?: RelayCreateRule | undefined
  readonly patchUser?: RelayPatchUserRule | undefined
  readonly updateUser?: RelayReplaceUserRule | undefined
  /** `true` for every account. */
  readonly deleteUser?: RelayDeleteRule | true | undefined
  readonly searchGroups?: RelaySearchRule | undefined
  readonly readGroup?: RelayReadRule | undefined
  readonly createGroup?: RelayCreateRule | undefined
  /** `members` allows to add and to remove members by name. */
  readonly patchGroup?: RelayGroupRule | undefined
  /** `attributes` has both `displayName` and `members`, or is `*`: a PUT blanks what its body leaves out. */
  readonly updateGroup?: RelayGroupRule | undefined
  /** `true` for every group. */
  readonly deleteGroup?: RelayDeleteRule | true | undefined
  readonly getServiceProviderConfig?: true | undefined
  readonly getUserSchema?: true | undefined
  readonly getGroupSchema?: true | undefined
  readonly getSchemas?: true | undefined
  readonly getResourceTypes?: true | undefined
}
