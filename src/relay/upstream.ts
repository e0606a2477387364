import { auth } from '../chain/auth.ts'
import { Call } from '../chain/call.ts'
import { codec } from '../chain/codec.ts'
import { defaultHeaders, mergeHeaders } from '../chain/headers.ts'
import { compose } from '../chain/middleware.ts'
import { observe } from '../chain/observe.ts'
import { attemptTimeout } from '../chain/time-limit.ts'
import { type TokenSource, tokenProvider } from '../chain/token.ts'
import { SCIMAbortError } from '../errors/abort-error.ts'
import { SCIMConnectionError } from '../errors/connection-error.ts'
import { SCIMResponseError } from '../errors/response-error.ts'
import { SCIMTimeoutError } from '../errors/timeout-error.ts'
import { SCIMValidationError } from '../errors/validation-error.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import { systemClock } from '../time/clock.ts'
import type { Transport } from '../transports/transport.ts'
import type { RelayEvent } from './events.ts'
import { type Target, VERSIONS } from './operations.ts'
import { RelayRefusal, refuse } from './refusal.ts'

/** What the service is reached with. */
export interface UpstreamSettings {
  readonly token: TokenSource
  /** Above the versions. */
  readonly baseUrl: string
  readonly transport: Transport
  /** Milliseconds, until the last byte of the answer. */
  readonly timeout: number
  readonly emit: (event: RelayEvent) => void
}

/** The part of a request that passes through the relay, checked and written anew. */
export type Passed = Pick<SCIMRequest, 'query' | 'body' | 'signal'>

/** An answer of the service, and a way to take the secrets out of a text from it. */
export interface UpstreamAnswer {
  readonly response: SCIMResponse
  /** Takes out the token and whatever looks like one: for texts that people read. */
  redact(text: string): string
  /** Takes out the token alone, so that data stays what it is. */
  withoutToken(text: string): string
}

/**
 * Sends one request to the service, once: retries are up to the client in the browser, which knows its deadline.
 *
 * The links are those of the client; validation is not among them, since the client does that too.
 *
 * @throws {@link RelayRefusal} when there is no usable answer; what the token function throws, as it is
 */
export function createUpstream({
  token,
  baseUrl,
  transport,
  timeout,
  emit,
}: UpstreamSettings): (target: Target, passed: Passed) => Promise<UpstreamAnswer> {
  const headers = mergeHeaders(defaultHeaders(undefined, 'relay'))
  const limits = { timeout, deadline: Number.POSITIVE_INFINITY, token: tokenProvider(token) }
  return async ({ segment, operation, path }, passed) => {
    const links = [observe(), attemptTimeout(), auth(), codec(`${baseUrl}${segment}/`, transport)]
    const call = new Call(operation, VERSIONS[segment], systemClock(), limits, emit)
    try {
      const response = await compose(links, call)({ method: operation.method, path, headers, ...passed })
      if (response.status === 401) refuse('relay_upstream_failed', "the service refused the relay's token")
      return {
        response,
        redact: (text) => call.redact(text),
        withoutToken: (text) => text.replaceAll(call.secret, '(redacted)'),
      }
    } catch (error) {
      throw refusalOf(error)
    }
  }
}

/** Words of our own: those of a transport may name hosts and proxies that are nobody's business. */
function refusalOf(error: unknown): unknown {
  if (error instanceof SCIMTimeoutError) {
    return new RelayRefusal('relay_upstream_timeout', 'the service took too long')
  }
  if (error instanceof SCIMAbortError) return new RelayRefusal('relay_aborted', 'the caller went away')
  if (error instanceof SCIMConnectionError) {
    return new RelayRefusal('relay_upstream_failed', 'the service gave no answer')
  }
  if (error instanceof SCIMResponseError) {
    const { status } = error
    const what =
      status < 200 || status >= 300 ? 'a redirect, which is not followed' : 'something else than SCIM'
    return new RelayRefusal('relay_upstream_failed', `the service answered ${status} with ${what}`)
  }
  if (error instanceof SCIMValidationError) return new RelayRefusal('relay_bad_request', error.message)
  return error
}
