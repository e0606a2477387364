import { decodeASCII, encodePart } from '../chain/url.ts'
import { invalid } from '../errors/validation-error.ts'
import { PADDED } from '../guards/padded-text.ts'
import type { Operation } from '../protocol/operations.ts'
import { isPadded } from '../protocol/text.ts'

/** Returns the path of an operation. An id is one encoded path segment, so it cannot lead elsewhere. */
export function resourcePath({ name, path }: Operation, id: unknown): string {
  if (!path.includes('{id}')) return path
  // `URL` resolves '.' and '..', and an empty id addresses the collection.
  if (typeof id !== 'string' || /^\.{0,2}$/.test(id)) {
    throw invalid(name, 'id', "must be text, and not '', '.' or '..'")
  }
  if (isPadded(id)) throw invalid(name, 'id', PADDED)
  return path.replace('{id}', encodePart(id, name, 'id'))
}

/** Leaves the base URL: a scheme, `//`, a backslash or a dot segment. */
const WAY_OUT = /^[\w+.-]+:|^\/|\/\/|\\|(^|\/)\.\.?(\/|$)/

/** Characters that a path must encode (RFC 3986, section 3.3); `URL` rewrites some of them, such as `"` to `%22`. */
const UNENCODED = /[^\w.~!$&'()*+,;=:@%/-]|%(?![\da-f]{2})/i

/** Returns the path of `apiCall`; refuses a path that leaves `baseUrl`, also in encoded form. */
export function apiPath(operation: string, path: unknown): string {
  const relative = typeof path === 'string' ? path.replace(/^\/(?!\/)/, '') : ''
  let decoded = relative
  // Servers and proxies may decode more than once.
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
