import type { SCIMResponse } from '../protocol/response.ts'
import type { User } from '../schemas/user.ts'
import { CallError, type CallState } from './call-error.ts'
import { defineHidden } from './scim-error.ts'

/** Arguments of {@link SCIMApiError}. */
export interface SCIMApiErrorInit {
  readonly message: string
  readonly response: SCIMResponse
  readonly state: CallState
  readonly fields: SCIMApiErrorFields
}

/** Fields that describe a refusal. */
export interface SCIMApiErrorFields {
  readonly status: number
  readonly reason?: string | undefined
  readonly description?: string | undefined
  readonly scimType?: string | undefined
}

/**
 * The service answered with a status of 400 or more.
 *
 * A failed connection, a timeout and an abort have error classes of their own.
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
  /** The description that Slack sent, for example `no_filters (is_aggregate_call=1)`. */
  declare readonly description: string | undefined
  /** The `scimType` of RFC 7644 3.12; never seen from Slack, common elsewhere. */
  declare readonly scimType: string | undefined
  /** The whole response; not enumerable, so that logs do not show its headers and body. */
  declare readonly response: SCIMResponse

  /** @internal */
  constructor(init: SCIMApiErrorInit, name = 'SCIMApiError', code = 'api_error') {
    super({ name, code, ...init })
    defineHidden(this, { response: init.response })
  }
}

/**
 * Slack refused the request with 429, because of a rate limit or a locked resource. The client did not retry:
 * the retries are used up, or the requested wait is longer than `maxRetryWait` or the deadline allows.
 */
export class SCIMRateLimitError extends SCIMApiError {
  declare readonly name: 'SCIMRateLimitError'
  declare readonly code: 'rate_limited'
  /** The wait that Slack requested, in seconds; `undefined` without a `Retry-After`. */
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
 * The client never retries it. It proves no identity: another person, a channel or a group may hold the `userName`.
 */
export class SCIMConflictError extends SCIMApiError {
  declare readonly name: 'SCIMConflictError'
  declare readonly code: 'conflict'
  /**
   * The account that has the name or address, if `ensureUser` found it; not enumerable, so that logs show no
   * person.
   */
  declare readonly holder: User | undefined

  /** @internal */
  constructor(init: SCIMApiErrorInit) {
    super(init, 'SCIMConflictError', 'conflict')
    defineHidden(this, { holder: undefined })
  }
}
