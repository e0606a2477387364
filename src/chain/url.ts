import { invalid } from '../errors/validation-error.ts'

/** The query as the original writes it: a space is `%20`, and `!'()*` are escaped too (RFC 3986 2.2). */
export function encodeQuery(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([key, value]) => `${encodePart(key)}=${encodePart(value)}`)
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

/**
 * One path segment or query part, encoded.
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
