import type { Clock } from '../../src/index.ts'

/** A signal that lives as long as the program, and counts who listens to it. */
export function countedSignal(): {
  readonly signal: AbortSignal
  live(): number
  most(): number
} {
  const { signal } = new AbortController()
  const listeners = new Set<unknown>()
  let most = 0
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  Object.assign(signal, {
    addEventListener(type: string, listener: EventListener, options?: AddEventListenerOptions): void {
      listeners.add(listener)
      most = Math.max(most, listeners.size)
      add(type, listener, options)
    },
    removeEventListener(type: string, listener: EventListener): void {
      listeners.delete(listener)
      remove(type, listener)
    },
  })
  return { signal, live: () => listeners.size, most: () => most }
}

/** The platform's clock, which counts the timers that have neither fired nor been cleared. */
export function countedClock(): { readonly clock: Clock; live(): number } {
  const timers = new Set<unknown>()
  const clock: Clock = {
    now: () => Date.now(),
    setTimeout(callback, ms) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        callback()
      }, ms)
      timers.add(timer)
      return timer
    },
    clearTimeout(timer) {
      timers.delete(timer)
      clearTimeout(timer as ReturnType<typeof setTimeout>)
    },
  }
  return { clock, live: () => timers.size }
}
