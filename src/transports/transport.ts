/** What a {@link Transport} is asked to send; plain data, never a `Request`. */
export interface TransportInit {
  /** The HTTP method, in upper case. */
  readonly method: string
  /** All headers, with lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** The body, if there is one. */
  readonly body?: string
  /** Aborts the request, also while its body is read. */
  readonly signal?: AbortSignal
}

/** What a {@link Transport} answers; a `Response` is one, and so is any object of this shape. */
export interface TransportResponse {
  /** The HTTP status. */
  readonly status: number
  /** The headers, looked up without regard to case. */
  readonly headers: { get(name: string): string | null }
  /** The whole body as text; called once. */
  text(): Promise<string>
}

/**
 * How bytes leave: sends one request and resolves to its answer, whatever the status.
 *
 * It never follows a redirect, never retries, and rejects only if no answer arrived. Structural on purpose:
 * a `Response` of another copy of undici is not `instanceof Response`.
 *
 * @example
 * ```ts
 * import { SCIMClient, type Transport } from 'slack-scim'
 *
 * const plain: Transport = (url, init) => fetch(url, { ...init, redirect: 'manual' })
 * const scim = new SCIMClient('xoxp-…', { transport: plain })
 * ```
 */
export type Transport = (url: string, init: TransportInit) => Promise<TransportResponse>
