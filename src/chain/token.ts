import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { raceSignal } from '../time/signal.ts'

/** Where a token comes from: itself, or a function that is asked for every attempt, so that it may rotate. */
export type TokenSource = string | (() => string | Promise<string>)

/** Asks for a token; the signal is that of the attempt which needs it. */
export type AskToken = (signal: AbortSignal | undefined) => string | Promise<string>

/** A source that concurrent calls share: they wait for one promise, later ones ask again, also if it hung. */
export function sharedToken(source: TokenSource): AskToken {
  let pending: Promise<string> | undefined
  return async (signal) => {
    if (typeof source === 'string') return source
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
