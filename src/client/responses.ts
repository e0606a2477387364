import type { ListPage } from '../lists/page.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import type { ResourceType, SchemaDescription } from '../schemas/discovery.ts'
import type { Group } from '../schemas/group.ts'
import type { ServiceProviderConfig } from '../schemas/service-provider-config.ts'
import type { User } from '../schemas/user.ts'

/** One page of users, and all that follow. */
export interface SearchUsersResponse extends ListPage<User> {
  readonly users: readonly User[]
}
/** The answer to `readUser`. */
export interface ReadUserResponse extends SCIMResponse {
  readonly user: User
}
/** The answer to `createUser`: the account as Slack made it, with its id. */
export interface UserCreateResponse extends SCIMResponse {
  readonly user: User
}
/** The answer to `patchUser`; the account only if the service sent it. */
export interface UserPatchResponse extends SCIMResponse {
  readonly user?: User
}
/** The answer to `updateUser`. */
export interface UserUpdateResponse extends SCIMResponse {
  readonly user: User
}
/** The answer to `deleteUser`: 200 without a body on 1.1. Reads may show the account as active for some seconds. */
export type UserDeleteResponse = SCIMResponse

/** One page of groups, and all that follow. */
export interface SearchGroupsResponse extends ListPage<Group> {
  readonly groups: readonly Group[]
}
/** The answer to `readGroup`. */
export interface ReadGroupResponse extends SCIMResponse {
  readonly group: Group
}
/** The answer to `createGroup`. */
export interface GroupCreateResponse extends SCIMResponse {
  readonly group: Group
}
/** The answer to `patchGroup`; the group only if the service sent it: on 1.1 Slack answers 204. */
export interface GroupPatchResponse extends SCIMResponse {
  readonly group?: Group
}
/** The answer to `updateGroup`. */
export interface GroupUpdateResponse extends SCIMResponse {
  readonly group: Group
}
/** The answer to `deleteGroup`. */
export type GroupDeleteResponse = SCIMResponse

/** The answer to `getServiceProviderConfig`. */
export interface ServiceProviderConfigResponse extends SCIMResponse {
  readonly config: ServiceProviderConfig
}
/** The answer to `getUserSchema` and `getGroupSchema`. */
export interface SchemaResponse extends SCIMResponse {
  readonly schema: SchemaDescription
}
/** The answer to `getSchemas`. */
export interface SchemasResponse extends SCIMResponse {
  readonly schemas: readonly SchemaDescription[]
}
/** The answer to `getResourceTypes`. */
export interface ResourceTypesResponse extends SCIMResponse {
  readonly resourceTypes: readonly ResourceType[]
}
