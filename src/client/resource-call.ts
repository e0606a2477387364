import { invalid } from '../errors/validation-error.ts'
import { extend } from '../protocol/extend.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { SCIMMethod } from '../protocol/request.ts'
import type { Caller } from './caller.ts'
import type { CallOptions } from './options.ts'
import { resourcePath } from './paths.ts'

const EXPECTED_BODY = {
  GET: 'resource',
  POST: 'created',
  PUT: 'resource',
  PATCH: 'optional',
  DELETE: 'anything',
} as const

/** Reads or writes one user or group; which, is the end of the operation's name. */
export async function resourceCall<Answer>(
  caller: Caller,
  name: string,
  method: SCIMMethod,
  id: unknown,
  body: unknown,
  options: CallOptions & { readonly emptyGroup?: boolean },
): Promise<Answer> {
  const resource = name.endsWith('User') ? 'user' : 'group'
  const collection = resource === 'user' ? 'Users' : 'Groups'
  const writes = method !== 'GET' && method !== 'DELETE'
  if (writes && !isRecord(body)) throw invalid(name, resource, 'must be an object')
  const path = method === 'POST' ? collection : resourcePath(name, collection, id)
  const other = (body as { id?: unknown } | undefined)?.id
  if (method === 'PATCH' && typeof other === 'string' && other !== id) {
    throw invalid(name, 'id', 'of the body is not that of the call')
  }
  const expects = EXPECTED_BODY[method]
  const given = body as Readonly<Record<string, unknown>>
  const { emptyGroup, ...rest } = options ?? {}
  const spec = { path, body: method === 'PATCH' ? caller.dialect.patch(name, given, emptyGroup) : given }
  const response = await caller.call({ name, method, expects, resource }, spec, rest)
  return extend(response, response.body ? { [resource]: response.body } : {}) as Answer
}
