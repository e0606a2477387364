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
  /** As the global `fetch`, through what is bound. */
  fetch(url: string, init: RequestInit): Promise<Response>
}

/** What {@link workersTransport} is told. */
export interface WorkersTransportOptions {
  /** The binding, such as `env.SLACK` in a Worker's handler. */
  readonly binding: FetcherBinding
}

/**
 * A transport that sends through a binding of a Cloudflare Worker: a service binding, such as to a Worker that
 * guards the way out, or an mTLS certificate, with which the runtime then identifies itself.
 *
 * It is also what tests have in Node, where wrangler's `getPlatformProxy` makes bindings.
 *
 * @param options - `binding`: the binding
 * @throws {@link SCIMConfigurationError} if it is none, and for `proxy` and `tls`, which Workers do not have
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
      /^(proxy|noProxy|tls)$/.test(key)
        ? `workersTransport: there is no '${key}' in Workers, where sockets are the platform's: bind an mTLS certificate, or a Worker that knows the way`
        : `workersTransport: option '${key}' is unknown, there is binding`,
    )
  }
  const { binding } = options ?? {}
  if (typeof binding?.fetch !== 'function') {
    throw new SCIMConfigurationError(
      "workersTransport: option 'binding' must be a binding with fetch(), such as env.SLACK of a Worker's handler",
    )
  }
  // As a method: a binding is a host object, which wants itself as `this`.
  return fetchTransport({ fetch: (url, init) => binding.fetch(url, init) })
}
