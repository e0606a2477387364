import { SCIMConnectionError } from '../errors/connection-error.ts'
import type { Transport } from './transport.ts'

/**
 * Says what Deno keeps in the cause of "fetch failed": `error sending request for url (…): client error (Connect): …`.
 * Only the end of it, since the URL has the values of filters.
 */
export function explainingFailures(send: Transport): Transport {
  return async (url, init) => {
    try {
      return await send(url, init)
    } catch (error) {
      const { cause } = error as { readonly cause?: { readonly cause?: { readonly message?: unknown } } }
      const [, kind, why] = /client error \((\w+)\)(?:: (.*))?$/s.exec(String(cause?.cause?.message)) ?? []
      if (!kind) throw error
      // hyper's Connect is all that comes before a request: the name, the proxy, its tunnel, the handshake.
      const applied = kind === 'Connect' ? 'no' : 'unknown'
      throw new SCIMConnectionError(why ?? `client error (${kind})`, { applied, cause })
    }
  }
}
