/**
 * `slack-scim/node`: the transport for Node, with proxies and certificates, on undici.
 *
 * @module
 */

import { type ClosableTransport, closable } from './closable-transport.ts'
import { elsewhere } from './elsewhere.ts'
import type { ProxyAddress } from './proxy-address.ts'
import { chooseProxy } from './proxy-choice.ts'
import { checkProxyOptions, type ProxyTransportOptions } from './proxy-options.ts'
import { refusing407 } from './proxy-refusal.ts'
import { readText } from './read-text.ts'
import type { Transport, TransportInit } from './transport.ts'
import { type Agent, agent, type Connecting, direct, throughTunnel, toProxy } from './undici-agents.ts'

export type { ClosableTransport } from './closable-transport.ts'
export type { ProxyTransportOptions, TLSOptions } from './proxy-options.ts'

/**
 * Creates a transport for Node on undici (a peer of this package: `npm install undici`), with kept-alive
 * connections.
 *
 * Without `proxy` it uses the proxy of the environment, which it reads when this function is called. It
 * tunnels `https:` requests through the proxy and forwards `http:` requests to it. It changes nothing global.
 * A failed connection is a `SCIMConnectionError` with `applied: 'no'`. No error contains the URL or the
 * credentials of the proxy.
 *
 * @param options - `proxy`, `noProxy`, `tls`; default `{}`: the environment's proxy, Node's own authorities
 * @throws {@link SCIMConfigurationError} for an unknown option, a wrong value, or a runtime that is not Node
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { nodeTransport } from 'slack-scim/node'
 *
 * const transport = nodeTransport({ proxy: 'http://proxy.example:3128', noProxy: 'localhost,.internal' })
 * const scim = new SCIMClient('xoxp-…', { transport })
 * ```
 */
export function nodeTransport(options: ProxyTransportOptions = {}): ClosableTransport {
  checkProxyOptions('nodeTransport', options)
  const { process, Bun } = globalThis as Runtime
  // Bun has its own undici, which supports neither proxies nor certificates.
  if (!process || Bun) throw elsewhere('nodeTransport', 'Node with undici')
  const choose = chooseProxy(options, (name) => process.env[name])
  const { tls = {} } = options
  const connecting: Connecting = new Set()
  const straight = agent(direct(tls, connecting))
  const agents = [straight]
  let routes: Routes | undefined
  const routesOf = (proxy: ProxyAddress): Routes => {
    if (routes) return routes
    const forward = agent(toProxy(tls, connecting))
    routes = { forward, tunnel: agent(throughTunnel({ forward, proxy, tls }, connecting)) }
    agents.push(forward, routes.tunnel)
    return routes
  }
  const send: Transport = (url, init) => {
    const target = new URL(url)
    const proxy = choose(target)
    const address = { origin: target.origin, path: target.pathname + target.search }
    if (!proxy) return request(straight, address, init)
    const { forward, tunnel } = routesOf(proxy)
    if (target.protocol === 'https:') return request(tunnel, address, init)
    const { authorization } = proxy
    const headers = {
      host: target.host,
      ...init.headers,
      ...(authorization && { 'proxy-authorization': authorization }),
    }
    // RFC 9112 3.2.2: a request to a proxy has the absolute URL.
    return refusing407((_url, all) => request(forward, { origin: proxy.origin, path: target.href }, all))(
      url,
      {
        ...init,
        headers,
      },
    )
  }
  return closable({
    send,
    idle: () => {
      for (const end of connecting) end()
    },
    end: async () => {
      await Promise.all(agents.map((one) => one.destroy()))
    },
  })
}

/** Agents for a proxy: `http:` is forwarded, `https:` is tunneled. */
interface Routes {
  readonly forward: Agent
  readonly tunnel: Agent
}

/** The globals that identify the runtime. */
interface Runtime {
  readonly process?: { readonly env: Readonly<Record<string, string | undefined>> }
  readonly Bun?: unknown
}

async function request(
  through: Agent,
  { origin, path }: { readonly origin: string; readonly path: string },
  { method, headers, body, signal, maxResponseSize }: TransportInit,
): ReturnType<Transport> {
  const answer = await through.request({
    origin,
    path,
    method: method as 'GET',
    headers: { ...headers },
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  })
  // Read at once, so that an unread response holds no connection.
  const chunks: AsyncIterator<Uint8Array> = answer.body[Symbol.asyncIterator]()
  const text = await readText(() => chunks.next(), maxResponseSize)
  // Ends a body that was too long, and the connection with it.
  await chunks.return?.()
  return {
    status: answer.statusCode,
    headers: { get: (name) => joined(answer.headers, name.toLowerCase()) },
    text: async () => text,
  }
}

/** Joins a repeated field with commas (RFC 9110 5.3). */
function joined(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  name: string,
): string | null {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  return value === undefined ? null : [value].flat().join(', ')
}
