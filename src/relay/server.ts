/**
 * The server half of the relay: lets a browser use parts of SCIM, without the token.
 *
 * @module
 */

import { operationOf } from '../protocol/operations.ts'
import type { SCIMMethod } from '../protocol/request.ts'
import { emptyAnswer, errorAnswer } from './answer.ts'
import { type RelayWithheldEvent, withCause } from './events.ts'
import { checkAccount, checkGuestStatus } from './guest-status.ts'
import { isIdentity } from './identity.ts'
import { findTarget, type Target, VERSIONS } from './operations.ts'
import { checkRelayOptions, type RelayOptions, type RelaySettings } from './options.ts'
import { checkOrigin, corsHeaders, PREFLIGHT_HEADERS } from './origin.ts'
import type { Permit } from './permits.ts'
import { readQuery } from './query.ts'
import { refusalOf, refuse } from './refusal.ts'
import { readNothing, readObject } from './request-body.ts'
import { answerFromService } from './service-answer.ts'
import { startTimeLimit, type TimeLimit } from './time-limit.ts'
import { createUpstream, type Passed, type Upstream, type UpstreamAnswer } from './upstream.ts'
import { readWrite } from './write.ts'

export type { RelayEvent, RelayRefusedEvent, RelayWithheldEvent } from './events.ts'
export type { RelayOperation } from './operations.ts'
export type { RelayOptions } from './options.ts'
export type { RelayReason } from './refusal.ts'
export type * from './rules.ts'

/** Answers a request of `relayTransport`; to be mounted in whatever takes such a function. */
export type Relay = (request: Request) => Promise<Response>

/** One request, and what the relay has found out about it so far. */
interface Exchange {
  readonly request: Request
  readonly time: TimeLimit
  cors: Readonly<Record<string, string>>
  segments: readonly string[]
  target?: Target
}

/** The methods that take no body. */
const BODYLESS: ReadonlySet<SCIMMethod> = /* @__PURE__ */ (() => new Set<SCIMMethod>(['GET', 'DELETE']))()

/**
 * Makes a relay: it takes the requests of `relayTransport` and sends to Slack those that are allowed, with the
 * token, one for one, but that it reads an account before a write whose effect hangs on it. Retries are the client's.
 *
 * Nothing is allowed until `authorize` says who is asking and `allow` names the operation and its attributes. The
 * relay writes anew what it sends and what it answers: no header, parameter or path of the browser reaches Slack, no
 * header of Slack but `Retry-After` and no prose of its errors reaches the browser. A refusal is an error in the
 * envelope of SCIM whose description begins with `relay_`.
 *
 * @param options - `token`, `origins`, `authorize` and `allow`; see {@link RelayOptions} for the rest
 * @returns a function for a Next.js route, a Worker, Hono, Bun or Deno; it never rejects, and answers within
 *   `timeout`: what `authorize`, `allow`, the token function or the transport throw is answered with `relay_failed` or
 *   `relay_upstream_failed`, and handed to `onEvent`
 * @throws {@link SCIMConfigurationError} naming the option that is missing, unknown or impossible
 *
 * @example
 * ```ts
 * import { createRelay } from 'slack-scim/relay/server'
 *
 * declare const env: { SLACK_TOKEN: string }
 * declare function sessionOf(request: Request): Promise<{ slackId: string } | undefined>
 *
 * // app/api/scim/[...path]/route.ts of Next.js
 * const relay = createRelay({
 *   token: () => env.SLACK_TOKEN,
 *   origins: ['https://people.example.com'],
 *   authorize: (request) => sessionOf(request),
 *   allow: ({ slackId }) => ({
 *     searchUsers: { attributes: ['displayName', 'photos'], filterBy: ['userName'] },
 *     patchUser: { attributes: ['title'], ids: [slackId] },
 *   }),
 * })
 * export { relay as GET, relay as PATCH }
 * ```
 */
