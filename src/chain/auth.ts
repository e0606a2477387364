import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { raceSignal } from '../time/signal.ts'
import type { Call } from './call.ts'
import type { Link } from './middleware.ts'

/** Where a token comes from: itself, or a function that is asked for every attempt, so that it may rotate. */
export type TokenSource = string | (() => string | Promise<string>)

/** Adds `Authorization: Bearer …`, unless the caller or a link has set that header. */
export function auth(): Link<Call> {
  return {
    name: 'auth',
    async handle(request, next, call) {
      const { token } = call.limits
      const { authorization } = request.headers
      if (authorization !== undefined || token === null) {
        call.secret = authorization?.replace(/^\w+\s+/, '') ?? ''
        return next(request)
      }
      const secret = checkToken(await token(request.signal))
      call.secret = secret
      return next({ ...request, headers: { ...request.headers, authorization: `Bearer ${secret}` } })
    },
  }
}

/** Asks for a token; the signal is that of the attempt which needs it. */
export type AskToken = (signal: AbortSignal | undefined) => string | Promise<string>

/** A source that concurrent calls share: they wait for one promise, later ones ask again, also if it hung. */
export function sharedToken(source: TokenSource): AskToken {
  let pending: Promise<string> | undefined
  const forget = (): void => {
    pending = undefined
  }
  return (signal) => {
    if (typeof source === 'string') return source
    pending ??= Promise.resolve(source()).finally(forget)
    return raceSignal(signal, pending).finally(forget)
  }
}

/** The token, if it can stand in a header; the message never shows it. */
export function checkToken(token: unknown): string {
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token
  throw new SCIMConfigurationError(
    'token must be text without white space, a function that gives it, or null',
  )
}
