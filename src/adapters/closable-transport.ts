import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import type { Transport } from '../transport/transport.ts'

/** A transport with connections of its own, which live until they idle out or it is closed. */
export interface ClosableTransport extends Transport {
  /**
   * Takes no more requests, lets those that are under way end, and closes the connections; does nothing a
   * second time. A process that ends anyway need not call it.
   */
  close(): Promise<void>
}

/** Makes a transport that can be closed from how it sends and how it ends. */
export function closable(send: Transport, end: () => void | Promise<void>): ClosableTransport {
  let ending: Promise<void> | undefined
  const transport: Transport = async (url, init) => {
    if (ending) throw new SCIMConfigurationError('the transport was closed: make another one')
    init.signal?.throwIfAborted()
    return send(url, init)
  }
  return Object.assign(transport, {
    close: (): Promise<void> => {
      // In a function, so that `ending` is set before anything of it runs.
      ending ??= (async () => end())()
      return ending
    },
  })
}
