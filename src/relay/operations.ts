import { isIn, matchesPath, OPERATIONS, type Operation, type OperationName } from '../protocol/operations.ts'
import type { Shape } from '../schemas/shape.ts'
import { TYPES } from './attribute-types.ts'
import { refuse } from './refusal.ts'

/** The name of an operation that a relay can allow: a method of the client. */
export type RelayOperation = OperationName

/** The versions of SCIM by their segment in a URL. */
export const VERSIONS = { v1: '1.1', v2: '2.0' } as const

/** The operation that a request asks for. */
export interface Target {
  readonly segment: keyof typeof VERSIONS
  readonly operation: Operation & { readonly name: RelayOperation }
  /** The type of its resource; `undefined` for one that is neither a user nor a group. */
  readonly type: Shape | undefined
  /** The path below the version, built from the table and the id. */
  readonly path: string
  readonly id?: string
}

/** Slack's ids are letters and digits (https://docs.slack.dev/reference/scim-api): nothing to decode, or to escape. */
const ID = /^[\w-]{1,64}$/

/**
 * Finds the operation that a request asks for.
 *
 * @param segments - the segments of the path below the relay, as they stand in the URL
 * @throws {@link RelayRefusal} with 404 or 405
 */
export function findTarget(method: string, [segment, ...names]: readonly string[]): Target {
  const found = isVersion(segment)
    ? OPERATIONS.filter((one) => isIn(one, VERSIONS[segment]) && matchesPath(one, names))
    : []
  const [first] = found
  const id = first?.path.endsWith('{id}') ? names.at(-1) : undefined
  if (!isVersion(segment) || !first || (id !== undefined && !ID.test(id))) {
    return refuse('relay_not_found', 'no SCIM operation has this path')
  }
  const operation = found.find((one) => one.method === method)
  if (!operation) {
    const allow = found.map((one) => one.method).join(', ')
    return refuse('relay_method_not_allowed', `this path takes ${allow}`, { headers: { allow } })
  }
  const type = operation.resource && TYPES[segment][operation.resource]
  return { segment, operation, type, path: names.join('/'), ...(id === undefined ? {} : { id }) }
}

/** Whether something is the name of an operation. */
export function isOperation(name: string): name is RelayOperation {
  return OPERATIONS.some((one) => one.name === name)
}

function isVersion(segment: string | undefined): segment is keyof typeof VERSIONS {
  return segment === 'v1' || segment === 'v2'
}
