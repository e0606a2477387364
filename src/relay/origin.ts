import { RELAY_HEADER, RELAY_HEADER_VALUE } from './header.ts'
import { quoted, refuse } from './refusal.ts'

/** Whose pages may call. */
export interface AllowedOrigins {
  /** The relay's own, as browsers see them; without, that of the request's URL. */
  readonly own: readonly string[] | undefined
  /** Others, which get CORS headers. */
  readonly cors: readonly string[]
}

/**
 * Refuses a request that a page of a foreign origin may have caused (CSRF).
 *
 * `Sec-Fetch-Site` and `Origin` are set by the browser and cannot be changed by a page; a request with neither is
 * refused, since nothing speaks for it (https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header).
 */
export function checkOrigin({ headers }: Request, url: URL, { own, cors }: AllowedOrigins): void {
  if (headers.get(RELAY_HEADER) !== RELAY_HEADER_VALUE) {
    refuse('relay_forbidden', `the header ${RELAY_HEADER} is missing: call through relayTransport`)
  }
  // Also where it is never looked at: whoever reads the page could read it too.
  if (/xox[a-z][-.]/i.test(headers.get('authorization') ?? '')) {
    refuse('relay_bad_request', 'a Slack token has no place in a browser; revoke it')
  }
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  if (origin !== null && cors.includes(origin)) return
  if (origin !== null && !(own ?? [url.origin]).includes(origin)) {
    refuse('relay_forbidden', `the origin ${quoted(origin)} is not the relay's; behind a proxy, set origins`)
  }
  if (site !== null && site !== 'same-origin') {
    refuse('relay_forbidden', `the request is ${quoted(site)}, not same-origin`)
  }
  if (origin === null && site === null) {
    refuse('relay_forbidden', 'neither Sec-Fetch-Site nor Origin says where the request comes from')
  }
}

/** The CORS headers of every answer to a page of another origin that was allowed; without credentials. */
export function corsHeaders({ headers }: Request, { cors }: AllowedOrigins): Record<string, string> {
  if (cors.length === 0) return {}
  const origin = headers.get('origin')
  if (origin === null || !cors.includes(origin)) return { vary: 'Origin' }
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'retry-after',
  }
}

/** What a preflight is answered with (https://fetch.spec.whatwg.org/#cors-preflight-fetch). */
export const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': `accept, authorization, content-type, ${RELAY_HEADER}`,
  'access-control-max-age': '600',
}
