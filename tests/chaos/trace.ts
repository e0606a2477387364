import { AsyncLocalStorage } from 'node:async_hooks'
import type { Emulator } from '../../mocks/index.ts'
import type { Transport } from '../../src/index.ts'

/** What truly became of one act: the emulator's own account of it, against which the client's word is held. */
export interface Trace {
  /** How many requests were handed to the transport. */
  sent: number
  /** How many of them met a fault. */
  faulted: number
  /** Every fault that was met, and by what. */
  readonly faults: string[]
  /** What the emulator changed: `new user`, `group`, …. */
  readonly effects: string[]
  /** What is still on its way although the client has given up on it. */
  readonly underWay: Promise<unknown>[]
  /** Writes that began before an earlier one to the same resource had ended. */
  overlaps: number
}

const traces = new AsyncLocalStorage<Trace>()

/** A trace of nothing yet. */
export function newTrace(): Trace {
  return { sent: 0, faulted: 0, faults: [], effects: [], underWay: [], overlaps: 0 }
}

/** Runs work whose requests, wherever they wait, are accounted to a trace. */
export function traced<T>(trace: Trace, work: () => Promise<T>): Promise<T> {
  return traces.run(trace, work)
}

/** The trace of whoever asks, from inside of a transport or of the emulator. */
export function currentTrace(): Trace | undefined {
  return traces.getStore()
}

/** Accounts what the emulator does. It speaks of an effect within the request that has it, so the trace is known. */
export function watch(emulator: Emulator): void {
  emulator.onEvent((event) => {
    const trace = currentTrace()
    if (event.type === 'change' && event.by === 'scim') trace?.effects.push(event.what)
    if (event.type === 'fault') trace?.faults.push(event.kind)
    if (event.type === 'response' && event.status === 429) trace?.faults.push('429')
  })
}

/** Counts requests, and writes to one resource that overlap, which the client promises not to send. */
export function counting(transport: Transport): Transport {
  const writing = new Map<string, number>()
  return async (url, init) => {
    const trace = currentTrace()
    if (!trace) return transport(url, init)
    trace.sent++
    const before = trace.faults.length
    const written = init.method === 'GET' || init.method === 'POST' ? undefined : url
    if (written !== undefined) {
      const others = writing.get(written) ?? 0
      if (others > 0) trace.overlaps++
      writing.set(written, others + 1)
    }
    let ended = false
    const end = (): void => {
      if (ended) return
      ended = true
      init.signal?.removeEventListener('abort', end)
      if (trace.faults.length > before) trace.faulted++
      if (written !== undefined) writing.set(written, (writing.get(written) ?? 1) - 1)
    }
    // From the abort on the client has let go, whatever the transport still does.
    init.signal?.addEventListener('abort', end, { once: true })
    try {
      const response = await transport(url, init)
      return {
        status: response.status,
        headers: response.headers,
        text: () => response.text().finally(end),
      }
    } catch (error) {
      end()
      throw error
    }
  }
}
