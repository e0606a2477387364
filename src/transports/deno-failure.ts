import { SCIMConnectionError } from '../errors/connection-error.ts'
import type { Transport } from './transport.ts'

/**
 * Puts the text of Deno's cause into the message: `error sending request for url (…): client error (Connect):
 * …`. Only its end, because the URL contains the values of filters.
 */
export function explainingFailures(send: Transport): Transport {
  return async (url, init) => {
    try {
      return await send(url, init)
    } catch (error) {
      const { cause } = error as { readonly cause?: { readonly cause?: { readonly message?: unknown } } }
      const [, kind, why] = /client error \((\w+)\)(?:: (.*))?$/s.exec(String(cause?.cause?.message)) ?? []
      if (!kind) throw error
      // hyper's Connect covers every step before the request: DNS, the proxy, its tunnel, the TLS handshake.
      const applied = kind === 'Connect' ? 'no' : 'unknown'
      throw new SCIMConnectionError(why ?? `client error (${kind})`, { applied, cause })
    }
  }
}
