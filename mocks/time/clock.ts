/** The time as the emulator sees it; give your own to make lags and latencies instant. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls back after `milliseconds`; the result is what {@link Clock.clearTimeout} takes. */
  setTimeout(callback: () => void, milliseconds: number): unknown
  /** Forgets a callback that has not run yet. */
  clearTimeout(handle: unknown): void
}

/** The clock of the machine. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
    clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
  }
}

/**
 * Waits on a clock; an abort ends the wait at once and leaves no listener behind.
 *
 * @throws the signal's reason when it aborts
 */
export function wait(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const abort = (): void => {
      clock.clearTimeout(handle)
      reject(signal?.reason)
    }
    const handle = clock.setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', abort, { once: true })
  })
}

/** Never resolves; rejects when the signal aborts, as a connection does on which nothing arrives. */
export function hang(signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
