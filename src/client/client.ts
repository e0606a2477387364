import type { TokenSource } from '../chain/token.ts'
import type { UnknownAttributes } from '../chain/unknown-attributes.ts'
import type { Dialect, SCIMDialect } from '../dialects/dialect.ts'
import { defineHidden } from '../errors/scim-error.ts'
import type { SCIMList } from '../lists/list.ts'
import { extend } from '../protocol/extend.ts'
import { type OperationName, operationOf } from '../protocol/operations.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import type { Group, GroupAttributes, GroupCreate, GroupUpdate } from '../schemas/group.ts'
import type { User, UserAttributes, UserCreate, UserUpdate } from '../schemas/user.ts'
import type { Clock } from '../time/clock.ts'
import { type APICall, apiCall } from './api-call.ts'
import { type Caller, createCaller } from './caller.ts'
import type { GroupOperations, PatchGroupOptions, PatchUserOptions, UserOperations } from './operations.ts'
import type { CallOptions, SCIMClientOptions } from './options.ts'
import { resourceCall } from './resource-call.ts'
import type * as typed from './responses.ts'
import { type SearchParams, search } from './search.ts'

/**
 * The operations that both dialects have. Every one takes {@link CallOptions} last and rejects with:
 * `SCIMValidationError` (nothing was sent), `SCIMApiError` (a status of 400 or more), `SCIMConnectionError`,
 * `SCIMTimeoutError`, `SCIMAbortError` or `SCIMResponseError`.
 *
 * @typeParam Explicit - a form of PATCH that the dialect has beside the partial resource
 */
export abstract class Client<Explicit = never> implements UserOperations, GroupOperations {
  /** @internal Hidden, not private: a Proxy or an object made by `Object.create` cannot reach a private field. */
  declare protected readonly caller: Caller

  /** @internal */
  constructor(dialect: Dialect, token: TokenSource | null, options: SCIMClientOptions = {}) {
    defineHidden(this, { caller: createCaller(dialect, token, options) })
  }

  /** Where the service is; ends in `/`. */
  get baseUrl(): string {
    return this.caller.baseUrl
  }

  /** The names of the client's dialect. */
  get dialect(): SCIMDialect {
    return this.caller.dialect
  }

  /** What is done about an attribute of a body that Slack does not know. */
  get unknownAttributes(): UnknownAttributes {
    return this.caller.unknownAttributes
  }

  /** The clock of time-outs and waits. */
  get clock(): Clock {
    return this.caller.clock
  }

  /** The version of SCIM that the client speaks. */
  get version(): '1.1' | '2.0' {
    return this.caller.dialect.version
  }

  /** Milliseconds for one attempt. */
  get timeout(): number {
    return this.caller.timeout
  }

  /**
   * Lists people, deactivated ones among them: await it for one page, iterate over it for all.
   *
   * @see [Export everybody](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/export-everybody.md)
   */
  searchUsers(
    params: SearchParams = {},
    options: CallOptions = {},
  ): SCIMList<User, typed.SearchUsersResponse> {
    return search(this.caller, { resource: 'user', params, options })
  }

  /**
   * Reads one person, by Slack id.
   *
   * @see [Wait for what lags](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/wait-for-a-change.md)
   */
  readUser(id: string, options: CallOptions = {}): Promise<typed.ReadUserResponse> {
    return resourceCall(this.caller, 'readUser', { id, options })
  }

  /**
   * Creates an account. Never repeated by itself once it may have taken effect.
   *
   * @see [Start](https://github.com/slack-scim/slack-scim/blob/main/docs/guide/start.md)
   */
  createUser(user: UserCreate, options: CallOptions = {}): Promise<typed.UserCreateResponse> {
    return resourceCall(this.caller, 'createUser', { body: user, options })
  }

  /**
   * Changes what is given and leaves the rest. On 2.0 a `PatchOp` is taken too.
   *
   * A guest extension of `null`, or one that is removed, makes a full member of a guest: refused, unless
   * `guestStatus: 'change'` says that it is meant. `convertToMember` does it and waits until it shows.
   *
   * @see [Set a manager](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/set-a-manager.md)
   */
  patchUser(
    id: string,
    partial: UserAttributes | Explicit,
    options: PatchUserOptions = {},
  ): Promise<typed.UserPatchResponse> {
    return resourceCall(this.caller, 'patchUser', { id, body: partial, options })
  }

  /**
   * Replaces the whole account (PUT): what is left out is blanked.
   *
   * Refused before it is sent: a body without `userName`, `emails` or `active`; a changed `userName` with the
   * old `nickName`; a guest without the guest extension, or without the attributes that reads of guests hide.
   * `apiCall` is the way round.
   *
   * @see [Writing](https://github.com/slack-scim/slack-scim/blob/main/docs/guide/writing.md)
   */
  updateUser(user: UserUpdate, options: CallOptions = {}): Promise<typed.UserUpdateResponse> {
    return resourceCall(this.caller, 'updateUser', { id: user?.id, body: user, options })
  }

