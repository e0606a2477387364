import { decodeASCII, encodePart } from '../chain/url.ts'
import { invalid } from '../errors/validation-error.ts'
import type { Operation } from '../protocol/operations.ts'

/** The path of an operation: an id is one encoded path segment, so that it cannot lead elsewhere. */
export function resourcePath({ name, path }: Operation, id: unknown): string {
  if (!path.includes('{id}')) return path
  // URLs resolve '.' and '..' away, and nothing at all is the collection.
  if (typeof id !== 'string' || /^\.{0,2}$/.test(id)) {
    throw invalid(name, 'id', "must be text, and not '', '.' or '..'")
  }
  return path.replace('{id}', encodePart(id, name, 'id'))
}

/** A scheme, `//`, a backslash or a dot segment: ways out of the base URL. */
const WAY_OUT = /^[\w+.-]+:|^\/|\/\/|\\|(^|\/)\.\.?(\/|$)/

/** What a path cannot hold as it is (RFC 3986, section 3.3): URLs rewrite some of it, `"` to `%22`. */
const UNENCODED = /[^\w.~!$&'()*+,;=:@%/-]|%(?![\da-f]{2})/i

/** The path of `apiCall`, if it stays below `baseUrl`, however it is encoded. */
export function apiPath(operation: string, path: unknown): string {
  const relative = typeof path === 'string' ? path.replace(/^\/(?!\/)/, '') : ''
  let decoded = relative
  // Servers and proxies decode more than once.
  for (let depth = 0; depth < 5 && !WAY_OUT.test(decoded); depth++) decoded = decodeASCII(decoded)
  if (!relative || WAY_OUT.test(decoded) || UNENCODED.test(relative)) {
    throw invalid(
      operation,
      'path',
      "must be an encoded path below baseUrl without a query, such as 'Users/U0123'",
    )
  }
  return relative
}
