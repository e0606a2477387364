import { SCIMError } from '../errors/scim-error.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import type { Call } from './call.ts'
import type { ChainMiddleware } from './middleware.ts'
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
  return {
    name: 'auth',
    async handle(request, next, call) {
      const { headers } = request
      const { token } = call.limits
      const { authorization, cookie = '' } = headers
      if (authorization !== undefined || token === null) {
        call.useSecrets(authorization?.replace(/^\w+\s+/, '') ?? '', cookie)
        return next(request, call)
      }
      const given = token(request.signal)
      const secret = typeof given === 'string' ? given : checkToken(await asked(given, request, call))
      call.useSecrets(secret, cookie)
      if (secret !== last.secret || headers !== last.plain) {
        const authorized = Object.freeze({ ...headers, authorization: `Bearer ${secret}` })
        last = { secret, plain: headers, authorized }
      }
      return next({ ...request, headers: last.authorized }, call)
    },
  }
}

/** The token of a token function, or an error that shows nothing of it. */
function asked(token: Promise<string>, request: SCIMRequest, call: Call): Promise<string> {
  return token.catch((cause: unknown) => {
    if (request.signal?.aborted || SCIMError.is(cause)) throw cause
    // Its message is not shown: that of a vault may quote the token itself.
    throw call.connectionError(request, 'the token function failed, see cause', cause)
  })
}
