import { invalid } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { SCIMMethod } from '../protocol/request.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import type { Caller } from './caller.ts'
import type { CallOptions } from './options.ts'
import { apiPath } from './paths.ts'
import { type QueryValues, queryOf } from './query.ts'

/** A request to any path below `baseUrl`. */
export interface APICall {
  readonly method: SCIMMethod
  /** Below `baseUrl` and encoded: `Users/U0123`. */
  readonly path: string
  /** Not yet encoded; `null` and `undefined` are left out. */
  readonly query?: QueryValues | undefined
  /** A JSON object; gets the dialect's `schemas` if it has none. */
  readonly body?: Readonly<Record<string, unknown>> | undefined
  /** Headers of this request; `null` removes one. */
  readonly headers?: Readonly<Record<string, string | null>> | undefined
}

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Checks and sends a request of `apiCall`. */
export async function apiCall(caller: Caller, request: APICall, options: CallOptions): Promise<SCIMResponse> {
  const name = 'apiCall'
  const { method, path, query = {}, body, headers, ...unknown } = request ?? {}
  if (!METHODS.includes(method)) throw invalid(name, 'method', `must be one of ${METHODS.join(', ')}`)
  // fetch throws for a GET with a body too (https://fetch.spec.whatwg.org/#dom-request), with a vague message.
  if (body !== undefined && (method === 'GET' || !isRecord(body))) {
    throw invalid(name, 'body', 'must be an object, and cannot go with GET')
  }
  const [key] = Object.keys(unknown)
  if (key !== undefined) throw invalid(name, key, 'is unknown')
  if (!isRecord(query)) throw invalid(name, 'query', 'must be an object')
  const spec = { path: apiPath(name, path), query: queryOf(name, query), body, headers }
  return caller.call({ name, method, path, expects: 'anything' }, spec, options)
}
