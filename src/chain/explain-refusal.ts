import { quote } from '../events/quote.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import type { Call } from './call.ts'
import { NEEDED_TOKEN } from './token.ts'

/**
 * What the client knows about a refusal that Slack's words do not say: which token SCIM takes, that `baseUrl` may be
 * wrong, an unsupported filter, an unknown attribute.
 *
 * @returns words to put behind the message; empty if there is nothing to add
 */
export function explainRefusal({ status, url, errors }: SCIMResponse, { hints, version }: Call): string {
  const known = status === 400 || status === 404 ? [...hints] : []
  // A relay has the token; its own 401 is about the session.
  if (status === 401 && !errors?.description?.startsWith('relay_')) known.push(NEEDED_TOKEN)
  if (status === 404 && !errors && !/\/scim\/v[12]\//.test(url)) {
    known.push(`is baseUrl right? Slack's ends in /scim/v${version[0]}/`)
  }
  return known.length > 0 ? ` (${quote(known.join('; '))})` : ''
}
