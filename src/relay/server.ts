/**
 * The server half of the relay: lets a browser use parts of SCIM, without the token.
 *
 * @module
 */

import { answerWith, emptyAnswer, errorAnswer } from './answer.ts'
import { findTarget, type Target } from './operations.ts'
import { checkRelayOptions, type RelayOptions, type RelaySettings } from './options.ts'
import { checkOrigin, corsHeaders, PREFLIGHT_HEADERS } from './origin.ts'
import type { Permit } from './permits.ts'
import { readQuery } from './query.ts'
import { RelayRefusal, refuse } from './refusal.ts'
import { readNothing, readObject } from './request-body.ts'
import { createUpstream, type Passed } from './upstream.ts'
import { readWrite } from './write.ts'

export type { RelayEvent, RelayRefusedEvent } from './events.ts'
export type { RelayOperation } from './operations.ts'
export type { RelayOptions } from './options.ts'
export type { RelayReason } from './refusal.ts'
export type * from './rules.ts'

/** Answers a request of `relayTransport`; to be mounted in whatever takes such a function. */
export type Relay = (request: Request) => Promise<Response>

/**
 * Makes a relay: it takes the requests of `relayTransport` and sends to Slack those that are allowed, with the
 * token, one for one. Retries are the client's.
 *
 * Nothing is allowed until `authorize` says who is asking and `allow` names the operation and its attributes. What
 * is sent is written anew from what was checked, and so is what is answered: no header, parameter or path of the
 * browser's reaches Slack, no header of Slack's but `Retry-After` reaches the browser. A refusal is an error in the
 * envelope of SCIM whose description begins with `relay_`.
 *
 * @param options - `token`, `authorize` and `allow`; see {@link RelayOptions} for the rest
 * @returns a function for a Next.js route, a Worker, Hono, Bun or Deno; it rejects only with what `authorize`,
 *   `allow` or the token function throw, and with a {@link SCIMConfigurationError} for rules that make no sense
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
    const { method } = request
    const url = new URL(request.url)
    const cors = corsHeaders(request, settings)
    const isForeign = cors['access-control-allow-origin'] !== undefined
    if (method === 'OPTIONS' && isForeign) return emptyAnswer(204, { ...cors, ...PREFLIGHT_HEADERS })
    const segments = segmentsBelow(settings.path, url.pathname)
    let target: Target | undefined
    try {
      checkOrigin(request, url, settings)
      target = findTarget(method, segments)
      const permit = await permitFor(target, request, settings)
      const passed = await readRequest(target, request, url, permit, settings)
      return answerWith(target, await upstream(target, passed), permit, cors)
    } catch (error) {
      if (!(error instanceof RelayRefusal)) throw error
      const { status, reason, message, headers } = error
      const operation = target && { operation: target.operation.name }
      settings.emit({ type: 'relay.refused', method, ...operation, status, reason, message })
      return errorAnswer(segments[0], status, message, { ...cors, ...headers })
    }
  }
}

function segmentsBelow(path: string, pathname: string): string[] {
  return pathname.startsWith(`${path}/`) ? pathname.slice(path.length + 1).split('/') : []
}

async function permitFor<Identity>(
  { operation, id }: Target,
  request: Request,
  { authorize, permits }: RelaySettings<Identity>,
): Promise<Permit> {
  const identity = await authorize(request)
  if (!identity) return refuse('relay_unauthenticated', 'nobody is signed in')
  const permit = (await permits(identity)).get(operation.name)
  if (!permit) return refuse('relay_forbidden', `${operation.name} is not allowed`)
  if (permit.ids && !permit.ids.has(id ?? '')) {
    return refuse('relay_forbidden', `${operation.name} is not allowed for this id`)
  }
  return permit
}

async function readRequest(
  target: Target,
  request: Request,
  url: URL,
  permit: Permit,
  { maxBodyBytes }: { readonly maxBodyBytes: number },
): Promise<Passed> {
  const query = readQuery(target, url.searchParams, permit)
  const { signal } = request
  if (/^(GET|DELETE)$/.test(target.operation.method)) {
    await readNothing(request)
    return { query, signal }
  }
  const body = readWrite(target, await readObject(request, maxBodyBytes), permit)
  return { query, body, signal }
}
