/**
 * The browser half of the relay: a transport to the same origin, without a token.
 *
 * @module
 */

import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { type FetchFunction, fetchTransport } from '../transports/fetch-transport.ts'
import type { Transport } from '../transports/transport.ts'
import { RELAY_HEADER, RELAY_HEADER_VALUE } from './header.ts'

/** Headers of the page's own, such as the proof of its session. */
export type RelayHeaders = Readonly<Record<string, string>>

/** Where the relay is. */
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

/** What a page cannot send, or must not: browsers differ in whether they drop it, refuse it or ask first. */
const NOT_SENT = /^(user-agent|cookie|host|origin|content-type)$/

/**
 * Sends a client's requests to a relay (`createRelay` of `slack-scim/relay/server`) instead of Slack, which browsers
 * cannot reach and whose token does not belong in one.
 *
 * The client has no token (`null`) and no `baseUrl`: where the service is, is up to the relay. Cookies go along to
 * the same origin only, and a header of its own makes every request one that a foreign page cannot make.
 *
 * @param options - `url`, and `fetch` and `headers` where needed
 * @throws {@link SCIMConfigurationError} for an impossible `url`; its calls, also for a client that has a token or a
 *   `baseUrl`
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
  const { url, fetch, headers = {} } = options ?? {}
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
        'a client behind a relay has no token: new SCIMClient(null, { transport: relayTransport(…) })',
      )
    }
    if (!target.startsWith(SLACK)) {
      throw new SCIMConfigurationError(
        'a client behind a relay has no baseUrl: give it to createRelay, on the server',
      )
    }
    const kept = Object.entries(init.headers).filter(([name]) => !NOT_SENT.test(name))
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
    "url must be the path of the relay, such as '/api/scim', or an http(s) URL without credentials, query or fragment",
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

/** At each call: a page may be somewhere else by then, and a server that renders it is nowhere. */
function resolve(url: string): string {
  const { location } = globalThis as { readonly location?: { readonly href: string } }
  let resolved: string
  try {
    resolved = new URL(url, location?.href).href
  } catch {
    throw new SCIMConfigurationError(
      `url '${url}' is relative, and there is no page whose location it could be relative to: give an absolute one`,
    )
  }
  return resolved.replace(/\/?$/, '/')
}

function checkHeaders(headers: RelayHeaders): RelayHeaders {
  for (const [name, value] of Object.entries(headers)) {
    if (/xox[a-z][-.]/i.test(value)) {
      throw new SCIMConfigurationError(
        `header '${name}' has a Slack token, which does not belong in a browser`,
      )
    }
  }
  return headers
}
