/** A request for a {@link Transport}: plain data, never a `Request`. */
export interface TransportInit {
  /** The HTTP method, in upper case. */
  readonly method: string
  /** All headers, with lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** The body, if there is one. */
  readonly body?: string
  /** Aborts the request, and reading of the response's body. */
  readonly signal?: AbortSignal
  /**
   * Bytes of the decoded body that the client takes. A transport that stops reading behind them saves memory; it
   * resolves to the text read so far. The client checks the text in any case.
   */
  readonly maxResponseSize?: number
}

/** The response of a {@link Transport}; a `Response` has this shape. */
export interface TransportResponse {
  /** The HTTP status. */
  readonly status: number
  /** The headers, looked up without regard to case. */
  readonly headers: { get(name: string): string | null }
  /** The whole body as text; called once. */
  text(): Promise<string>
}

/**
 * Sends one request and resolves to its response, of any status.
 *
 * It never follows a redirect, never retries, and rejects only if no response arrived. The type is
 * structural, because a `Response` of another copy of undici is not `instanceof Response`.
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
