import type { AssumptionName } from '../assumptions/assumptions.ts'

/** An event of the emulator. */
export type EmulatorEvent =
  | {
      readonly type: 'request'
      readonly method: string
      readonly url: string
      readonly operation: string | null
    }
  | { readonly type: 'response'; readonly method: string; readonly url: string; readonly status: number }
  | { readonly type: 'assumption'; readonly name: AssumptionName; readonly value: string }
  | { readonly type: 'fault'; readonly kind: string; readonly method: string; readonly url: string }
  | { readonly type: 'change'; readonly what: string; readonly id: string; readonly by: 'scim' | 'slack' }
  | { readonly type: 'unhandled'; readonly method: string; readonly url: string }

/** The events so far, and their listeners. */
export interface EventLog {
  readonly events: readonly EmulatorEvent[]
  emit(event: EmulatorEvent): void
  /** Calls the listener for each later event; returns a function that unsubscribes it. */
  subscribe(listener: (event: EmulatorEvent) => void): () => void
  clear(): void
}

/** Bound of the log, so that a long-running server does not grow without end. */
const MAX_EVENTS = 10_000

/** Makes an empty log. */
export function createEventLog(): EventLog {
  const events: EmulatorEvent[] = []
  const listeners = new Set<(event: EmulatorEvent) => void>()
  return {
    events,
    emit(event) {
      events.push(event)
      if (events.length > MAX_EVENTS) events.splice(0, MAX_EVENTS / 2)
      for (const listener of listeners) listener(event)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clear: () => events.splice(0),
  }
}
