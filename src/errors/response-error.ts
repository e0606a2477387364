import type { SCIMResponse } from '../protocol/response.ts'
import { CallError, type CallState } from './call-error.ts'
import { defineHidden } from './scim-error.ts'

/**
 * A 2xx response whose body is not what the operation expects: HTML, truncated JSON, an empty body, an error
 * envelope. Or a redirect, which the client never follows because the token would go with it.
 */
export class SCIMResponseError extends CallError {
  declare readonly name: 'SCIMResponseError'
  declare readonly code: 'bad_response'
  /** The HTTP status. */
  declare readonly status: number
  /** The whole response; not enumerable, so that logs do not show its headers and body. */
  declare readonly response: SCIMResponse

  /** @internal */
  constructor(message: string, response: SCIMResponse, state: CallState) {
    super('SCIMResponseError', 'bad_response', message, state, undefined, { status: response.status })
    defineHidden(this, { response })
  }
}
