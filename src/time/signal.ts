import { type Clock, startTimer } from './clock.ts'

/**
 * Settles like `work`, or rejects with the signal's reason as soon as it aborts, whichever is first.
 *
 * The listener goes when `work` settles: a signal that outlives thousands of calls keeps none of them.
 */
export function raceSignal<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason)
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** Waits `ms` milliseconds, or rejects with the signal's reason at once when it aborts. */
export async function sleep(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  let cancel = (): void => {}
  const done = new Promise<void>((resolve) => {
    cancel = startTimer(clock, ms, resolve)
  })
  try {
    await raceSignal(signal, done)
  } finally {
    cancel()
  }
}

/** A controller that aborts with `parent`, and the way to let go of it. */
export function followSignal(parent: AbortSignal | undefined): {
  readonly controller: AbortController
  readonly letGo: () => void
} {
  const controller = new AbortController()
  const follow = (): void => controller.abort(parent?.reason)
  if (parent?.aborted) follow()
  else parent?.addEventListener('abort', follow, { once: true })
  return { controller, letGo: () => parent?.removeEventListener('abort', follow) }
}

/**
 * Runs `work` with a signal that aborts with `parent`, or with the error of `onTimeout` after `ms`
 * milliseconds, and does not wait for work that ignores its signal.
 *
 * Not `AbortSignal.any` and `AbortSignal.timeout`: they leave the listener or the timer to the garbage collector.
 */
export async function withTimeLimit<T>(
  limit: { readonly clock: Clock; readonly ms: number; readonly onTimeout: () => unknown },
  parent: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { controller, letGo } = followSignal(parent)
  const cancel = startTimer(limit.clock, limit.ms, () => controller.abort(limit.onTimeout()))
  try {
    if (controller.signal.aborted) throw controller.signal.reason
    return await raceSignal(controller.signal, work(controller.signal))
  } finally {
    cancel()
    letGo()
  }
}
