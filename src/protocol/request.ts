/** The methods of SCIM. */
export type SCIMMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One request on its way through the chain; frozen. A link that wants another one makes a copy:
 * `next({ ...request, headers: { ...request.headers, 'x-trace': '1' } })`.
 */
export interface SCIMRequest {
  readonly method: SCIMMethod
  /** The path below `baseUrl`, encoded and without a leading slash: `Users/U0123`. */
  readonly path: string
  /** The query, not yet encoded. */
  readonly query: Readonly<Record<string, string>>
  /** The headers, with lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** The body, not yet JSON: it may be what the caller passed in, so change a copy. */
  readonly body?: Readonly<Record<string, unknown>> | undefined
  /** Aborts everything below the link that set it. */
  readonly signal?: AbortSignal | undefined
}
