import type { Clock } from '../../src/index.ts'

/** A clock on which waits take no time, and the moments at which somebody waited. */
export interface VirtualClock extends Clock {
  /** Milliseconds that have gone by since the start. */
  elapsed(): number
}

/**
 * Time that jumps to the next timer as soon as nothing else can happen. An emulator in process answers in
 * microtasks, so that a timer only fires when everybody is waiting for one.
 */
export function virtualClock(start = Date.UTC(2026, 5, 1)): VirtualClock {
  let now = start
  let issued = 0
  let pumping = false
  const timers = new Map<number, { readonly due: number; readonly callback: () => void }>()

  const pump = (): void => {
    pumping = false
    const [next] = [...timers].sort(([, one], [, other]) => one.due - other.due)
    if (!next) return
    const [handle, { due, callback }] = next
    timers.delete(handle)
    now = Math.max(now, due)
    callback()
    schedule()
  }
  const schedule = (): void => {
    if (pumping || timers.size === 0) return
    pumping = true
    setImmediate(pump)
  }

  return {
    now: () => now,
    elapsed: () => now - start,
    setTimeout(callback, milliseconds) {
      timers.set(++issued, { due: now + milliseconds, callback })
      schedule()
      return issued
    },
    clearTimeout(handle) {
      timers.delete(handle as number)
    },
  }
}
