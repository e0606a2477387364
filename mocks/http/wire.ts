/** A request, independent of how it arrived. */
export interface WireRequest {
  readonly method: string
  readonly url: URL
  readonly headers: { get(name: string): string | null }
  readonly body: string
  readonly signal?: AbortSignal
}

/** An answer, before it becomes a `Response`, a transport's answer or bytes on a socket. */
export interface WireReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * The outcome of a request: an answer, an answer whose body breaks off, or a lost connection.
 *
 * `refused` means that no connection was made, `reset` that it broke before or after the request took effect.
 */
export type Outcome =
  | { readonly type: 'reply'; readonly reply: WireReply }
  | { readonly type: 'cut'; readonly reply: WireReply }
  | { readonly type: 'refused' | 'reset' }
  | { readonly type: 'unhandled'; readonly message: string }

/** Wraps a plain record of headers; names are case-insensitive. */
export function headersOf(headers: Readonly<Record<string, string>>): { get(name: string): string | null } {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return { get: (name) => lower.get(name.toLowerCase()) ?? null }
}
