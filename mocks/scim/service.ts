import type { AssumptionLedger } from '../assumptions/ledger.ts'
import { isObject, type JSONObject } from '../attributes/json.ts'
import { requireAdmin } from '../directory/privileges.ts'
import { blankUser, type UserRecord } from '../directory/user.ts'
import { REASONS, Refusal, refuse } from '../errors/refusal.ts'
import type { WireReply, WireRequest } from '../http/wire.ts'
import type { SCIMContext } from './resources/call.ts'
import type { Answer, Dialect } from './resources/dialect.ts'
import { findRoute, type Route } from './routes.ts'
import { scim1 } from './v1/dialect.ts'
import { scim2 } from './v2/dialect.ts'

/** The statuses of refusals that were not observed. */
const UNVERIFIED: ReadonlySet<number> = new Set([403, 405, 500])

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The SCIM service: answers every request below its base URL. */
export interface SCIMService {
  answer(request: WireRequest): WireReply
  /** Renders a refusal that was decided outside in the envelope of the request's dialect. */
  refuse(request: WireRequest, refusal: Refusal): WireReply
  /** The operation that a request asks for, or null. */
  operation(request: WireRequest): string | null
}

/** Binds the routes to one directory. */
export function createSCIMService(context: SCIMContext): SCIMService {
  const { ledger, tokens } = context
  const prefix = new URL(context.baseUrl).pathname
  const segmentsOf = (url: URL): string[] => {
    const segments = url.pathname.slice(prefix.length).split('/')
    const open = segments.length > 1 && segments.at(-1) === ''
    return open && ledger.peek('trailing-slash') === 'accepted' ? segments.slice(0, -1) : segments
  }
  const reply = (answer: Answer): WireReply => {
    if (answer.body === undefined) return { status: answer.status, headers: baseHeaders(), body: '' }
    const text = JSON.stringify(answer.body)
    // In a JSON text a slash occurs only inside strings.
    const escaped = text.includes('/') && ledger.assume('escaped-slashes') === 'escaped'
    const body = escaped ? text.replaceAll('/', '\\/') : text
    return {
      status: answer.status,
      headers: { ...baseHeaders(), 'content-type': 'application/json; charset=utf-8' },
      body,
    }
  }
  const refusalReply = (refusal: Refusal, dialect: Dialect): WireReply => {
    // Both dialects answer a bad token in the envelope of 1.1 (tests of Slack's Java SDK).
    const envelope = refusal.status === 401 ? scim1 : dialect
    return reply({ status: refusal.status, body: envelope.renderError(refusal) })
  }
  const actorFor = (request: WireRequest, access: Route['access']): UserRecord => {
    const authorization = request.headers.get('authorization')
    if (access === 'config') {
      const open = authorization !== null || ledger.assume('config-without-authorization') === 'public'
      return open ? blankUser('', 0) : refuse('missing_authentication')
    }
    try {
      const { user, level } = tokens.holder(authorization)
      requireAdmin(user, level, context.directory.organization)
      return user
    } catch (error) {
      const open = access === 'discovery' && ledger.assume('schemas-with-bad-token') === 'public'
      if (open) return blankUser('', 0)
      throw error
    }
  }

  const serve = (request: WireRequest, dialect: Dialect, segments: readonly string[]): Answer => {
    if (!METHODS.includes(request.method)) refuse('method_not_allowed')
    const found = findRoute(dialect.version, request.method, segments)
    const actor = actorFor(request, found?.route.access ?? 'token')
    if (!found || found.id === '') refuseAddress(segments, request.method)
    const writes = request.method === 'POST' || request.method === 'PUT' || request.method === 'PATCH'
    return found.route.handle({
      ...context,
      dialect,
      actor,
      id: decode(found.id ?? ''),
      query: request.url.searchParams,
      body: writes ? readBody(request, context) : {},
    })
  }

  return {
    answer(request) {
      if (request.url.pathname.endsWith('/')) ledger.assume('trailing-slash')
      const [version, ...segments] = segmentsOf(request.url)
      const dialect = dialectOf(version)
      try {
        return reply(dialect ? serve(request, dialect, segments) : refuse('unsupported_version'))
      } catch (error) {
        if (error instanceof Refusal) return refusalReply(withStatus(error, ledger), dialect ?? scim1)
        throw error
      }
    },
    refuse(request, refusal) {
      const [version] = segmentsOf(request.url)
      return refusalReply(refusal, dialectOf(version) ?? scim1)
    },
    operation(request) {
      const [version, ...segments] = segmentsOf(request.url)
      const dialect = dialectOf(version)
      return (dialect && findRoute(dialect.version, request.method, segments)?.route.operation) ?? null
    },
  }
}

/** A refusal with the status that is assumed, where that was not observed. */
function withStatus(refusal: Refusal, ledger: AssumptionLedger): Refusal {
  const { context, reason, status } = refusal
  if (status !== REASONS[reason] || !UNVERIFIED.has(status)) return refusal
  return ledger.assume('refusal-status') === '400' ? new Refusal(reason, { context, status: 400 }) : refusal
}

function dialectOf(segment: string | undefined): Dialect | undefined {
  return [scim1, scim2].find((dialect) => dialect.segment === segment)
}

/** Refuses an unknown path; one that lacks the id of a resource has a reason of its own. */
function refuseAddress([collection, id]: readonly string[], method: string): never {
  if (method !== 'POST' && !id) {
    if (collection === 'Users') refuse('missing_user_id')
    if (collection === 'Groups') refuse('missing_group_id')
  }
  return refuse('bad_endpoint')
}

function readBody(request: WireRequest, { ledger }: SCIMContext): JSONObject {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  checkMediaType(type.trim().toLowerCase(), ledger)
  try {
    const body: unknown = JSON.parse(request.body)
    return isObject(body) ? body : refuse('invalid_request_payload')
  } catch {
    return refuse('invalid_request_payload')
  }
}

/** Refuses a media type, and names it: a `fetch` without the header sends text/plain. */
function checkMediaType(type: string, ledger: AssumptionLedger): void {
  if (type === 'application/json') return
  const rule = ledger.assume('media-type')
  if (rule === 'any' || (rule === 'scim-json-too' && type === 'application/scim+json')) return
  refuse('invalid_request_payload', {
    context: `Content-Type: ${type || 'none'}; send application/json`,
  })
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return refuse('cannot_decode_user_id')
  }
}

function baseHeaders(): Record<string, string> {
  return { 'referrer-policy': 'no-referrer', vary: 'Accept-Encoding', 'x-frame-options': 'SAMEORIGIN' }
}
