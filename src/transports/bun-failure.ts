import { SCIMConnectionError } from '../errors/connection-error.ts'
import type { Transport } from './transport.ts'

/**
 * Recognizes Bun's error for a failed TLS handshake, which proves that nothing was sent: `EPROTO` and a text
 * that names the handshake. The code alone proves nothing, because Node has it for established connections
 * too.
 */
export function provingHandshakes(send: Transport): Transport {
  return async (url, init) => {
    try {
      return await send(url, init)
    } catch (error) {
      const { cause } = error as { readonly cause?: { readonly code?: unknown; readonly message?: unknown } }
      if (cause?.code !== 'EPROTO' || !/TLS handshake/.test(String(cause.message))) throw error
      throw new SCIMConnectionError(String(cause.message), { applied: 'no', cause })
    }
  }
}
