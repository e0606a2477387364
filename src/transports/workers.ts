/**
 * `slack-scim/workers`: the transport for bindings of Cloudflare Workers.
 *
 * @module
 */
import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { fetchTransport } from './fetch-transport.ts'
import type { Transport } from './transport.ts'

/** A binding with a `fetch`: to another Worker, or with an mTLS certificate. */
export interface FetcherBinding {
  /** Like the global `fetch`, through the binding. */
  fetch(url: string, init: RequestInit): Promise<Response>
}

/** Options of {@link workersTransport}. */
export interface WorkersTransportOptions {
  /** The binding, such as `env.SLACK` in a Worker's handler. */
  readonly binding: FetcherBinding
}

/** Options of `nodeTransport` and its like that a Worker cannot have. */
const NODE_OPTIONS = ['proxy', 'noProxy', 'tls']

/**
 * Creates a transport that sends through a binding of a Cloudflare Worker: a service binding, for example to
 * a Worker for outbound requests, or an mTLS certificate, with which the runtime identifies itself.
 *
 * In Node, tests can use the bindings of wrangler's `getPlatformProxy`.
 *
 * @param options - `binding`: the binding
 * @throws {@link SCIMConfigurationError} if it has no `fetch`, and for `proxy` and `tls`, which Workers do not have
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { type FetcherBinding, workersTransport } from 'slack-scim/workers'
 *
 * export default {
 *   async fetch(_request: Request, env: { SLACK: FetcherBinding; SLACK_TOKEN: string }): Promise<Response> {
 *     const scim = new SCIMClient(env.SLACK_TOKEN, { transport: workersTransport({ binding: env.SLACK }) })
 *     return Response.json((await scim.searchUsers()).totalResults)
 *   },
 * }
 * ```
 */
export function workersTransport(options: WorkersTransportOptions): Transport {
  for (const key of Object.keys(options ?? {})) {
    if (key === 'binding') continue
    throw new SCIMConfigurationError(
      NODE_OPTIONS.includes(key)
        ? `workersTransport: option '${key}': Workers have no proxy or TLS settings: bind an mTLS certificate or another Worker`
        : `workersTransport: option '${key}' is unknown: the only option is 'binding'`,
    )
  }
  const { binding } = options ?? {}
  if (typeof binding?.fetch !== 'function') {
    throw new SCIMConfigurationError(
      "workersTransport: option 'binding' must be a binding with fetch(), such as env.SLACK of a Worker's handler",
    )
  }
  // Called as a method, because a binding is a host object that needs itself as `this`.
  return fetchTransport({ fetch: (url, init) => binding.fetch(url, init) })
}
