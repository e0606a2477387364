import { readErrors, type SCIMErrors } from './error-envelope.ts'
import { isRecord } from './is-record.ts'

/** Headers of an answer, looked up without regard to case. */
export interface SCIMResponseHeaders {
  /** @param name - a header name in any case */
  get(name: string): string | null
}

/** What a {@link SCIMResponse} is made from. */
export interface SCIMResponseInit {
  /** The URL that was asked; default empty. */
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
 * An answer of the service, whatever its status.
 *
 * A middleware that answers by itself, from a cache for example, makes one from a status and a text.
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
  /** The URL that was asked. */
  readonly url: string
  /** The HTTP status. */
  readonly status: number
  /** The headers, looked up without regard to case. */
  readonly headers: SCIMResponseHeaders
  /** The body as it came. */
  readonly rawBody: string
  /** The parsed body, if it is a JSON object; attributes keep the wire's names, unknown ones survive. */
  readonly body: Record<string, unknown> | undefined
  /** The error in the body, if it carries one. */
  readonly errors: SCIMErrors | undefined
  /** How many times the request was handed to the transport. */
  readonly attempts: number

  /** @param init - the status, and what else there is */
  constructor({ url = '', status, headers, rawBody = '', attempts = 0 }: SCIMResponseInit) {
    this.url = url
    this.status = status
    // A closure: a console that prints the response does not print Slack's cookies.
    this.headers = { get: (name) => headers?.get(name) ?? null }
    this.rawBody = rawBody
    this.body = parseObject(rawBody)
    this.errors = readErrors(this.body)
    this.attempts = attempts
  }
}

/** Slack's edge answers HTML and nothing at all during incidents, so what is no JSON object is no exception. */
function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}
