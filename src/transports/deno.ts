/**
 * `slack-scim/deno`: the transport for Deno, with proxies and certificates, on `Deno.createHttpClient`.
 *
 * @module
 */
import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { type ClosableTransport, closable } from './closable-transport.ts'
import { explainingFailures } from './deno-failure.ts'
import { elsewhere } from './elsewhere.ts'
import { fetchTransport } from './fetch-transport.ts'
import type { ProxyAddress } from './proxy-address.ts'
import { chooseProxyOver } from './proxy-choice.ts'
import { checkProxyOptions, type ProxyTransportOptions } from './proxy-options.ts'
import { refusing407 } from './proxy-refusal.ts'
import type { Transport } from './transport.ts'

export type { ClosableTransport } from './closable-transport.ts'
export type { ProxyTransportOptions, TLSOptions } from './proxy-options.ts'

/**
 * A transport for Deno, on clients of its own, with a proxy and certificates.
 *
 * Without `proxy` it takes the proxy of the environment, which it reads now, not when it is imported, as far as the
 * program may: it never asks for a permission, and where it has none, Deno's own reading of the variables holds.
 *
 * Two things are refused, because Deno would do another than was asked for; `nodeTransport` of `slack-scim/node`
 * does both in Deno, with the permissions `--allow-env` and `--allow-read`:
 * - what its environment contradicts: Deno obeys `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` in any case;
 * - credentials of an `http:` proxy on the way to `https:`, which Deno would show to the service as well.
 *
 * @param options - `proxy`, `noProxy`, `tls`; default `{}`: the environment's proxy, Deno's own authorities
 * @throws {@link SCIMConfigurationError} for an unknown option, a wrong value, or a runtime that is not Deno
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { denoTransport } from 'slack-scim/deno'
 *
 * const transport = denoTransport({ proxy: 'http://proxy.example:3128' })
 * const scim = new SCIMClient('xoxp-…', { transport })
 * ```
 */
export function denoTransport(options: ProxyTransportOptions = {}): ClosableTransport {
  checkProxyOptions('denoTransport', options)
  const { Deno } = globalThis as { readonly Deno?: DenoRuntime }
  if (!Deno) throw elsewhere('denoTransport', 'Deno')
  const { ca, cert, key, rejectUnauthorized } = options.tls ?? {}
  if (rejectUnauthorized === false) {
    throw new SCIMConfigurationError(
      "denoTransport: option 'tls.rejectUnauthorized' cannot be false: Deno has the flag --unsafely-ignore-certificate-errors",
    )
  }
  const choose = chooseProxyOver('Deno', options, (variable) =>
    Deno.permissions.querySync({ name: 'env', variable }).state === 'granted'
      ? Deno.env.get(variable)
      : undefined,
  )
  const clients = new Map<string, HttpClient>()
  const clientFor = (proxy?: ProxyAddress): HttpClient => {
    const { origin = '', username, password, authorization } = proxy ?? {}
    let client = clients.get(origin)
    if (!client) {
      client = Deno.createHttpClient({
        ...(ca !== undefined && { caCerts: [ca].flat() }),
        ...(cert && { cert, key }),
        ...(proxy && { proxy: { url: origin, ...(authorization && { basicAuth: { username, password } }) } }),
      })
      clients.set(origin, client)
    }
    return client
  }
  // Now, so that a certificate that Deno does not take is an error of this call.
  clientFor()
  const send: Transport = async (url, init) => {
    const proxy = choose(new URL(url))
    if (proxy?.authorization && proxy.origin.startsWith('http:') && url.startsWith('https:'))
      throw wouldLeak()
    const client = clientFor(proxy)
    const viaClient = fetchTransport({ fetch: (to, how) => fetch(to, { ...how, client } as RequestInit) })
    const explained = explainingFailures(viaClient)
    return proxy ? refusing407(explained)(url, init) : explained(url, init)
  }
  return closable({
    send,
    end: () => {
      for (const client of clients.values()) client.close()
    },
  })
}

/** Deno 2.9.5 sends `Proxy-Authorization` through the tunnel too, over any header of ours. */
function wouldLeak(): SCIMConfigurationError {
  return new SCIMConfigurationError(
    "Deno would show the credentials of an http: proxy to the service as well: use nodeTransport of 'slack-scim/node', which works in Deno, or an https: proxy",
  )
}

/** The parts of the global `Deno` that are used. */
interface DenoRuntime {
  readonly env: { get(name: string): string | undefined }
  readonly permissions: {
    querySync(descriptor: { readonly name: 'env'; readonly variable: string }): { readonly state: string }
  }
  createHttpClient(options: object): HttpClient
}

interface HttpClient {
  close(): void
}
