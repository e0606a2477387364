import { SCIMConnectionError } from '../errors/connection-error.ts'
import type { Transport } from './transport.ts'

/**
 * Makes a proof of Bun's one error for a handshake that was none: `EPROTO` with a text that says so. The code alone
 * proves nothing: Node has it for connections that worked before.
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
