import { invalid } from '../errors/validation-error.ts'
import { assertNotEmptied } from '../guards/empty-group.ts'
import { extend } from '../protocol/extend.ts'
import { isRecord } from '../protocol/is-record.ts'
import { type OperationName, operationOf } from '../protocol/operations.ts'
import type { Caller } from './caller.ts'
import { checkHasKeys } from './client-options.ts'
import type { PatchGroupOptions, PatchUserOptions } from './operations.ts'
import { resourcePath } from './paths.ts'

/** Arguments of an operation on one user or group. */
export interface ResourceCall {
  readonly id?: unknown
  readonly body?: unknown
  readonly options: PatchUserOptions & PatchGroupOptions
}

/** Reads or writes one user or group. */
export async function resourceCall<Answer>(
  caller: Caller,
  name: OperationName,
  { id, body, options }: ResourceCall,
): Promise<Answer> {
  const operation = operationOf(name, caller.dialect.version)
  const { method, resource = '' } = operation
  if (method === 'PUT' && typeof body === 'string') {
    throw invalid(name, 'id', `must stand in the body: ${name}({ ...${resource}, id })`)
  }
  if (method === 'PATCH' && Array.isArray(body)) {
    throw invalid(name, '', 'takes an object: { Operations: [...] } on SCIM 2.0, or a partial resource')
  }
  if (method !== 'GET' && method !== 'DELETE' && !isRecord(body))
    throw invalid(name, resource, 'must be an object')
  const given = body as Readonly<Record<string, unknown>>
  const misspelt = Object.keys(given ?? {}).find(
    (key) => key.toLowerCase() === 'operations' && key !== 'Operations',
  )
  if (misspelt)
    throw invalid(name, misspelt, 'unknown: SCIM 2.0 takes Operations, SCIM 1.1 a partial resource')
  if (method === 'PATCH' && typeof given.id === 'string' && given.id !== id) {
    throw invalid(name, 'id', 'must be that of the call, or absent')
  }
  checkHasKeys(name, options ?? {})
  const { emptyGroup, guestStatus, ...rest } = options ?? {}
  const spec = {
    path: resourcePath(operation, id),
    body: method === 'PATCH' ? caller.dialect.patch(name, given, { emptyGroup, guestStatus }) : given,
  }
  if (name === 'updateGroup' && !emptyGroup) assertNotEmptied(name, given, { method })
  const response = await caller.call(operation, spec, rest)
  return extend(response, response.body ? { [resource]: response.body } : {}) as Answer
}
