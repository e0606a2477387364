import type { UnknownAttributes } from '../chain/unknown-attributes.ts'
import type { SCIMDialect } from '../dialects/dialect.ts'
import type { Group, GroupAttributes, GroupCreate, GroupUpdate } from '../schemas/group.ts'
import type { User, UserAttributes, UserCreate, UserUpdate } from '../schemas/user.ts'
import type { Clock } from '../time/clock.ts'
import type { CallOptions } from './options.ts'
import type { SearchParams } from './search.ts'

/** The properties of a client that tasks read beside its operations. */
export interface ClientTraits {
  /** The names of the dialect; a wrapper passes on that of the client it wraps. */
  readonly dialect?: SCIMDialect | undefined
  /** What is done about attributes that Slack does not know; default as for `warn`. */
  readonly unknownAttributes?: UnknownAttributes | undefined
  /** The clock of waits; default the platform's. */
  readonly clock?: Clock | undefined
}

/** Options of `patchUser`. */
export interface PatchUserOptions extends CallOptions {
  /** Allows a partial user or `PatchOp` that makes a full member of a guest; default: it is refused. */
  readonly guestStatus?: 'change' | undefined
}

/** Options of `patchGroup` and `updateGroup`. */
export interface PatchGroupOptions extends CallOptions {
  /** Allows a request that removes every member of the group; default `false`: it is refused. */
  readonly emptyGroup?: boolean | undefined
}

/**
 * The operations on users that tasks call. Both clients have them; a fake or a wrapper of your own may stand in
 * for a client.
 *
 * @example
 * ```ts
 * import { findUserByEmail, type GroupOperations, SCIMClient, type UserOperations } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const logged: UserOperations & GroupOperations = Object.assign(Object.create(scim), {
 *   readUser: (id: string) => {
 *     console.log('reads', id)
 *     return scim.readUser(id)
 *   },
 * })
 * await findUserByEmail(logged, 'jo@example.com')
 * ```
 */
export interface UserOperations extends ClientTraits {
  searchUsers(params?: SearchParams, options?: CallOptions): AsyncIterable<User>
  readUser(id: string, options?: CallOptions): Promise<{ readonly user: User }>
  createUser(user: UserCreate, options?: CallOptions): Promise<{ readonly user: User }>
  patchUser(
    id: string,
    partial: UserAttributes,
    options?: PatchUserOptions,
  ): Promise<{ readonly user?: User | undefined }>
  updateUser(user: UserUpdate, options?: CallOptions): Promise<{ readonly user: User }>
  deleteUser(id: string, options?: CallOptions): Promise<unknown>
}

/** The operations on groups that tasks call; see {@link UserOperations}. */
export interface GroupOperations extends ClientTraits {
  searchGroups(params?: SearchParams, options?: CallOptions): AsyncIterable<Group>
  readGroup(id: string, options?: CallOptions): Promise<{ readonly group: Group }>
  createGroup(group: GroupCreate, options?: CallOptions): Promise<{ readonly group: Group }>
  patchGroup(
    id: string,
    partial: GroupAttributes,
    options?: PatchGroupOptions,
  ): Promise<{ readonly group?: Group | undefined }>
  updateGroup(group: GroupUpdate, options?: PatchGroupOptions): Promise<{ readonly group: Group }>
  deleteGroup(id: string, options?: CallOptions): Promise<unknown>
}
