import { invalid } from '../errors/validation-error.ts'
import { extend } from '../protocol/extend.ts'
import { isRecord } from '../protocol/is-record.ts'
import { type OperationName, operationOf } from '../protocol/operations.ts'
import type { Caller } from './caller.ts'
import type { PatchGroupOptions, PatchUserOptions } from './operations.ts'
import { resourcePath } from './paths.ts'

/** What an operation on one user or group is called with. */
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
  if (method !== 'GET' && method !== 'DELETE' && !isRecord(body))
    throw invalid(name, resource, 'must be an object')
  const given = body as Readonly<Record<string, unknown>>
  if (method === 'PATCH' && typeof given.id === 'string' && given.id !== id) {
    throw invalid(name, 'id', 'of the body is not that of the call')
  }
  const { emptyGroup, guestStatus, ...rest } = options ?? {}
  const spec = {
    path: resourcePath(operation, id),
    body: method === 'PATCH' ? caller.dialect.patch(name, given, { emptyGroup, guestStatus }) : given,
  }
  const response = await caller.call(operation, spec, rest)
  return extend(response, response.body ? { [resource]: response.body } : {}) as Answer
}
