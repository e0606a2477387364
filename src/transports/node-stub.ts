/**
 * `slack-scim/node` outside of Node: the same names, whose errors name the transport to use.
 *
 * @module
 */
import type { ClosableTransport } from './closable-transport.ts'
import { elsewhere } from './elsewhere.ts'
import type { ProxyTransportOptions } from './proxy-options.ts'

export type { ClosableTransport } from './closable-transport.ts'
export type { ProxyTransportOptions, TLSOptions } from './proxy-options.ts'

/** @throws {@link SCIMConfigurationError} always, since the runtime is not Node */
export function nodeTransport(_options: ProxyTransportOptions = {}): ClosableTransport {
  throw elsewhere('nodeTransport', 'Node with undici')
}
