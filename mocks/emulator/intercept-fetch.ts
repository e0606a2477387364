import type { Emulator } from './emulator.ts'

/**
 * Replaces the global `fetch`, without msw. The emulator answers requests to `api.slack.com`, to its own
 * host, and to the Web API methods that it has on `slack.com`; all other requests go to the former `fetch`.
 *
 * It works in every runtime, also in Bun and Deno, where the `setupServer` of msw 3 intercepts nothing.
 *
 * @param emulator - the emulator that answers
 * @returns a function that restores the former `fetch`
 *
 * @example
 * ```ts
 * import { createEmulator, interceptFetch } from 'slack-scim/mocks'
 *
 * const emulator = createEmulator()
 * const restore = interceptFetch(emulator)
 * const response = await fetch('https://api.slack.com/scim/v1/Users', {
 *   headers: { authorization: `Bearer ${emulator.token}` },
 * })
 * console.log(response.status)
 * restore()
 * ```
 */
export function interceptFetch(emulator: Emulator): () => void {
  const former = globalThis.fetch
  const hosts = new Set(['api.slack.com', new URL(emulator.baseUrl).host])
  const intercepted = (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const address = typeof input === 'string' || input instanceof URL ? String(input) : input.url
    const url = URL.canParse(address) ? new URL(address) : undefined
    const ours = url && (hosts.has(url.host) || isWebAPI(url))
    return ours ? emulator.fetch(input, init) : former.call(globalThis, input, init)
  }
  globalThis.fetch = intercepted as typeof globalThis.fetch
  return () => {
    if (globalThis.fetch === intercepted) globalThis.fetch = former
  }
}

const WEB_API = ['/api/auth.test', '/api/users.list']

/** Only the Web API methods that the emulator has. */
function isWebAPI(url: URL): boolean {
  return url.host === 'slack.com' && WEB_API.includes(url.pathname)
}
