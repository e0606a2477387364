/**
 * What `slack-scim/deno` is where there is no Deno: the same names, which say what to use.
 *
 * @module
 */
import type { ClosableTransport } from './closable-transport.ts'
import { elsewhere } from './elsewhere.ts'
import type { ProxyTransportOptions } from './proxy-options.ts'

export type { ClosableTransport } from './closable-transport.ts'
export type { ProxyTransportOptions, TLSOptions } from './proxy-options.ts'

/** @throws {@link SCIMConfigurationError} always: this is not Deno */
export function denoTransport(_options: ProxyTransportOptions = {}): ClosableTransport {
  throw elsewhere('denoTransport', "Deno (for a bundle: its condition 'deno')")
}
