/** What a runtime is asked to do. */
export interface Task {
  readonly calls: number
  /** `stub` answers in process; the others ask `baseUrl`. */
  readonly transport: 'stub' | 'fetch' | 'node'
  readonly baseUrl?: string
}

/** What was left behind when all calls had ended. */
export interface Leftovers {
  /** Listeners on the signal. */
  readonly listeners: number
  /** The most listeners on the signal at any time. */
  readonly mostListeners: number
  /** Timers that nobody cleared. */
  readonly timers: number
  /** By how much the heap grew after the first tenth. */
  readonly bytes: number
}

/** Connections that ten calls at a time may take, beside the one that each call loses which is given up. */
export function mostConnections({ calls }: Task): number {
  return 30 + Math.ceil((1.1 * calls) / 500)
}

/** The heap may breathe, but a listener or an entry for each call would be 50 bytes a call and more. */
const BYTES_PER_CALL = 5
const BREATH = 1_500_000

/** What should not have been left, a sentence each. */
export function leaks({ calls }: Task, { listeners, mostListeners, timers, bytes }: Leftovers): string[] {
  const found: string[] = []
  if (listeners > 0) found.push(`${listeners} listeners on the signal`)
  if (mostListeners > 30) found.push(`up to ${mostListeners} listeners at a time for ten calls`)
  if (timers > 0) found.push(`${timers} timers`)
  if (bytes > BREATH + BYTES_PER_CALL * calls) found.push(`${bytes} bytes after ${calls} calls`)
  return found
}
