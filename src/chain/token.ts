import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { raceSignal } from '../time/signal.ts'

/** A token, or a function that is called for every attempt, so that the token may rotate. */
export type TokenSource = string | (() => string | Promise<string>)

/** Returns a token; the signal is that of the attempt that needs it. */
export type TokenProvider = (signal: AbortSignal | undefined) => string | Promise<string>

/**
 * Returns the provider of a token source; null behind a relay. Concurrent calls share one promise of a token
 * function; later calls call it again, also if it hung.
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

/** What Slack's SCIM is called with (https://docs.slack.dev/admins/scim-api). */
export const NEEDED_TOKEN = 'Slack takes a user token (xoxp-…) with the scope admin'

/** The beginnings of Slack's tokens that never have the scope `admin` (https://docs.slack.dev/authentication/tokens). */
const OTHER_TOKENS: readonly string[] = ['xoxb-', 'xapp-']

/**
 * The token, if it can stand in a header and is not of a kind that Slack's SCIM never takes; no message shows it.
 *
 * @throws {@link SCIMConfigurationError} for `undefined`, a bot token, an app-level token, and any other value
 */
export function checkToken(token: unknown): string {
  if (token === undefined) throw tokenError('is undefined: set the environment variable that it comes from')
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw tokenError('must be text without white space, a function that returns it, or null')
  }
  const other = OTHER_TOKENS.find((beginning) => token.startsWith(beginning))
  if (other) throw tokenError(`starts with ${other}: ${NEEDED_TOKEN}`)
  return token
}

function tokenError(problem: string): SCIMConfigurationError {
  return new SCIMConfigurationError(`token: ${problem}`)
}
