/**
 * What `slack-scim/node` is where there is no Node: the same names, which say what to use.
 *
 * @module
 */
import type { ClosableTransport } from './closable-transport.ts'
import { elsewhere } from './elsewhere.ts'
import type { ProxyTransportOptions } from './proxy-options.ts'

export type { ClosableTransport } from './closable-transport.ts'
export type { ProxyTransportOptions, TLSOptions } from './proxy-options.ts'

/** @throws {@link SCIMConfigurationError} always: this is not Node */
export function nodeTransport(_options: ProxyTransportOptions = {}): ClosableTransport {
  throw elsewhere('nodeTransport', 'Node with undici')
}
