import { type Clock, startTimer } from './clock.ts'

/**
 * Settles like `work`, or rejects with the signal's reason when it aborts first.
 *
 * The listener is removed when `work` settles, so a signal that outlives thousands of calls retains none of them.
 */
export function raceSignal<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const removeListener = onAbort(signal, reject)
    work.then(resolve, reject).finally(removeListener)
  })
}

/** Waits `ms` milliseconds. Rejects with the signal's reason when it aborts. */
export async function sleep(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  let cancel: (() => void) | undefined
  const done = new Promise<void>((resolve) => {
    cancel = startTimer(clock, ms, resolve)
  })
  // An aborted wait must leave no timer.
  return raceSignal(signal, done).finally(cancel)
}

/** The callbacks of a signal, and their shared listener. */
interface Subscription {
  readonly callbacks: Set<(reason: unknown) => void>
  readonly listener: () => void
}

const SUBSCRIPTIONS: WeakMap<AbortSignal, Subscription> = /* @__PURE__ */ new WeakMap()

/**
 * Calls back with the signal's reason when it aborts, or at once if it is aborted already.
 *
 * All callbacks of a signal share one listener: Node warns of a leak when one signal has more than ten.
 *
 * @returns a function that removes the callback, and with the last callback the listener
 */
export function onAbort(signal: AbortSignal | undefined, callback: (reason: unknown) => void): () => void {
  if (signal?.aborted) callback(signal.reason)
  // A value that is no signal waits for nothing; options are checked elsewhere.
  if (signal?.aborted || typeof signal?.addEventListener !== 'function') return () => {}
  const { callbacks } = SUBSCRIPTIONS.get(signal) ?? subscribe(signal)
  // A new function, because the same callback may be added twice.
  const own = (reason: unknown): void => callback(reason)
  callbacks.add(own)
  return () => {
    if (callbacks.delete(own) && callbacks.size === 0) unsubscribe(signal)
  }
}

function subscribe(signal: AbortSignal): Subscription {
  const callbacks = new Set<(reason: unknown) => void>()
  const listener = (): void => {
    unsubscribe(signal)
    for (const callback of callbacks) callback(signal.reason)
    callbacks.clear()
  }
  const subscription = { callbacks, listener }
  SUBSCRIPTIONS.set(signal, subscription)
  signal.addEventListener('abort', listener, { once: true })
  return subscription
}

function unsubscribe(signal: AbortSignal): void {
  const subscription = SUBSCRIPTIONS.get(signal)
  if (!subscription) return
  SUBSCRIPTIONS.delete(signal)
  signal.removeEventListener('abort', subscription.listener)
}
