import type { Operation } from '../protocol/operation.ts'
import type { SCIMMethod } from '../protocol/request.ts'
import { refuse } from './refusal.ts'
import type { RelayRules } from './rules.ts'

/** The name of something that a relay can be allowed to do: a method of the client. */
export type RelayOperation = keyof RelayRules

/** The versions of SCIM by their segment in a URL. */
export const VERSIONS = { v1: '1.1', v2: '2.0' } as const

/** What a request is for. */
export interface Target {
  readonly segment: keyof typeof VERSIONS
  readonly operation: Operation & { readonly name: RelayOperation }
  /** The path below the version, built from the table and the id. */
  readonly path: string
  readonly id?: string
}

interface Row {
  readonly operation: Target['operation']
  /** Below the version; `{id}` is one segment. */
  readonly path: string
  readonly segments: readonly (keyof typeof VERSIONS)[]
}

const BOTH = ['v1', 'v2'] as const

/** All that a relay passes on: a request that is not in here does not exist. */
const ROWS: readonly Row[] = /* @__PURE__ */ (() => [
  row('searchUsers', 'GET', 'Users', 'list', 'user'),
  row('readUser', 'GET', 'Users/{id}', 'resource', 'user'),
  row('createUser', 'POST', 'Users', 'resource', 'user'),
  row('patchUser', 'PATCH', 'Users/{id}', 'optional', 'user'),
  row('updateUser', 'PUT', 'Users/{id}', 'resource', 'user'),
  row('deleteUser', 'DELETE', 'Users/{id}', 'anything', 'user'),
  row('searchGroups', 'GET', 'Groups', 'list', 'group'),
  row('readGroup', 'GET', 'Groups/{id}', 'resource', 'group'),
  row('createGroup', 'POST', 'Groups', 'resource', 'group'),
  row('patchGroup', 'PATCH', 'Groups/{id}', 'optional', 'group'),
  row('updateGroup', 'PUT', 'Groups/{id}', 'resource', 'group'),
  row('deleteGroup', 'DELETE', 'Groups/{id}', 'anything', 'group'),
  row('getServiceProviderConfig', 'GET', 'ServiceProviderConfigs', 'resource', undefined, ['v1']),
  row('getServiceProviderConfig', 'GET', 'ServiceProviderConfig', 'resource', undefined, ['v2']),
  row('getUserSchema', 'GET', 'Schemas/Users', 'resource'),
  row('getGroupSchema', 'GET', 'Schemas/Groups', 'resource'),
  row('getSchemas', 'GET', 'Schemas', 'resource', undefined, ['v2']),
  row('getResourceTypes', 'GET', 'ResourceTypes', 'resource', undefined, ['v2']),
])()

/** Slack's ids are letters and digits (https://docs.slack.dev/reference/scim-api): nothing to decode, or to escape. */
const ID = /^[\w-]{1,64}$/

/**
 * Finds what a request is for.
 *
 * @param segments - the segments of the path below the relay, as they stand in the URL
 * @throws {@link RelayRefusal} with 404 or 405
 */
export function findTarget(method: string, [segment, ...names]: readonly string[]): Target {
  const found = isVersion(segment)
    ? ROWS.filter((one) => one.segments.includes(segment) && matches(one.path, names))
    : []
  if (!isVersion(segment) || found.length === 0) {
    return refuse('relay_not_found', 'no SCIM operation has this path')
  }
  const [row] = found.filter(({ operation }) => operation.method === method)
  if (!row) {
    const allow = found.map(({ operation }) => operation.method).join(', ')
    return refuse('relay_method_not_allowed', `this path takes ${allow}`, { allow })
  }
  const { operation, path } = row
  const [, id] = path.endsWith('{id}') ? names : []
  return { segment, operation, path: names.join('/'), ...(id === undefined ? {} : { id }) }
}

/** Whether something is the name of an operation. */
export function isOperation(name: string): name is RelayOperation {
  return ROWS.some(({ operation }) => operation.name === name)
}

function isVersion(segment: string | undefined): segment is keyof typeof VERSIONS {
  return segment === 'v1' || segment === 'v2'
}

function matches(path: string, names: readonly string[]): boolean {
  const parts = path.split('/')
  return (
    parts.length === names.length &&
    parts.every((part, index) => (part === '{id}' ? ID.test(names[index] ?? '') : part === names[index]))
  )
}

function row(
  name: RelayOperation,
  method: SCIMMethod,
  path: string,
  expects: Operation['expects'],
  resource?: 'user' | 'group',
  segments: Row['segments'] = BOTH,
): Row {
  return { operation: { name, method, expects, resource }, path, segments }
}
