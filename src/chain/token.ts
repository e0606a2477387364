import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { raceSignal } from '../time/signal.ts'

/** Where a token comes from: itself, or a function that is asked for every attempt, so that it may rotate. */
export type TokenSource = string | (() => string | Promise<string>)

/** Asks for a token; the signal is that of the attempt which needs it. */
export type TokenProvider = (signal: AbortSignal | undefined) => string | Promise<string>

/**
 * The way to ask a source; null where there is none to ask. Concurrent calls share a function's answer: they wait
 * for one promise, later ones ask again, also if it hung.
 */
export function tokenProvider(source: TokenSource | null): TokenProvider | null {
  if (source === null) return null
  if (typeof source !== 'function') {
    const token = checkToken(source)
    return () => token
  }
  let pending: Promise<string> | undefined
  return async (signal) => {
    pending ??= Promise.resolve(source())
    const asked = pending
    try {
      return await raceSignal(signal, asked)
    } finally {
      // Only its own: another may have been asked since.
      if (pending === asked) pending = undefined
    }
  }
}

/** The token, if it can stand in a header; the message never shows it. */
export function checkToken(token: unknown): string {
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token
  throw new SCIMConfigurationError(
    'token must be text without white space, a function that gives it, or null',
  )
}
