import { createFetch, type FetchOptions } from 'ofetch'
import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { collectText } from './read-text.ts'
import type { Transport } from './transport.ts'

/** The part of `fetch` that the library calls: a URL string and plain options. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>

/**
 * The default transport: the platform's `fetch`, through ofetch, without its retry, timeout or parsing.
 *
 * It does not read proxy variables; the transports of `slack-scim/node`, `/bun` and `/deno` do.
 *
 * @param options - `fetch`: the function to call; default the global one, looked up at each call
 * @throws {@link SCIMConfigurationError} for another option, such as `proxy`
 *
 * @example
 * ```ts
 * import { fetchTransport, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…', { transport: fetchTransport({ fetch: (url, init) => fetch(url, init) }) })
 * ```
 */
export function fetchTransport(options: { readonly fetch?: FetchFunction | undefined } = {}): Transport {
  const { fetch, ...others } = options
  // A proxy that is passed over would let requests go past it.
  for (const name of Object.keys(others))
    throw new SCIMConfigurationError(`fetchTransport: option '${name}': unknown`)
  let controller: unknown
  let isTaken = true
  const $fetch = createFetch({
    // workerd rejects a `fetch` that is called as a method of another object than globalThis ("Illegal
    // invocation").
    fetch: ((url: string, { exactHeaders: headers, ...rest }: ExactInit) => {
      const init = { ...rest, headers }
      // Checked once per AbortController, because test environments replace it.
      if (controller !== AbortController) {
        controller = AbortController
        isTaken = takesSignals()
      }
      if (!isTaken) delete init.signal
      return fetch ? fetch(url, init) : globalThis.fetch(url, init)
    }) as unknown as typeof globalThis.fetch,
    Headers: NoHeaders as unknown as typeof globalThis.Headers,
  })
  return async (url, { maxResponseSize, ...init }) => {
    const ask: ExactInit & FetchOptions<'stream'> = {
      ...init,
      // ofetch adds headers to a JSON body, even those that the caller removed.
      exactHeaders: { ...init.headers },
      // 'error' throws in workerd; with 'manual' the client refuses the redirect in every runtime.
      redirect: 'manual',
      // ofetch would retry a 409, and drops the signal when it does. The chain has both.
      retry: false,
      ignoreResponseError: true,
      responseType: 'stream',
    }
    const response = await $fetch.raw(url, ask)
    // At once, so that an unread response holds no connection.
    const text = await readBody(response, maxResponseSize)
    return { status: response.status, headers: response.headers, text: async () => text }
  }
}

/** Stands for the headers that ofetch makes of its options: they are never sent, and real ones cost more than they do. */
class NoHeaders {
  /** ofetch would add what it misses. */
  get(): string {
    return ''
  }
  has(): boolean {
    return true
  }
  set(): void {}
}

async function readBody(response: Response, max: number | undefined): Promise<string> {
  // React Native has no stream, and a `fetch` of a Node package has one of Node.
  if (typeof response.body?.getReader !== 'function') return response.text()
  const reader = response.body.getReader()
  const text = collectText(max)
  for (;;) {
    const { done, value } = await reader.read()
    if (done || !value) break
    if (text.add(value)) continue
    // Ends what is left.
    reader.cancel().catch(() => {})
    break
  }
  return text.end()
}

/**
 * Whether `fetch` accepts the signals of this realm. Test environments such as jsdom replace AbortController
 * but not `fetch`, which then rejects every request. The client races its timeouts and aborts, so it does not
 * need the signal here.
 */
function takesSignals(): boolean {
  try {
    new Request('http://localhost/', { signal: new AbortController().signal })
    return true
  } catch {
    return false
  }
}

type ExactInit = RequestInit & { readonly exactHeaders: Record<string, string> }
