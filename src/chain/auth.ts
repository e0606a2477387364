import { SCIMError } from '../errors/scim-error.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import type { Call } from './call.ts'
import type { ChainMiddleware, ChainNext } from './middleware.ts'
import { checkToken } from './token.ts'

/** The headers of the last attempt, without and with its token. */
interface Authorized {
  readonly secret: string
  readonly plain: SCIMRequest['headers']
  readonly authorized: SCIMRequest['headers']
}

/** Adds `Authorization: Bearer …`, unless the caller or a middleware has set that header. */
export function auth(): ChainMiddleware<Call> {
  // Most calls of a client have the same headers and the same token.
  let last: Authorized = { secret: '', plain: {}, authorized: {} }
  const authorize = (request: SCIMRequest, secret: string, call: Call): SCIMRequest => {
    const { headers } = request
    call.useSecrets(secret, headers.cookie ?? '')
    if (secret !== last.secret || headers !== last.plain) {
      const authorized = Object.freeze({ ...headers, authorization: `Bearer ${secret}` })
      last = { secret, plain: headers, authorized }
    }
    return { ...request, headers: last.authorized }
  }
  return {
    name: 'auth',
    handle(request, next, call) {
      const { token } = call.limits
      if (request.headers.authorization !== undefined || token === null) return sendAsIs(request, next, call)
      const given = token(request.signal)
      if (typeof given === 'string') return next(authorize(request, given, call), call)
      return asked(given, request, call).then((secret) =>
        next(authorize(request, checkToken(secret), call), call),
      )
    },
  }
}

/** Sends a request that has credentials of its own, or needs none. */
async function sendAsIs(request: SCIMRequest, next: ChainNext<Call>, call: Call): Promise<SCIMResponse> {
  const { authorization, cookie = '' } = request.headers
  call.useSecrets(authorization?.replace(/^\w+\s+/, '') ?? '', cookie)
  return next(request, call)
}

/** The token of a token function, or an error that shows nothing of it. */
function asked(token: Promise<string>, request: SCIMRequest, call: Call): Promise<string> {
  return token.catch((cause: unknown) => {
    if (SCIMError.is(cause)) throw cause
    // Its message is not shown: that of a vault may quote the token itself.
    throw call.connectionError(request, 'the token function failed, see cause', cause)
  })
}
