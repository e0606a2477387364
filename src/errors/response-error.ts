import type { SCIMResponse } from '../protocol/response.ts'
import { CallError, type CallState } from './call-error.ts'
import { defineHidden } from './scim-error.ts'

/** What a {@link SCIMResponseError} is made from. */
export interface SCIMResponseErrorInit {
  readonly message: string
  readonly response: SCIMResponse
  readonly state: CallState
  readonly reason?: 'incomplete'
}

/**
 * A 2xx response whose body is not what the operation expects: HTML, truncated JSON, an empty body, an error
 * envelope, more than `maxResponseSize`. Or a redirect, which the client never follows because the token would go
 * with it. Or a list that was read to its end and cannot be shown to be complete (`reason` is `incomplete`).
 */
export class SCIMResponseError extends CallError {
  declare readonly name: 'SCIMResponseError'
  declare readonly code: 'bad_response'
  /** The HTTP status. */
  declare readonly status: number
  /** `incomplete` if a walk over a list cannot be shown to be complete; else undefined. */
  declare readonly reason: 'incomplete' | undefined
  /** The whole response; not enumerable, so that logs do not show its headers and body. */
  declare readonly response: SCIMResponse
  /** The rows that `toArray` read of an incomplete list; not enumerable, since people are not for logs. */
  declare readonly items: readonly unknown[] | undefined

  /** @internal */
  constructor({ message, response, state, reason }: SCIMResponseErrorInit) {
    const fields = { status: response.status, ...(reason && { reason }) }
    super({ name: 'SCIMResponseError', code: 'bad_response', message, state, fields })
    defineHidden(this, { response, items: undefined })
  }
}
