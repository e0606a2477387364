import type { SCIMResponse } from '../protocol/response.ts'
import type { User } from '../schemas/user.ts'
import { CallError, type CallState } from './call-error.ts'
import { defineHidden } from './scim-error.ts'

/** What every {@link SCIMApiError} is made from. */
export interface SCIMApiErrorInit {
  readonly message: string
  readonly response: SCIMResponse
  readonly state: CallState
  readonly fields: SCIMApiErrorFields
}

/** What is known of a refusal. */
export interface SCIMApiErrorFields {
  readonly status: number
  readonly reason?: string | undefined
  readonly description?: string | undefined
  readonly scimType?: string | undefined
}

/**
 * The service answered with a status of 400 or more.
 *
 * It is not a failed connection, a time-out or an abort: those have errors of their own.
 *
 * @example
 * ```ts
 * import { SCIMApiError, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * await scim.readUser('U0').catch((error: unknown) => {
 *   if (error instanceof SCIMApiError && error.reason === 'no_such_user') return undefined
 *   throw error
 * })
 * ```
 */
export class SCIMApiError extends CallError {
  declare readonly name: 'SCIMApiError' | 'SCIMRateLimitError' | 'SCIMConflictError'
  declare readonly code: 'api_error' | 'rate_limited' | 'conflict'
  /** The HTTP status, 400 or more. */
  declare readonly status: number
  /** The leading token of Slack's description, for example `username_taken`; absent if there was none. */
  declare readonly reason: string | undefined
  /** Slack's own words, for example `no_filters (is_aggregate_call=1)`. */
  declare readonly description: string | undefined
  /** The `scimType` of RFC 7644 3.12; never seen from Slack, common elsewhere. */
  declare readonly scimType: string | undefined
  /** The whole answer; not enumerable, since its headers and body are not for logs. */
  declare readonly response: SCIMResponse

  /** @internal */
  constructor(init: SCIMApiErrorInit, name = 'SCIMApiError', code = 'api_error') {
    super(name, code, init.message, init.state, undefined, init.fields)
    defineHidden(this, { response: init.response })
  }
}

/**
 * Slack refused the request because of a rate limit or a locked resource (429), and the wait that it asked
 * for is longer than `maxRetryWait` or the deadline allow, or the retries are used up.
 */
export class SCIMRateLimitError extends SCIMApiError {
  declare readonly name: 'SCIMRateLimitError'
  declare readonly code: 'rate_limited'
  /** The wait that Slack asked for, in seconds; absent if it named none. */
  readonly retryAfterSeconds: number | undefined

  /** @internal */
  constructor(init: SCIMApiErrorInit, retryAfterSeconds: number | undefined) {
    super(init, 'SCIMRateLimitError', 'rate_limited')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/**
 * The name or address is in use (409, or a reason such as `email_taken`).
 *
 * Never retried, and no proof of identity: a `userName` may be held by a stranger, a channel or a group.
 */
export class SCIMConflictError extends SCIMApiError {
  declare readonly name: 'SCIMConflictError'
  declare readonly code: 'conflict'
  /** Who holds the name or address, if `ensureUser` found out; not enumerable, since people are not for logs. */
  declare readonly holder: User | undefined

  /** @internal */
  constructor(init: SCIMApiErrorInit) {
    super(init, 'SCIMConflictError', 'conflict')
    defineHidden(this, { holder: undefined })
  }
}
