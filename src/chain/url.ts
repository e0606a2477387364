import { invalid } from '../errors/validation-error.ts'

/** Encodes a query as the original does: a space is `%20`, and `!'()*` are escaped too (RFC 3986 2.2). */
export function encodeQuery(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([key, value]) => `${encodePart(key)}=${encodePart(value)}`)
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

/**
 * Encodes one path segment or query part.
 *
 * @throws {@link SCIMValidationError} for half a surrogate pair, which UTF-8 cannot write
 */
export function encodePart(text: string, operation = 'the URL', where = ''): string {
  try {
    return encodeURIComponent(text).replace(
      /[!'()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    )
  } catch {
    throw invalid(operation, where, 'has half a surrogate pair')
  }
}

/** Decodes percent-encoded ASCII. `decodeURIComponent` would throw at `%ff` and at `100%`. */
export function decodeASCII(text: string): string {
  return text.replace(/%([0-7][\da-f])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** Decodes one path segment; a segment with broken percent-encoding is left as it is. */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
