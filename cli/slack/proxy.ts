import { type ClosableTransport, nodeTransport } from '../../src/transports/node.ts'
import { proxyVariable } from '../../src/transports/proxy-environment.ts'
import type { Transport } from '../../src/transports/transport.ts'

/**
 * A transport through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name; nothing where none is named. Bun
 * and Deno need none: their own `fetch` obeys these variables.
 *
 * @throws {SCIMConfigurationError} for a variable that is no address of a proxy
 */
export function proxyTransport(): ClosableTransport | undefined {
  if ('Bun' in globalThis || 'Deno' in globalThis) return undefined
  return proxyVariable((name) => process.env[name]) === undefined ? undefined : nodeTransport()
}

/** A `fetch` that sends over a transport, as far as reading an organization needs one. */
export function fetchOver(transport: Transport): (url: string, init: RequestInit) => Promise<Response> {
  return async (url, { method = 'GET', headers, body, signal }) => {
    const answer = await transport(url, {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      ...(typeof body === 'string' && { body }),
      ...(signal && { signal }),
    })
    const wait = answer.headers.get('retry-after')
    const { status } = answer
    return new Response(await answer.text(), {
      status,
      headers: wait === null ? {} : { 'retry-after': wait },
    })
  }
}
