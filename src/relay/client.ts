/**
 * The browser half of the relay: a transport to the same origin, without a token.
 *
 * @module
 */

import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { checkOptions, FUNCTION, type OptionRule, type OptionRules } from '../options/check-options.ts'
import { type FetchFunction, fetchTransport } from '../transports/fetch-transport.ts'
import type { Transport } from '../transports/transport.ts'
import { RELAY_HEADER, RELAY_HEADER_VALUE } from './header.ts'

/** Headers of the page's own, such as the proof of its session. */
export type RelayHeaders = Readonly<Record<string, string>>

/** Options of {@link relayTransport}. */
export interface RelayTransportOptions {
  /** The path at which `createRelay` is mounted, such as `/api/scim`, or an absolute URL. */
  readonly url: string
  /** The `fetch` to call; default the global one, looked up at each call. */
  readonly fetch?: FetchFunction | undefined
  /** Headers to add, or a function that gives them for each request; default none. */
  readonly headers?: RelayHeaders | (() => RelayHeaders | Promise<RelayHeaders>) | undefined
}

/** Where a client without a `baseUrl` sends to, up to the version. */
const SLACK = 'https://api.slack.com/scim/'

/** Headers that a page cannot or must not send: browsers differ in whether they drop them, refuse them or ask first. */
const NOT_SENT: ReadonlySet<string> = /* @__PURE__ */ (() =>
  new Set(['user-agent', 'cookie', 'host', 'origin', 'content-type']))()

const HEADERS: OptionRule = [
  (value) => typeof value === 'function' || (typeof value === 'object' && value !== null),
  'an object of headers, or a function that returns one',
]
const OPTIONS: OptionRules = { url: [() => true, ''], fetch: FUNCTION, headers: HEADERS }

/**
 * Sends a client's requests to a relay (`createRelay` of `slack-scim/relay/server`) instead of Slack, which browsers
 * cannot reach and whose token does not belong in one.
 *
 * The client has no token (`null`) and no `baseUrl`: the relay knows where the service is. Cookies go along to the
 * same origin only, and a header of the relay's makes every request one that a foreign page cannot make.
 *
 * @param options - `url`, and `fetch` and `headers` where needed
 * @throws {@link SCIMConfigurationError} for an unknown option and an impossible `url`; the calls also for a client that
 *   has a token or a `baseUrl`
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { relayTransport } from 'slack-scim/relay'
 *
 * const scim = new SCIMClient(null, { transport: relayTransport({ url: '/api/scim' }) })
 * for await (const user of scim.searchUsers()) console.log(user.displayName)
 * ```
 */
export function relayTransport(options: RelayTransportOptions): Transport {
  checkOptions({ owner: 'relayTransport' }, options, OPTIONS)
  const { url, fetch, headers = {} } = options
  checkUrl(url)
  const send = fetchTransport({
    fetch: (target, init) => {
      const own: RequestInit = { ...init, credentials: 'same-origin' }
      // Browsers and workerd refuse a fetch that is called as a method of anything but globalThis.
      return fetch ? fetch(target, own) : globalThis.fetch(target, own)
    },
  })
  return async (target, init) => {
    if (init.headers.authorization !== undefined) {
      throw new SCIMConfigurationError(
        'relayTransport: token: a client behind a relay has none: new SCIMClient(null, { transport: relayTransport(…) })',
      )
    }
    if (!target.startsWith(SLACK)) {
      throw new SCIMConfigurationError(
        'relayTransport: baseUrl: a client behind a relay has none: give it to createRelay, on the server',
      )
    }
    const kept = Object.entries(init.headers).filter(([name]) => !NOT_SENT.has(name))
    const own = checkHeaders(typeof headers === 'function' ? await headers() : headers)
    return send(resolve(url) + target.slice(SLACK.length), {
      ...init,
      headers: {
        ...Object.fromEntries(kept),
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...own,
        [RELAY_HEADER]: RELAY_HEADER_VALUE,
      },
    })
  }
}

function checkUrl(url: unknown): void {
  const isAbsolute = /^https?:\/\//i.test(String(url))
  if (
    typeof url === 'string' &&
    url !== '' &&
    !/[?#\\\s\p{Cc}]/u.test(url) &&
    !(isAbsolute && hasCredentials(url))
  ) {
    // A scheme other than http, or `//host`, is neither relative nor a place where a relay can be.
    if (isAbsolute || !/^([a-z][\w+.-]*:|\/\/)/i.test(url)) return
  }
  throw new SCIMConfigurationError(
    "relayTransport: option 'url': must be the path of the relay, such as '/api/scim', or an http(s) URL without credentials, query or fragment",
  )
}

function hasCredentials(url: string): boolean {
  try {
    const { username, password } = new URL(url)
    return username !== '' || password !== ''
  } catch {
    return true
  }
}

/** Resolved at each call: a page may have moved by then, and a server that renders it has no location. */
function resolve(url: string): string {
  const { location } = globalThis as { readonly location?: { readonly href: string } }
  let resolved: string
  try {
    resolved = new URL(url, location?.href).href
  } catch {
    throw new SCIMConfigurationError(
      `relayTransport: option 'url': '${url}' is relative and there is no page: give an absolute one`,
    )
  }
  return resolved.replace(/\/?$/, '/')
}

function checkHeaders(headers: RelayHeaders): RelayHeaders {
  for (const [name, value] of Object.entries(headers)) {
    if (/xox[a-z][-.]/i.test(value)) {
      throw new SCIMConfigurationError(
        `relayTransport: header '${name}': holds a Slack token, which does not belong in a browser: remove it`,
      )
    }
  }
  return headers
}
