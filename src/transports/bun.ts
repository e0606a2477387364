/**
 * `slack-scim/bun`: the transport for Bun, with proxies and certificates, on its `fetch`.
 *
 * @module
 */

import { provingHandshakes } from './bun-failure.ts'
import { elsewhere } from './elsewhere.ts'
import { fetchTransport } from './fetch-transport.ts'
import { chooseProxyOver } from './proxy-choice.ts'
import { checkProxyOptions, type ProxyTransportOptions } from './proxy-options.ts'
import { refusing407 } from './proxy-refusal.ts'
import type { Transport } from './transport.ts'

export type { ProxyTransportOptions, TLSOptions } from './proxy-options.ts'

/**
 * Creates a transport for Bun, on its `fetch`, with a proxy and certificates.
 *
 * Without `proxy` it uses the proxy of the environment, which it reads when this function is called. Bun's
 * `fetch` always obeys `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`. A call whose options
 * contradict them rejects with an error that names the variable.
 *
 * @param options - `proxy`, `noProxy`, `tls`; default `{}`: the environment's proxy, Bun's own authorities
 * @throws {@link SCIMConfigurationError} for an unknown option, a wrong value, or a runtime that is not Bun
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { bunTransport } from 'slack-scim/bun'
 *
 * const transport = bunTransport({ proxy: 'http://proxy.example:3128' })
 * const scim = new SCIMClient('xoxp-…', { transport })
 * ```
 */
export function bunTransport(options: ProxyTransportOptions = {}): Transport {
  checkProxyOptions('bunTransport', options)
  const { Bun } = globalThis as { readonly Bun?: BunRuntime }
  if (!Bun) throw elsewhere('bunTransport', 'Bun')
  const choose = chooseProxyOver('Bun', options, (name) => Bun.env[name])
  const tls = options.tls && { ...options.tls }
  return async (url, init) => {
    const proxy = choose(new URL(url))
    const { origin, authorization } = proxy ?? {}
    const headers = authorization ? { 'proxy-authorization': authorization } : {}
    const extra = { ...(tls && { tls }), ...(proxy && { proxy: { url: origin, headers } }) }
    const send = provingHandshakes(fetchTransport({ fetch: (to, how) => fetch(to, { ...how, ...extra }) }))
    return proxy ? refusing407(send)(url, init) : send(url, init)
  }
}

/** The part of the global `Bun` that is used. */
interface BunRuntime {
  readonly env: Readonly<Record<string, string | undefined>>
}
