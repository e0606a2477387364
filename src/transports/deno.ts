/**
 * `slack-scim/deno`: the transport for Deno, with proxies and certificates, on `Deno.createHttpClient`.
 *
 * @module
 */

import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { raceSignal } from '../time/signal.ts'
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
 * Creates a transport for Deno, on its own HTTP clients, with a proxy and certificates.
 *
 * Without `proxy` it uses the proxy of the environment, which it reads when this function is called. It reads
 * only variables that the program may read, and never prompts for a permission. Deno itself still obeys the
 * variables.
 *
 * The transport refuses two combinations, because Deno does not do what the options say. `nodeTransport` of
 * `slack-scim/node` does both in Deno, with the permissions `--allow-env` and `--allow-read`:
 * - options that contradict the environment: Deno always obeys `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and
 *   `NO_PROXY`;
 * - credentials of an `http:` proxy for an `https:` service: Deno sends them to the service as well.
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
      "denoTransport: option 'tls.rejectUnauthorized' must not be false: use Deno's flag --unsafely-ignore-certificate-errors",
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
  // Created here, so that an invalid certificate is an error of this call.
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
    send: (url, init) => raceSignal(init.signal, send(url, init)),
    end: () => {
      for (const client of clients.values()) client.close()
    },
  })
}

/** Deno 2.9.5 sends `Proxy-Authorization` through the tunnel too, whatever headers are set. */
function wouldLeak(): SCIMConfigurationError {
  return new SCIMConfigurationError(
    "denoTransport: option 'proxy': Deno would send the credentials of an http: proxy to the service as well: use an https: proxy, or nodeTransport of 'slack-scim/node', which works in Deno",
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
