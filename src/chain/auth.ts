import { SCIMError } from '../errors/scim-error.ts'
import type { Call } from './call.ts'
import type { ChainMiddleware } from './middleware.ts'
import { checkToken } from './token.ts'

/** Adds `Authorization: Bearer …`, unless the caller or a middleware has set that header. */
export function auth(): ChainMiddleware<Call> {
  return {
    name: 'auth',
    async handle(request, next, call) {
      const { token } = call.limits
      const { authorization, cookie = '' } = request.headers
      if (authorization !== undefined || token === null) {
        call.useSecrets(authorization?.replace(/^\w+\s+/, '') ?? '', cookie)
        return next(request)
      }
      const secret = checkToken(
        await Promise.resolve(token(request.signal)).catch((cause: unknown) => {
          if (request.signal?.aborted || SCIMError.is(cause)) throw cause
          // Its message is not shown: that of a vault may quote the token itself.
          throw call.connectionError(request, 'the token function failed, see cause', cause)
        }),
      )
      call.useSecrets(secret, cookie)
      return next({ ...request, headers: { ...request.headers, authorization: `Bearer ${secret}` } })
    },
  }
}
