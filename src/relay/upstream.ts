import { auth } from '../chain/auth.ts'
import { Call } from '../chain/call.ts'
import { codec } from '../chain/codec.ts'
import { defaultHeaders, mergeHeaders } from '../chain/headers.ts'
import { type ChainNext, compose } from '../chain/middleware.ts'
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
import type { Clock } from '../time/clock.ts'
import type { Transport } from '../transports/transport.ts'
import type { RelayEvent } from './events.ts'
import { type Target, VERSIONS } from './operations.ts'
import { RelayRefusal } from './refusal.ts'

/** How the service is reached. */
export interface UpstreamSettings {
  readonly token: TokenSource
  /** Above the versions. */
  readonly baseUrl: string
  readonly transport: Transport
  /** Bytes of one decoded answer. */
  readonly maxResponseSize: number | undefined
  readonly clock: Clock
  readonly emit: (event: RelayEvent) => void
}

/** The part of a request that passes through the relay, checked and written anew. */
export interface Passed extends Pick<SCIMRequest, 'query' | 'body' | 'signal'> {
  readonly target: Target
  /** Milliseconds until the last byte of the answer. */
  readonly timeout: number
}

/** An answer of the service, and two ways to take secrets out of its texts. */
export interface UpstreamAnswer {
  readonly response: SCIMResponse
  /** Masks the token and whatever looks like one: for texts that people read. */
  redact(text: string): string
  /** Masks the token alone, so that data stays what it is. */
  mask(text: string): string
}

/** Sends a request to the service. */
export type Upstream = (passed: Passed) => Promise<UpstreamAnswer>

/** Slack has no shorter tokens, and masking them would tear words apart. */
const MIN_SECRET = 8

/**
 * Sends one request to the service, once: retries are up to the client in the browser, which knows its deadline.
 *
 * The middleware is that of the client; validation is not part of it, since the client validates too.
 *
 * @throws {@link RelayRefusal} when there is no usable answer
 */
export function createUpstream(settings: UpstreamSettings): Upstream {
  const { token, baseUrl, transport, maxResponseSize, clock, emit } = settings
  const headers = mergeHeaders(defaultHeaders(undefined, 'relay'))
  const provider = tokenProvider(token)
  const chainTo = (segment: keyof typeof VERSIONS): ChainNext<Call> =>
    compose([observe(), attemptTimeout(), auth(), codec(`${baseUrl}${segment}/`, transport, maxResponseSize)])
  const chains = { v1: chainTo('v1'), v2: chainTo('v2') }
  return async ({ target: { segment, operation, path }, timeout, ...passed }) => {
    const limits = { timeout, deadline: Number.POSITIVE_INFINITY, token: provider }
    const call = new Call(operation, { version: VERSIONS[segment], clock, limits, emit })
    try {
      const response = await chains[segment]({ method: operation.method, path, headers, ...passed }, call)
      const { secret } = call
      return {
        response,
        redact: (text) => call.redact(text),
        mask: (text) =>
          secret.length >= MIN_SECRET && text.includes(secret) ? text.replaceAll(secret, '(redacted)') : text,
      }
    } catch (error) {
      throw upstreamRefusal(error)
    }
  }
}

/** The relay's own words: those of a transport may name hosts and proxies. */
function upstreamRefusal(cause: unknown): unknown {
  const refusal = (detail: string): RelayRefusal =>
    new RelayRefusal('relay_upstream_failed', detail, { cause })
  if (cause instanceof SCIMTimeoutError) {
    return new RelayRefusal('relay_upstream_timeout', 'the service took too long', { cause })
  }
  if (cause instanceof SCIMAbortError) {
    return new RelayRefusal('relay_aborted', 'the browser closed the request', { cause })
  }
  if (cause instanceof SCIMConnectionError) return refusal('the service gave no answer')
  if (cause instanceof SCIMResponseError) {
    const { status } = cause
    const isSuccess = status >= 200 && status < 300
    const isRedirect = status >= 300 || status === 0
    const what = isRedirect ? 'a redirect, which is not followed' : 'no status of an answer'
    return refusal(`the service answered ${status} with ${isSuccess ? 'something else than SCIM' : what}`)
  }
  if (cause instanceof SCIMValidationError) {
    return new RelayRefusal('relay_bad_request', 'the body cannot be written as JSON', { cause })
  }
  return cause
}
