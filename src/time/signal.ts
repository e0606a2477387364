import { type Clock, startTimer } from './clock.ts'

/**
 * Settles like `work`, or rejects with the signal's reason as soon as it aborts, whichever is first.
 *
 * The listener goes when `work` settles: a signal that outlives thousands of calls keeps none of them.
 */
export function raceSignal<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const removeListener = onAbort(signal, reject)
    work.then(resolve, reject).finally(removeListener)
  })
}

/** Waits `ms` milliseconds, or rejects with the signal's reason at once when it aborts. */
export async function sleep(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  let cancel: (() => void) | undefined
  const done = new Promise<void>((resolve) => {
    cancel = startTimer(clock, ms, resolve)
  })
  // A wait that is cut short leaves no timer.
  return raceSignal(signal, done).finally(cancel)
}

/** Calls back with the signal's reason when it aborts, or at once if it has; returns the way to let go of it. */
export function onAbort(signal: AbortSignal | undefined, callback: (reason: unknown) => void): () => void {
  const listener = (): void => callback(signal?.reason)
  if (signal?.aborted) listener()
  else signal?.addEventListener?.('abort', listener, { once: true })
  return () => signal?.removeEventListener?.('abort', listener)
}
