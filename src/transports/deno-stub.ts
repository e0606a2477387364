/**
 * `slack-scim/deno` outside of Deno: the same names, whose errors name the transport to use.
 *
 * @module
 */
import type { ClosableTransport } from './closable-transport.ts'
import { elsewhere } from './elsewhere.ts'
import type { ProxyTransportOptions } from './proxy-options.ts'

export type { ClosableTransport } from './closable-transport.ts'
export type { ProxyTransportOptions, TLSOptions } from './proxy-options.ts'

/** @throws {@link SCIMConfigurationError} always, since the runtime is not Deno */
export function denoTransport(_options: ProxyTransportOptions = {}): ClosableTransport {
  throw elsewhere('denoTransport', "Deno (for a bundle: its condition 'deno')")
}
