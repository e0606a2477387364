import { SCIMConfigurationError } from '../errors/configuration-error.ts'
import type { Transport } from './transport.ts'

/**
 * A transport with its own connections, which stay open until they are idle for long or the transport is
 * closed.
 */
export interface ClosableTransport extends Transport {
  /**
   * Refuses new requests, waits for those under way, and closes the connections. A second call has no effect.
   * A process that exits need not call it.
   */
  close(): Promise<void>
}

/** The connections of a closable transport. */
export interface Connections {
  /** Sends one request; rejects at once when its signal aborts. */
  readonly send: Transport
  /** Closes all connections; called when no request is under way. */
  end(): void | Promise<void>
  /** Called when the last request has ended; an aborted one may have left a connection attempt behind. */
  idle?(): void
}

/** Returns a transport that can be closed. */
export function closable({ send, end, idle }: Connections): ClosableTransport {
  const active = new Set<Promise<unknown>>()
  let ending: Promise<void> | undefined
  const transport: Transport = async (url, init) => {
    if (ending) throw new SCIMConfigurationError('the transport is closed: create a new one')
    init.signal?.throwIfAborted()
    const answer = send(url, init)
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
