import { SCIMConfigurationError } from '../errors/configuration-error.ts'

/** Where a proxy listens, and what it asks of us; the URL and the credentials apart, so that only one is shown. */
export interface ProxyAddress {
  /** Such as `http://proxy.example:3128`, without credentials. */
  readonly origin: string
  readonly username: string
  readonly password: string
  /** The value of `Proxy-Authorization` (RFC 7617), if there are credentials. */
  readonly authorization: string | undefined
}

/**
 * Reads the URL of a proxy; without a scheme it is `http:`.
 *
 * @param text - the URL
 * @param source - the option or the variable that it comes from, for messages
 * @throws {@link SCIMConfigurationError} if it is none; the message shows no part of it
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

/** A per cent sign that escapes nothing stands for itself, as in Python's `unquote`. */
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