  /**
   * Deactivates an account; SCIM cannot delete one. Repeatable, and seen by reads only after some seconds.
   *
   * @see [Deactivate a leaver safely](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/deactivate-a-leaver.md)
   */
  deleteUser(id: string, options: CallOptions = {}): Promise<typed.UserDeleteResponse> {
    return resourceCall(this.caller, 'deleteUser', { id, options })
  }

  /**
   * Lists groups with all their members: await it for one page, iterate over it for all.
   *
   * @see [Fill a group of 12,000 people by its name](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/group-members.md)
   */
  searchGroups(
    params: SearchParams = {},
    options: CallOptions = {},
  ): SCIMList<Group, typed.SearchGroupsResponse> {
    return search(this.caller, { resource: 'group', params, options })
  }

  /**
   * Reads one group with all its members.
   *
   * @see [Fill a group of 12,000 people by its name](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/group-members.md)
   */
  readGroup(id: string, options: CallOptions = {}): Promise<typed.ReadGroupResponse> {
    return resourceCall(this.caller, 'readGroup', { id, options })
  }

  /**
   * Creates a group. Never repeated by itself once it may have taken effect.
   *
   * @see [Fill a group of 12,000 people by its name](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/group-members.md)
   */
  createGroup(group: GroupCreate, options: CallOptions = {}): Promise<typed.GroupCreateResponse> {
    return resourceCall(this.caller, 'createGroup', { body: group, options })
  }

  /**
   * Changes the name, adds the members given, and removes those with `operation: 'delete'`. On 2.0 a
   * `PatchOp` is taken too.
   *
   * What would remove every member (`members: null`, `remove members` without a filter or with a value) is
   * refused, unless `emptyGroup: true` says that it is meant: it has emptied groups that were to lose one.
   *
   * @see [Fill a group of 12,000 people by its name](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/group-members.md)
   */
  patchGroup(
    id: string,
    partial: GroupAttributes | Explicit,
    options: PatchGroupOptions = {},
  ): Promise<typed.GroupPatchResponse> {
    return resourceCall(this.caller, 'patchGroup', { id, body: partial, options })
  }

  /**
   * Replaces the whole group (PUT): members that are left out are removed. A group without members is refused, unless
   * `emptyGroup: true` says that it is meant.
   *
   * @see [Writing](https://github.com/slack-scim/slack-scim/blob/main/docs/guide/writing.md)
   */
  updateGroup(group: GroupUpdate, options: PatchGroupOptions = {}): Promise<typed.GroupUpdateResponse> {
    return resourceCall(this.caller, 'updateGroup', { id: group?.id, body: group, options })
  }

  /**
   * Deletes a group permanently.
   *
   * @see [Writing](https://github.com/slack-scim/slack-scim/blob/main/docs/guide/writing.md)
   */
  deleteGroup(id: string, options: CallOptions = {}): Promise<typed.GroupDeleteResponse> {
    return resourceCall(this.caller, 'deleteGroup', { id, options })
  }

  /** Reads the capabilities that the service announces. Slack announces no filters, but supports them. */
  getServiceProviderConfig(options: CallOptions = {}): Promise<typed.ServiceProviderConfigResponse> {
    return this.discover('getServiceProviderConfig', 'config', options)
  }

  /** The attributes of a user, as the service describes them. */
  getUserSchema(options: CallOptions = {}): Promise<typed.SchemaResponse> {
    return this.discover('getUserSchema', 'schema', options)
  }

  /** The attributes of a group, as the service describes them. */
  getGroupSchema(options: CallOptions = {}): Promise<typed.SchemaResponse> {
    return this.discover('getGroupSchema', 'schema', options)
  }

  /**
   * Sends a request of your own, with the chain but without the checks of the operations.
   *
   * @param request - `method`, `path` below `baseUrl`, and `query`, `body` and `headers` where needed
   * @throws {@link SCIMValidationError} for a path that would leave `baseUrl`, also in encoded form
   */
  apiCall(request: APICall, options: CallOptions = {}): Promise<SCIMResponse> {
    return apiCall(this.caller, request, options)
  }

  /** @internal */
  protected async discover<Answer>(name: OperationName, key: string, options: CallOptions): Promise<Answer> {
    const operation = operationOf(name, this.version)
    const response = await this.caller.call(operation, { path: operation.path }, options)
    return extend(response, key ? { [key]: response.body } : {}) as Answer
  }
}