export function createRelay<Identity>(options: RelayOptions<Identity>): Relay {
  const settings = checkRelayOptions(options)
  const upstream = createUpstream(settings)
  return async (request) => {
    const time = startTimeLimit(settings.timeout, settings.clock)
    const exchange: Exchange = { request, time, cors: {}, segments: [] }
    try {
      return await answer(exchange, settings, upstream)
    } catch (error) {
      return answerRefusal(error, exchange, settings)
    } finally {
      time.end()
    }
  }
}

async function answer<Identity>(
  exchange: Exchange,
  settings: RelaySettings<Identity>,
  upstream: Upstream,
): Promise<Response> {
  const { request, time } = exchange
  const { clock, emit, maxBodyBytes } = settings
  time.follow(request.signal)
  const url = new URL(request.url)
  exchange.segments = segmentsBelow(settings.path, url.pathname)
  exchange.cors = corsHeaders(request, settings)
  if (request.method === 'OPTIONS' && exchange.cors['access-control-allow-origin'] !== undefined) {
    return emptyAnswer(204, { ...exchange.cors, ...PREFLIGHT_HEADERS })
  }
  checkOrigin(request, url, settings)
  const target = findTarget(request.method, exchange.segments)
  exchange.target = target
  const permit = await permitFor(exchange, target, settings)
  const query = readQuery(target, url.searchParams, permit)
  const isBodyless = BODYLESS.has(target.operation.method)
  const given = await time.race('body', () =>
    isBodyless ? readNothing(request, time.signal) : readObject(request, maxBodyBytes, time.signal),
  )
  const body = given && readWrite(target, given, permit)
  const send = (asked: Pick<Passed, 'target' | 'query' | 'body'>): Promise<UpstreamAnswer> =>
    time.race('service', () => upstream({ ...asked, signal: request.signal, timeout: time.left() }))
  const show = ({ response, mask, redact }: UpstreamAnswer): Response =>
    answerFromService({ target, permit, response, mask, now: clock.now() }, exchange.cors, (message) => {
      const { name: operation, method } = target.operation
      const { status, errors, rawBody } = response
      const event: RelayWithheldEvent = { type: 'relay.withheld', method, operation, status, message }
      emit(withCause(event, redact((errors?.description ?? rawBody).slice(0, 500))))
    })
  if (body && checkGuestStatus({ target, body, permit })) {
    const operation = operationOf('readUser', VERSIONS[target.segment]) as Target['operation']
    const read = await send({ target: { ...target, operation }, query: {}, body: undefined })
    if (read.response.status >= 400) return show(read)
    checkAccount({ target, body, permit }, read.response.body)
  }
  return show(await send({ target, query, body }))
}

function segmentsBelow(path: string, pathname: string): readonly string[] {
  return pathname.startsWith(`${path}/`) ? pathname.slice(path.length + 1).split('/') : []
}

async function permitFor<Identity>(
  { request, time }: Exchange,
  { operation, id }: Target,
  { authorize, permits }: RelaySettings<Identity>,
): Promise<Permit> {
  const identity = await time.race('authorize', () => authorize(request))
  if (!isIdentity(identity))
    return refuse('relay_unauthenticated', 'authorize knows no session of this request')
  const permit = (await time.race('allow', () => permits(identity))).get(operation.name)
  if (!permit) return refuse('relay_forbidden', `${operation.name} is not allowed`)
  if (permit.ids && !permit.ids.has(id ?? '')) {
    return refuse('relay_forbidden', `${operation.name} is not allowed for this id`)
  }
  return permit
}

/** The answer to a request that failed, whatever it failed with. */
function answerRefusal<Identity>(
  error: unknown,
  { request, cors, segments: [segment], target }: Exchange,
  { emit }: RelaySettings<Identity>,
): Response {
  const { status, reason, message, headers, cause } = refusalOf(error)
  const method = String(request?.method).slice(0, 32)
  const operation = target && { operation: target.operation.name }
  emit(withCause({ type: 'relay.refused', method, ...operation, status, reason, message }, cause))
  return errorAnswer({ segment, status, description: message }, { ...cors, ...headers })
}
