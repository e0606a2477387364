import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import { raceSignal } from '../time/signal.ts'
import type { Transport } from './transport.ts'

/** A transport with connections of its own, which live until they idle out or it is closed. */
export interface ClosableTransport extends Transport {
  /**
   * Takes no more requests, lets those that are under way end, and closes the connections; does nothing a
   * second time. A process that ends anyway need not call it.
   */
  close(): Promise<void>
}

/** What lies under a transport that can be closed. */
export interface Connections {
  /** Sends one request. */
  readonly send: Transport
  /** Ends all connections; no request is under way. */
  end(): void | Promise<void>
  /** Told whenever the last request has ended, perhaps by abort, with work of its own left behind. */
  idle?(): void
}

/** Makes a transport that can be closed, and that ends a request at once when it is aborted. */
export function closable({ send, end, idle }: Connections): ClosableTransport {
  const active = new Set<Promise<unknown>>()
  let ending: Promise<void> | undefined
  const transport: Transport = async (url, init) => {
    if (ending) throw new SCIMConfigurationError('the transport was closed: make another one')
    init.signal?.throwIfAborted()
    const answer = raceSignal(init.signal, send(url, init))
    active.add(answer)
    try {
      return await answer
    } finally {
      active.delete(answer)
      if (active.size === 0) idle?.()
    }
  }
  const close = async (): Promise<void> => {
    await Promise.allSettled(active)
    await end()
  }
  return Object.assign(transport, {
    close: (): Promise<void> => {
      ending ??= close()
      return ending
    },
  })
}
