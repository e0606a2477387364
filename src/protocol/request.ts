/** The methods of SCIM. */
export type SCIMMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One request in the chain, frozen. A middleware that changes it passes on a copy:
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
  /** The body before it becomes JSON. It may be the caller's object, so change a copy. */
  readonly body?: Readonly<Record<string, unknown>> | undefined
  /** Aborts everything below the middleware that set it. */
  readonly signal?: AbortSignal | undefined
}
