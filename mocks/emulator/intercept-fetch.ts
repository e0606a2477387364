import type { Emulator } from './emulator.ts'

/**
 * Puts the emulator in the place of Slack for everything that calls the global `fetch`, without msw: what
 * goes to `api.slack.com`, to the emulator's own host, or to the Web API on `slack.com` is answered by it,
 * the rest goes where it went before.
 *
 * It works in every runtime, also in Bun and Deno, where the `setupServer` of msw 3 intercepts nothing.
 *
 * @param emulator - who answers
 * @returns a function that puts the former `fetch` back
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

/** The methods of the Web API that the emulator has; the others are somebody else's. */
function isWebAPI(url: URL): boolean {
  return url.host === 'slack.com' && /^\/api\/(auth\.test|users\.list)$/.test(url.pathname)
}
