import type { Applied } from '../errors/applied.ts'
import type { SCIMConnectionError } from '../errors/connection-error.ts'
import { SCIMResponseError } from '../errors/response-error.ts'
import { SCIMError } from '../errors/scim-error.ts'
import { readReason } from '../protocol/error-envelope.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import { SCIMResponse } from '../protocol/response.ts'
import { failureText } from '../transports/failure-text.ts'
import { provesNothingSent } from '../transports/proof.ts'
import type { Transport } from '../transports/transport.ts'
import type { Call } from './call.ts'
import { unexpectedBody } from './expected-body.ts'
import type { ChainMiddleware } from './middleware.ts'
import { emitOutcome } from './observe.ts'
import { toJSON } from './to-json.ts'
import { encodeQuery } from './url.ts'

/** Innermost: writes JSON, hands the request to the transport, reads what came back. */
export function codec(baseUrl: string, transport: Transport): ChainMiddleware<Call> {
  return {
    name: 'codec',
    async handle(request, _next, call) {
      // Before it counts as an attempt: what cannot be written is not sent.
      const url = baseUrl + request.path + encodeQuery(request.query)
      const body = request.body && toJSON(call.operation, request.body)
      const attempt = ++call.attempts
      const started = call.clock.now()
      const { operation, emit } = call
      emit({ type: 'attempt.start', operation, attempt })
      return emitOutcome(call, send(url, body, transport, request, call), (ending) => ({
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

async function send(
  url: string,
  body: string | undefined,
  transport: Transport,
  request: SCIMRequest,
  call: Call,
): Promise<SCIMResponse> {
  const { method, headers, signal } = request
  const before = call.applied
  const writes = method !== 'GET'
  // Until the answer says otherwise: whoever is interrupted from here on cannot know.
  if (writes && before !== 'yes') call.applied = 'unknown'
  let response: SCIMResponse
  try {
    const answer = await transport(url, { method, headers, ...(body && { body }), ...(signal && { signal }) })
    const { attempts } = call
    const rawBody = await answer.text()
    response = new SCIMResponse({ url, status: answer.status, headers: answer.headers, rawBody, attempts })
  } catch (thrown) {
    throw failure(thrown, request, call, before)
  }
  const { status } = response
  // A 4xx changed nothing, but for 408, which a gateway may send after it has passed the request on.
  if (status >= 400 && status < 500 && status !== 408 && !mayBeHalfDone(request, response))
    call.applied = before
  if (status >= 400) return response
  const broken = unexpectedBody(response, call.definition.expects)
  // What a service began to write in JSON it has done, even if the rest of the text was lost.
  const truncated = /^\s*\{/.test(response.rawBody) && !response.errors
  if (writes && status >= 200 && status < 300 && (!broken || truncated)) call.applied = 'yes'
  if (!broken) return response
  throw new SCIMResponseError(call.describe(request, `${status} ${broken}`), response, call)
}

/**
 * Whether a PATCH that was refused may have changed something: all of it or nothing is what RFC 7644 3.5.2 asks
 * for, and what Slack does not promise. What is refused for itself never got so far.
 */
function mayBeHalfDone({ method, body = {} }: SCIMRequest, { status, errors }: SCIMResponse): boolean {
  const { schemas: _schemas, id: _id, Operations, ...attributes } = body
  const parts = Array.isArray(Operations) ? Operations : Object.keys(attributes)
  const early =
    /^(401|405|429)$/.test(String(status)) ||
    /^no_such_(user|group)$/.test(readReason(errors?.description) ?? '')
  return method === 'PATCH' && parts.length > 1 && !early
}

function failure(thrown: unknown, request: SCIMRequest, call: Call, before: Applied): unknown {
  if (request.signal?.aborted) return request.signal.reason
  const ours = SCIMError.is(thrown) && thrown.code === 'connection_error'
  if (SCIMError.is(thrown) && !ours) {
    call.applied = before
    return thrown
  }
  // ofetch's FetchError carries the request with its headers; what it wraps says more and holds less.
  const outer = (thrown ?? {}) as Thrown
  const inner = ((outer.name === 'FetchError' && outer.cause) || outer) as Thrown
  // An attempt that provably sent nothing adds no doubt, and takes none away.
  if (ours ? (thrown as SCIMConnectionError).applied === 'no' : provesNothingSent(inner))
    call.applied = before
  return call.connectionError(request, `no answer: ${failureText(inner)}`, inner)
}

interface Thrown {
  readonly name?: unknown
  readonly cause?: unknown
}
