import { createFetch, type FetchOptions } from 'ofetch'
import type { Transport } from './transport.ts'

/** The part of `fetch` that the library calls: a URL string and plain options. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>

/**
 * The default transport: the platform's `fetch`, through ofetch, without its retry, time-out or parsing.
 *
 * It reads no proxy environment; the transports of `slack-scim/node`, `/bun` and `/deno` do.
 *
 * @param options - `fetch`: the function to call; default the global one, looked up at each call
 *
 * @example
 * ```ts
 * import { fetchTransport, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…', { transport: fetchTransport({ fetch: (url, init) => fetch(url, init) }) })
 * ```
 */
export function fetchTransport(options: { readonly fetch?: FetchFunction | undefined } = {}): Transport {
  const { fetch } = options
  let controller: unknown
  let isTaken = true
  const $fetch = createFetch({
    // workerd refuses a fetch that is called as a method of anything but globalThis ("Illegal invocation").
    fetch: ((url: string, { exactHeaders: headers, ...rest }: ExactInit) => {
      const init = { ...rest, headers }
      // Once for each AbortController that there is: tests replace it on the way.
      if (controller !== AbortController) {
        controller = AbortController
        isTaken = takesSignals()
      }
      if (!isTaken) delete init.signal
      return fetch ? fetch(url, init) : globalThis.fetch(url, init)
    }) as unknown as typeof globalThis.fetch,
  })
  return async (url, init) => {
    const ask: ExactInit & FetchOptions<'text'> = {
      ...init,
      // ofetch adds headers to a JSON body, also those that the caller removed.
      exactHeaders: { ...init.headers },
      // 'error' throws at once in workerd; 'manual' leaves the refusal to us, everywhere.
      redirect: 'manual',
      // ofetch would retry a 409, and lets go of the signal when it does; both are links of our chain.
      retry: false,
      ignoreResponseError: true,
      responseType: 'text',
    }
    const response = await $fetch.raw<string, 'text'>(url, ask)
    return { status: response.status, headers: response.headers, text: async () => response._data ?? '' }
  }
}

/**
 * Whether `fetch` takes the signals of this realm. Test environments such as jsdom replace AbortController and leave
 * `fetch` as it is, which then refuses every request; the client's timeout and abort race, and do not depend on it.
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
