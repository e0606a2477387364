import { SCIMConfigurationError } from '../errors/configuration-error.ts'

/** The address of a proxy. URL and credentials are separate, so that messages can show the URL alone. */
export interface ProxyAddress {
  /** Such as `http://proxy.example:3128`, without credentials. */
  readonly origin: string
  readonly username: string
  readonly password: string
  /** The value of `Proxy-Authorization` (RFC 7617), if there are credentials. */
  readonly authorization: string | undefined
}

/**
 * Parses the URL of a proxy; `http:` without a scheme.
 *
 * @param text - the URL
 * @param source - the option or the variable, for messages
 * @throws {@link SCIMConfigurationError} for another text; the message contains no part of it
 */
export function parseProxy(text: string, source: string): ProxyAddress {
  const url = parseURL(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  if (!url) {
    throw new SCIMConfigurationError(
      `${source}: must be the URL of an http: or https: proxy, such as http://proxy.example:3128`,
    )
  }
  const username = decode(url.username)
  const password = decode(url.password)
  return {
    origin: url.origin,
    username,
    password,
    authorization: username || password ? `Basic ${toBase64(`${username}:${password}`)}` : undefined,
  }
}

function parseURL(text: string): URL | undefined {
  try {
    const url = new URL(text)
    return /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search ? url : undefined
  } catch {
    return undefined
  }
}

/** Decodes percent-encoding; keeps a `%` that escapes nothing, as Python's `unquote` does. */
function decode(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped)
    } catch {
      return escaped
    }
  })
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
