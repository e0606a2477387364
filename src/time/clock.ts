/** The time source of the library. Replace it to test waits without waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls back once after `ms` milliseconds. Returns a timer for {@link Clock.clearTimeout}. */
  setTimeout(callback: () => void, ms: number): unknown
  /** Cancels a timer. */
  clearTimeout(timer: unknown): void
}

/** Returns the platform's clock. It reads the globals at each call, so fake timers installed later work. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    setTimeout: (callback, ms) => setTimeout(callback, ms),
    clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  }
}

/**
 * Starts a timer that may exceed setTimeout's 2^31-1 ms; `Infinity` never fires. Returns a function that
 * cancels it.
 */
export function startTimer(clock: Clock, ms: number, callback: () => void): () => void {
  let timer: unknown
  const arm = (left: number): void => {
    const step = Math.min(left, 0x7fffffff)
    timer = clock.setTimeout(() => (left > step ? arm(left - step) : callback()), step)
  }
  if (ms < Number.POSITIVE_INFINITY) arm(Math.max(0, ms))
  return () => clock.clearTimeout(timer)
}
