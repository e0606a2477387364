import { SCIMError } from '../errors/scim-error.ts'
import type { Call } from './call.ts'
import type { ChainMiddleware } from './middleware.ts'
import { checkToken } from './token.ts'

/** Adds `Authorization: Bearer …`, unless the caller or a link has set that header. */
export function auth(): ChainMiddleware<Call> {
  return {
    name: 'auth',
    async handle(request, next, call) {
      const { token } = call.limits
      const { authorization } = request.headers
      if (authorization !== undefined || token === null) {
        call.secret = authorization?.replace(/^\w+\s+/, '') ?? ''
        return next(request)
      }
      const secret = checkToken(
        await Promise.resolve(token(request.signal)).catch((cause: unknown) => {
          if (request.signal?.aborted || SCIMError.is(cause)) throw cause
          throw call.connectionError(request, `no token: ${(cause as Error | undefined)?.message}`, cause)
        }),
      )
      call.secret = secret
      return next({ ...request, headers: { ...request.headers, authorization: `Bearer ${secret}` } })
    },
  }
}
