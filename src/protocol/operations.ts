import type { SCIMMethod } from './request.ts'

/**
 * The body of a successful response: a resource, a created one with its id, a list, a resource or nothing, or
 * anything.
 */
export type ExpectedBody = 'resource' | 'created' | 'list' | 'optional' | 'anything'

/** The operations with a fixed path: every method of the clients except `apiCall`. */
export type OperationName =
  | 'searchUsers'
  | 'readUser'
  | 'createUser'
  | 'patchUser'
  | 'updateUser'
  | 'deleteUser'
  | 'searchGroups'
  | 'readGroup'
  | 'createGroup'
  | 'patchGroup'
  | 'updateGroup'
  | 'deleteGroup'
  | 'getServiceProviderConfig'
  | 'getUserSchema'
  | 'getGroupSchema'
  | 'getSchemas'
  | 'getResourceTypes'

/** One operation, as client, chain, pacing and relay know it. */
export interface Operation {
  /** The method of the client. */
  readonly name: string
  readonly method: SCIMMethod
  /** The path below the version; `{id}` is one segment. */
  readonly path: string
  readonly expects: ExpectedBody
  /** The schema of request and response; `undefined` if nothing is checked. */
  readonly resource?: 'user' | 'group'
  /** The only version of SCIM with this row; `undefined` for both. */
  readonly version?: '1.1' | '2.0'
}

/**
 * The table of operations, in the order of the client's methods: https://docs.slack.dev/reference/scim-api.
 */
// biome-ignore format: a table, one row a line
export const OPERATIONS: readonly (Operation & { readonly name: OperationName })[] = [
  { name: 'searchUsers', method: 'GET', path: 'Users', resource: 'user', expects: 'list' },
  { name: 'readUser', method: 'GET', path: 'Users/{id}', resource: 'user', expects: 'resource' },
  { name: 'createUser', method: 'POST', path: 'Users', resource: 'user', expects: 'created' },
  { name: 'patchUser', method: 'PATCH', path: 'Users/{id}', resource: 'user', expects: 'optional' },
  { name: 'updateUser', method: 'PUT', path: 'Users/{id}', resource: 'user', expects: 'resource' },
  { name: 'deleteUser', method: 'DELETE', path: 'Users/{id}', resource: 'user', expects: 'anything' },
  { name: 'searchGroups', method: 'GET', path: 'Groups', resource: 'group', expects: 'list' },
  { name: 'readGroup', method: 'GET', path: 'Groups/{id}', resource: 'group', expects: 'resource' },
  { name: 'createGroup', method: 'POST', path: 'Groups', resource: 'group', expects: 'created' },
  { name: 'patchGroup', method: 'PATCH', path: 'Groups/{id}', resource: 'group', expects: 'optional' },
  { name: 'updateGroup', method: 'PUT', path: 'Groups/{id}', resource: 'group', expects: 'resource' },
  { name: 'deleteGroup', method: 'DELETE', path: 'Groups/{id}', resource: 'group', expects: 'anything' },
  { name: 'getServiceProviderConfig', method: 'GET', path: 'ServiceProviderConfigs', expects: 'resource', version: '1.1' },
  // Documented in the singular for 2.0; the plural of 1.1 has been seen to work too.
  { name: 'getServiceProviderConfig', method: 'GET', path: 'ServiceProviderConfig', expects: 'resource', version: '2.0' },
  { name: 'getUserSchema', method: 'GET', path: 'Schemas/Users', expects: 'resource' },
  { name: 'getGroupSchema', method: 'GET', path: 'Schemas/Groups', expects: 'resource' },
  { name: 'getSchemas', method: 'GET', path: 'Schemas', expects: 'resource', version: '2.0' },
  { name: 'getResourceTypes', method: 'GET', path: 'ResourceTypes', expects: 'resource', version: '2.0' },
]

/** Returns the operation of a name in a version of SCIM. */
export function operationOf(name: OperationName, version: '1.1' | '2.0'): Operation {
  return OPERATIONS.find((one) => one.name === name && isIn(one, version)) as Operation
}

/**
 * The endpoint whose rate limit counts an operation, besides the organization's; `undefined` if Slack publishes none, as for
 * searches. PUT and PATCH share one (https://docs.slack.dev/reference/scim-api/rate-limits).
 */
export function endpointOf({ method, path, resource, expects }: Operation): string | undefined {
  if (resource === undefined || expects === 'list') return undefined
  return `${method === 'PUT' ? 'PATCH' : method} ${path}`
}

/** Whether a version of SCIM has this row. */
export function isIn({ version }: Operation, wanted: '1.1' | '2.0'): boolean {
  return version === undefined || version === wanted
}

/** Whether the segments of a path below the version match a row. */
export function matchesPath({ path }: Operation, segments: readonly string[]): boolean {
  const parts = path.split('/')
  return (
    parts.length === segments.length &&
    parts.every((part, index) => (part === '{id}' ? segments[index] : part === segments[index]))
  )
}
