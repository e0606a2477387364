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
  route('searchUsers', searchUsers, { dialects: BOTH, method: 'GET', path: 'Users' }),
  route('readUser', readUser, { dialects: BOTH, method: 'GET', path: 'Users/{id}' }),
  route('createUser', createUser, { dialects: BOTH, method: 'POST', path: 'Users' }),
  route('patchUser', patchUser, { dialects: BOTH, method: 'PATCH', path: 'Users/{id}' }),
  route('updateUser', updateUser, { dialects: BOTH, method: 'PUT', path: 'Users/{id}' }),
  route('deleteUser', deleteUser, { dialects: BOTH, method: 'DELETE', path: 'Users/{id}' }),
  route('searchGroups', searchGroups, { dialects: BOTH, method: 'GET', path: 'Groups' }),
  route('readGroup', readGroup, { dialects: BOTH, method: 'GET', path: 'Groups/{id}' }),
  route('createGroup', createGroup, { dialects: BOTH, method: 'POST', path: 'Groups' }),
  route('patchGroup', patchGroup, { dialects: BOTH, method: 'PATCH', path: 'Groups/{id}' }),
  route('updateGroup', updateGroup, { dialects: BOTH, method: 'PUT', path: 'Groups/{id}' }),
  route('deleteGroup', deleteGroup, { dialects: BOTH, method: 'DELETE', path: 'Groups/{id}' }),
  route('getServiceProviderConfig', getServiceProviderConfig, {
    dialects: BOTH,
    method: 'GET',
    path: 'ServiceProviderConfigs',
    access: 'config',
  }),
  // The reference lists the singular for 2.0, Slack's own SDK uses the plural there; both work.
  route('getServiceProviderConfig', getServiceProviderConfig, {
    dialects: ['2.0'],
    method: 'GET',
    path: 'ServiceProviderConfig',
    access: 'config',
  }),
  route('getResourceTypes', getResourceTypes, {
    dialects: ['2.0'],
    method: 'GET',
    path: 'ResourceTypes',
    access: 'discovery',
  }),
  route('getSchemas', getSchemas, { dialects: ['2.0'], method: 'GET', path: 'Schemas', access: 'discovery' }),
  route('getUserSchema', getUserSchema2, {
    dialects: ['2.0'],
    method: 'GET',
    path: 'Schemas/Users',
    access: 'discovery',
  }),
  route('getGroupSchema', getGroupSchema2, {
    dialects: ['2.0'],
    method: 'GET',
    path: 'Schemas/Groups',
    access: 'discovery',
  }),
  route('getSchemaByURN', getSchemaByURN, {
    dialects: ['2.0'],
    method: 'GET',
    path: 'Schemas/{id}',
    access: 'discovery',
  }),
  route('getUserSchema', getUserSchema1, {
    dialects: ['1.1'],
    method: 'GET',
    path: 'Schemas/Users',
    access: 'discovery',
  }),
  route('getGroupSchema', getGroupSchema1, {
    dialects: ['1.1'],
    method: 'GET',
    path: 'Schemas/Groups',
    access: 'discovery',
  }),
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
  handle: Route['handle'],
  {
    access = 'token',
    ...where
  }: Omit<Route, 'operation' | 'handle' | 'access'> & Partial<Pick<Route, 'access'>>,
): Route {
  return { operation, handle, access, ...where }
}
