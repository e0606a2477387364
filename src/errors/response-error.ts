import type { SCIMResponse } from '../protocol/response.ts'
import { CallError, type CallState } from './call-error.ts'
import { defineHidden } from './scim-error.ts'

/**
 * A 2xx answer that is not what the operation promises (HTML, truncated JSON, nothing at all, an error
 * envelope), or a redirect, which is never followed because the token would go with it.
 */
export class SCIMResponseError extends CallError {
  declare readonly name: 'SCIMResponseError'
  declare readonly code: 'bad_response'
  /** The HTTP status. */
  declare readonly status: number
  /** The whole answer; not enumerable, since its headers and body are not for logs. */
  declare readonly response: SCIMResponse

  /** @internal */
  constructor(message: string, response: SCIMResponse, state: CallState) {
    super('SCIMResponseError', 'bad_response', message, state, undefined, { status: response.status })
    defineHidden(this, { response })
  }
}
