import type { Applied } from '../errors/applied.ts'
import type { SCIMConnectionError } from '../errors/connection-error.ts'
import { SCIMResponseError } from '../errors/response-error.ts'
import { SCIMError } from '../errors/scim-error.ts'
import { readReason } from '../protocol/error-envelope.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import { SCIMResponse } from '../protocol/response.ts'
import { failureText } from '../transports/failure-text.ts'
import { provesNothingSent } from '../transports/proof.ts'
import { DEFAULT_MAX_RESPONSE_SIZE, exceeds } from '../transports/read-text.ts'
import type { Transport, TransportInit } from '../transports/transport.ts'
import type { Call } from './call.ts'
import { unexpectedBody } from './expected-body.ts'
import type { ChainMiddleware } from './middleware.ts'
import { emitOutcome } from './observe.ts'
import { toJSON } from './to-json.ts'
import { encodeQuery } from './url.ts'

/** Innermost: writes JSON, hands the request to the transport and reads its answer. */
export function codec(
  baseUrl: string,
  transport: Transport,
  maxResponseSize: number = DEFAULT_MAX_RESPONSE_SIZE,
): ChainMiddleware<Call> {
  const options = { baseUrl, transport, maxResponseSize }
  return {
    name: 'codec',
    handle(request, _next, call) {
      let wire: WireRequest
      try {
        // Before the attempt is counted: a body that cannot be written is not sent.
        wire = {
          request,
          url: baseUrl + request.path + encodeQuery(request.query),
          body: request.body && toJSON(call.operation, request.body),
        }
      } catch (error) {
        return Promise.reject(error)
      }
      const attempt = ++call.attempts
      const { operation, emit } = call
      if (!emit) return send(options, wire, call)
      const started = call.clock.now()
      emit({ type: 'attempt.start', operation, attempt })
      return emitOutcome(emit, send(options, wire, call), (ending) => ({
        type: 'attempt.end',
        operation,
        attempt,
        ...ending,
        applied: call.applied,
        duration: call.clock.now() - started,
      }))
    },
  }
}

interface CodecOptions {
  readonly transport: Transport
  readonly maxResponseSize: number
}

/** A request with the parts that are written before the attempt is counted. */
interface WireRequest {
  readonly request: SCIMRequest
  readonly url: string
  readonly body: string | undefined
}

async function send(
  { transport, maxResponseSize }: CodecOptions,
  { request, url, body }: WireRequest,
  call: Call,
): Promise<SCIMResponse> {
  const { method, headers, signal } = request
  const before = call.applied
  const writes = method !== 'GET'
  // Until the answer says otherwise: an interrupted write may have taken effect.
  if (writes && before !== 'yes') call.applied = 'unknown'
  let response: SCIMResponse
  let isTooLarge = false
  try {
    const init: { -readonly [Key in keyof TransportInit]: TransportInit[Key] } = {
      method,
      headers,
      maxResponseSize,
    }
    if (body) init.body = body
    if (signal) init.signal = signal
    const answer = await transport(url, init)
    const { status, headers: answered } = answer
    const text = await answer.text()
    if (typeof status !== 'number' || typeof text !== 'string' || typeof answered?.get !== 'function') {
      throw new TypeError('transport: must resolve to { status, headers: { get }, text() }, as fetch does')
    }
    isTooLarge = exceeds(text, maxResponseSize)
    const rawBody = isTooLarge ? headOf(text) : text
    response = new SCIMResponse({ url, status, headers: answered, rawBody, attempts: call.attempts })
  } catch (thrown) {
    throw failureOf(thrown, { request, call, before })
  }
  const { status } = response
  // A 4xx changed nothing, but for 408, which a gateway may send after it has passed the request on.
  if (status >= 400 && status < 500 && status !== 408 && !mayBeHalfDone(request, response))
    call.applied = before
  if (status >= 400) return response
  const broken = isTooLarge
    ? `with a body of more than ${maxResponseSize} bytes: raise maxResponseSize if it is meant`
    : unexpectedBody(response, call.definition.expects)
  if (writes && status >= 200 && status < 300 && (!broken || isTruncated(response))) call.applied = 'yes'
  if (!broken) return response
  const message = call.describe(request, `${status} ${broken}`)
  throw new SCIMResponseError({ message, response, state: call })
}

/** A service that began to answer in JSON has made the change, even if the rest of the text was lost. */
function isTruncated({ rawBody, errors }: SCIMResponse): boolean {
  return /^\s*\{/.test(rawBody) && !errors
}

/** The beginning of a text, in a copy: a slice would keep the whole text in memory. */
function headOf(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text.slice(0, MAX_HEAD)))
}

/** Characters that the response of an error keeps of a body that is too large. */
const MAX_HEAD = 2000

/** Refusals of the whole request, before Slack processes any part of it. */
const EARLY_STATUSES: ReadonlySet<number> = /* @__PURE__ */ new Set([401, 405, 429])
const EARLY_REASONS: ReadonlySet<string | undefined> = /* @__PURE__ */ new Set([
  'no_such_user',
  'no_such_group',
])

/**
 * Whether a refused PATCH of several parts may have changed something: RFC 7644 3.5.2 demands all or nothing, and
 * Slack does not promise it.
 */
function mayBeHalfDone({ method, body = {} }: SCIMRequest, { status, errors }: SCIMResponse): boolean {
  const { schemas: _schemas, id: _id, Operations, ...attributes } = body
  const parts = Array.isArray(Operations) ? Operations : Object.keys(attributes)
  const isEarly = EARLY_STATUSES.has(status) || EARLY_REASONS.has(readReason(errors?.description))
  return method === 'PATCH' && parts.length > 1 && !isEarly
}

/** An attempt, and what was known about the write before it. */
interface Attempt {
  readonly request: SCIMRequest
  readonly call: Call
  readonly before: Applied
}

function failureOf(thrown: unknown, attempt: Attempt): unknown {
  try {
    return failure(thrown, attempt)
  } catch (cause) {
    // A Proxy or a getter that throws when it is looked at.
    return attempt.call.connectionError(attempt.request, 'no answer', cause)
  }
}

function failure(thrown: unknown, { request, call, before }: Attempt): unknown {
  if (request.signal?.aborted) return request.signal.reason
  const isProof = SCIMError.is(thrown) && thrown.code === 'connection_error'
  if (SCIMError.is(thrown) && !isProof) {
    call.applied = before
    return thrown
  }
  const cause = unwrapped(thrown)
  // An attempt that provably sent nothing adds no doubt, and takes none away.
  if (isProof ? (thrown as SCIMConnectionError).applied === 'no' : provesNothingSent(cause))
    call.applied = before
  return call.connectionError(request, `no answer: ${failureText(cause)}`, cause)
}

/** Without the FetchError of ofetch, which carries the request with its headers; its cause says more. */
function unwrapped(thrown: unknown): unknown {
  const { name, cause } = Object(thrown) as Thrown
  return name === 'FetchError' && 'options' in Object(thrown) ? cause : thrown
}

interface Thrown {
  readonly name?: unknown
  readonly cause?: unknown
}
