/**
 * `slack-scim/bun` outside of Bun: the same names, whose errors name the transport to use.
 *
 * @module
 */

import { elsewhere } from './elsewhere.ts'
import type { ProxyTransportOptions } from './proxy-options.ts'
import type { Transport } from './transport.ts'

export type { ProxyTransportOptions, TLSOptions } from './proxy-options.ts'

/** @throws {@link SCIMConfigurationError} always, since the runtime is not Bun */
export function bunTransport(_options: ProxyTransportOptions = {}): Transport {
  throw elsewhere('bunTransport', "Bun (for a bundle: its condition 'bun')")
}
