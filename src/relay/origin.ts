import { RELAY_HEADER, RELAY_HEADER_VALUE } from './header.ts'
import { quoted, refuse } from './refusal.ts'

/** Whose pages may call. */
export interface AllowedOrigins {
  /** The relay's own, as browsers see them. */
  readonly own: readonly string[]
  /** Others, which get CORS headers. */
  readonly cors: readonly string[]
  /** The values of `Host` under which requests of the own origins arrive, in lower case. */
  readonly hosts: ReadonlySet<string>
}

/**
 * Refuses a request that a page of a foreign origin may have caused (CSRF, DNS rebinding).
 *
 * `Sec-Fetch-Site`, `Origin` and `Host` are set by the browser and cannot be changed by a page; a request with neither
 * of the first two is refused, since nothing says where it comes from
 * (https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header). A page whose name resolves to the relay is
 * `same-origin` to its browser, and sends no `Origin` with a GET: its `Host` is the foreign name.
 */
export function checkOrigin({ headers }: Request, url: URL, { own, cors, hosts }: AllowedOrigins): void {
  if (headers.get(RELAY_HEADER) !== RELAY_HEADER_VALUE) {
    refuse('relay_forbidden', `the header ${RELAY_HEADER} is missing: call through relayTransport`)
  }
  // Also where it is never looked at: a script that reads the page could read it too.
  if (/xox[a-z][-.]/i.test(headers.get('authorization') ?? '')) {
    refuse('relay_bad_request', 'a Slack token does not belong in a browser: revoke it')
  }
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  if (origin !== null && cors.includes(origin)) return
  if (origin !== null && !own.includes(origin)) {
    refuse(
      'relay_forbidden',
      `the origin ${quoted(origin)} is not one of the relay's: add it to origins or cors`,
    )
  }
  if (site !== null && site !== 'same-origin') {
    refuse('relay_forbidden', `the request is ${quoted(site)}, not same-origin`)
  }
  if (origin === null && site === null) {
    refuse('relay_forbidden', 'neither Sec-Fetch-Site nor Origin says where the request comes from')
  }
  const host = headers.get('host') ?? url.host
  if (origin === null && !hosts.has(host.toLowerCase())) {
    refuse(
      'relay_forbidden',
      `the host ${quoted(host)} is not one of origins: add it to hosts if a proxy sets it`,
    )
  }
}

/** The hosts of origins as `Host` shows them, with and without the default port. */
export function hostsOf(origins: readonly string[]): string[] {
  return origins.flatMap((origin) => {
    const { host, port, protocol } = new URL(origin)
    return port ? [host] : [host, `${host}:${protocol === 'https:' ? 443 : 80}`]
  })
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

/** The headers that answer a preflight (https://fetch.spec.whatwg.org/#cors-preflight-fetch). */
export const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': `accept, authorization, content-type, ${RELAY_HEADER}`,
  'access-control-max-age': '600',
}
