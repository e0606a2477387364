import { readErrors, type SCIMErrors } from './error-envelope.ts'
import { isRecord } from './is-record.ts'
import { isTooDeep } from './json-depth.ts'

/** Headers of an answer, looked up without regard to case. */
export interface SCIMResponseHeaders {
  /** @param name - a header name in any case */
  get(name: string): string | null
}

/** Arguments of {@link SCIMResponse}. */
export interface SCIMResponseInit {
  /** The requested URL; default empty. */
  readonly url?: string
  /** The HTTP status. */
  readonly status: number
  /** The headers; default none. */
  readonly headers?: SCIMResponseHeaders | undefined
  /** The body as text; default empty. */
  readonly rawBody?: string
  /** How many times the request was handed to the transport; default 0. */
  readonly attempts?: number
}

/**
 * A response of the service, of any status.
 *
 * A middleware that answers itself, from a cache for example, creates one from a status and a text.
 *
 * @example
 * ```ts
 * import { type Middleware, SCIMResponse } from 'slack-scim'
 *
 * const offline: Middleware = {
 *   name: 'offline',
 *   handle: async () => new SCIMResponse({ status: 200, rawBody: '{"totalResults":0,"Resources":[]}' }),
 * }
 * ```
 */
export class SCIMResponse {
  /** The requested URL. */
  readonly url: string
  /** The HTTP status. */
  readonly status: number
  /** The headers, looked up without regard to case. */
  readonly headers: SCIMResponseHeaders
  /** The body as text. */
  readonly rawBody: string
  /** The parsed body, if it is a JSON object. Attributes keep the wire's names; unknown attributes are kept. */
  readonly body: Record<string, unknown> | undefined
  /** The error in the body, if there is one. */
  readonly errors: SCIMErrors | undefined
  /** How many times the request was handed to the transport. */
  readonly attempts: number

  /** @param init - the status, and optionally headers, body and URL */
  constructor({ url = '', status, headers, rawBody = '', attempts = 0 }: SCIMResponseInit) {
    this.url = url
    this.status = status
    // A closure, so that a console does not print Slack's cookies.
    this.headers = { get: (name) => headers?.get(name) ?? null }
    this.rawBody = rawBody
    this.body = parseObject(rawBody)
    this.errors = readErrors(this.body)
    this.attempts = attempts
  }
}

/** During incidents Slack's edge returns HTML or an empty body, so an unparsable body is not an error here. */
function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    return isRecord(value) && !isTooDeep(value) ? value : undefined
  } catch {
    return undefined
  }
}
