/**
 * `slack-scim/node`: the transport for Node, with proxies and certificates, on undici.
 *
 * @module
 */

import { raceSignal } from '../time/signal.ts'
import { type ClosableTransport, closable } from './closable-transport.ts'
import { elsewhere } from './elsewhere.ts'
import type { ProxyAddress } from './proxy-address.ts'
import { chooseProxy } from './proxy-choice.ts'
import { checkProxyOptions, type ProxyTransportOptions } from './proxy-options.ts'
import { refusing407 } from './proxy-refusal.ts'
import type { Transport } from './transport.ts'
import { loadUndici, loadWholeUndici } from './undici.ts'
import { type Agent, type AgentSettings, direct, type Routes, throughProxy } from './undici-agents.ts'
import { request } from './undici-request.ts'

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
  const settings: AgentSettings = { tls, connecting: new Set() }
  const agents: Agent[] = []
  let straight: Agent | undefined
  const connectStraight = once(async () => {
    straight = direct(await loadUndici(), settings)
    agents.push(straight)
    return straight
  })
  const connectThrough = once(async (proxy: ProxyAddress): Promise<Routes> => {
    const routes = throughProxy(await loadWholeUndici(), proxy, settings)
    agents.push(routes.forward, routes.tunnel)
    return routes
  })
  const send: Transport = async (url, init) => {
    const target = new URL(url)
    const proxy = choose(target)
    const address = { origin: target.origin, path: target.pathname + target.search }
    if (!proxy) return request(straight ?? (await raceSignal(init.signal, connectStraight())), address, init)
    const { forward, tunnel } = await raceSignal(init.signal, connectThrough(proxy))
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
      for (const end of settings.connecting) end()
    },
    end: async () => {
      await Promise.all(agents.map((one) => one.destroy()))
    },
  })
}

/** The globals that identify the runtime. */
interface Runtime {
  readonly process?: { readonly env: Readonly<Record<string, string | undefined>> }
  readonly Bun?: unknown
}

/** Returns a function that does its work at the first call; what it needs is loaded only then. */
function once<Given extends unknown[], Made>(
  make: (...given: Given) => Promise<Made>,
): (...given: Given) => Promise<Made> {
  let made: Promise<Made> | undefined
  return (...given) => {
    made ??= make(...given)
    return made
  }
}
