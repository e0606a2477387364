import type { SCIMCall } from './resources/call.ts'
import type { Answer } from './resources/dialect.ts'
import {
  createGroup,
  deleteGroup,
  patchGroup,
  readGroup,
  searchGroups,
  updateGroup,
} from './resources/groups.ts'
import { getServiceProviderConfig } from './resources/service-provider-config.ts'
import { createUser, deleteUser, patchUser, readUser, searchUsers, updateUser } from './resources/users.ts'
import { getGroupSchema1, getUserSchema1 } from './v1/schemas.ts'
import { getResourceTypes } from './v2/resource-types.ts'
import { getGroupSchema2, getSchemaByURN, getSchemas, getUserSchema2 } from './v2/schemas.ts'

/** A route of the service. */
export interface Route {
  readonly operation: string
  readonly dialects: readonly ('1.1' | '2.0')[]
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The path below the version; `{id}` stands for one segment. */
  readonly path: string
  /**
   * Which token the route needs: `token` a valid one, `config` any, `discovery` a valid one by assumption.
   */
  readonly access: 'token' | 'config' | 'discovery'
  handle(call: SCIMCall): Answer
}

const BOTH = ['1.1', '2.0'] as const

/** Every route of the service. */
export const ROUTES: readonly Route[] = /* @__PURE__ */ (() => [
  route('searchUsers', BOTH, 'GET', 'Users', searchUsers),
  route('readUser', BOTH, 'GET', 'Users/{id}', readUser),
  route('createUser', BOTH, 'POST', 'Users', createUser),
  route('patchUser', BOTH, 'PATCH', 'Users/{id}', patchUser),
  route('updateUser', BOTH, 'PUT', 'Users/{id}', updateUser),
  route('deleteUser', BOTH, 'DELETE', 'Users/{id}', deleteUser),
  route('searchGroups', BOTH, 'GET', 'Groups', searchGroups),
  route('readGroup', BOTH, 'GET', 'Groups/{id}', readGroup),
  route('createGroup', BOTH, 'POST', 'Groups', createGroup),
  route('patchGroup', BOTH, 'PATCH', 'Groups/{id}', patchGroup),
  route('updateGroup', BOTH, 'PUT', 'Groups/{id}', updateGroup),
  route('deleteGroup', BOTH, 'DELETE', 'Groups/{id}', deleteGroup),
  route(
    'getServiceProviderConfig',
    BOTH,
    'GET',
    'ServiceProviderConfigs',
    getServiceProviderConfig,
    'config',
  ),
  // The reference lists the singular for 2.0, Slack's own SDK uses the plural there; both work.
  route(
    'getServiceProviderConfig',
    ['2.0'],
    'GET',
    'ServiceProviderConfig',
    getServiceProviderConfig,
    'config',
  ),
  route('getResourceTypes', ['2.0'], 'GET', 'ResourceTypes', getResourceTypes, 'discovery'),
  route('getSchemas', ['2.0'], 'GET', 'Schemas', getSchemas, 'discovery'),
  route('getUserSchema', ['2.0'], 'GET', 'Schemas/Users', getUserSchema2, 'discovery'),
  route('getGroupSchema', ['2.0'], 'GET', 'Schemas/Groups', getGroupSchema2, 'discovery'),
  route('getSchemaByURN', ['2.0'], 'GET', 'Schemas/{id}', getSchemaByURN, 'discovery'),
  route('getUserSchema', ['1.1'], 'GET', 'Schemas/Users', getUserSchema1, 'discovery'),
  route('getGroupSchema', ['1.1'], 'GET', 'Schemas/Groups', getGroupSchema1, 'discovery'),
])()

/** Finds the route of the segments below the version; segments compare exactly. */
export function findRoute(
  dialect: '1.1' | '2.0',
  method: string,
  segments: readonly string[],
): { readonly route: Route; readonly id: string | null } | undefined {
  for (const candidate of ROUTES) {
    if (candidate.method !== method || !candidate.dialects.includes(dialect)) continue
    const pattern = candidate.path.split('/')
    if (pattern.length !== segments.length) continue
    if (pattern.every((part, index) => part === '{id}' || part === segments[index])) {
      return { route: candidate, id: segments[pattern.indexOf('{id}')] ?? null }
    }
  }
  return undefined
}

function route(
  operation: string,
  dialects: Route['dialects'],
  method: Route['method'],
  path: string,
  handle: Route['handle'],
  access: Route['access'] = 'token',
): Route {
  return { operation, dialects, method, path, access, handle }
}
