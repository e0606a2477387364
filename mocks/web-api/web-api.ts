import type { Directory } from '../directory/directory.ts'
import type { Tokens } from '../directory/tokens.ts'
import { Refusal } from '../errors/refusal.ts'
import type { WireReply, WireRequest } from '../http/wire.ts'
import { authTest } from './auth-test.ts'
import type { WebAPICall } from './call.ts'
import { usersList } from './users-list.ts'

/**
 * The two methods of the Web API that a provisioning tool needs beside SCIM, which has no `/Me` and does not
 * show owners, admins or bots (https://docs.slack.dev/reference/methods).
 */
export interface WebAPI {
  answer(request: WireRequest): WireReply
  refuse(request: WireRequest, refusal: Refusal): WireReply
  operation(request: WireRequest): string | null
}

/** The methods, by name. */
export const WEB_API_METHODS: Readonly<Record<string, WebAPIMethod>> = {
  'auth.test': { answer: authTest },
  'users.list': { answer: usersList, scope: 'users:read' },
}

interface WebAPIMethod {
  /** The scope that the token must have; absent: none (https://docs.slack.dev/reference/methods). */
  readonly scope?: string
  answer(call: WebAPICall): object
}

/** Binds the methods to one directory. */
export function createWebAPI(directory: Directory, tokens: Tokens): WebAPI {
  const methods = new Map(Object.entries(WEB_API_METHODS))
  const nameOf = (request: WireRequest): string => request.url.pathname.slice('/api/'.length)

  return {
    answer(request) {
      const method = methods.get(nameOf(request))
      if (!method) return reply({ ok: false, error: 'unknown_method' })
      const args = argumentsOf(request)
      const token = args.get('token')
      const authorization =
        request.headers.get('authorization') ?? (token === null ? null : `Bearer ${token}`)
      if (authorization === null) return reply({ ok: false, error: 'not_authed' })
      try {
        const { user, scopes } = tokens.holder(authorization)
        const { scope } = method
        if (scope !== undefined && scopes && !scopes.includes(scope))
          return reply({ ok: false, error: 'missing_scope', needed: scope, provided: scopes.join(',') })
        return reply(method.answer({ actor: user, directory, args }))
      } catch (error) {
        if (error instanceof Refusal) return reply({ ok: false, error: 'invalid_auth' })
        throw error
      }
    },
    refuse: (_, { status }) => ({
      ...reply({ ok: false, error: status === 429 ? 'ratelimited' : 'internal_error' }),
      status,
    }),
    operation: (request) => (methods.has(nameOf(request)) ? nameOf(request) : null),
  }
}

function argumentsOf(request: WireRequest): URLSearchParams {
  const args = new URLSearchParams(request.url.searchParams)
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(request.body)) args.set(name, value)
  }
  if (type.startsWith('application/json')) {
    try {
      for (const [name, value] of Object.entries(JSON.parse(request.body) as object))
        args.set(name, String(value))
    } catch {
      // A body that is not JSON has no arguments.
    }
  }
  return args
}

/** The Web API answers a failed call with 200 as well. */
function reply(body: object): WireReply {
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body).replaceAll('/', '\\/'),
  }
}
