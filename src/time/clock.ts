/** Time as the library sees it: replace it to test waits without waiting, or to run on virtual time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls back once after `ms` milliseconds; the result is given to {@link Clock.clearTimeout}. */
  setTimeout(callback: () => void, ms: number): unknown
  /** Forgets a timer that has not fired. */
  clearTimeout(timer: unknown): void
}

/** The platform's clock. Looked up at each call, so that fake timers installed later are honoured. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    setTimeout: (callback, ms) => setTimeout(callback, ms),
    clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  }
}

/** A timer that also takes more than setTimeout's 2^31-1 ms, and `Infinity` for never. Returns its canceller. */
export function startTimer(clock: Clock, ms: number, callback: () => void): () => void {
  let timer: unknown
  const arm = (left: number): void => {
    const step = Math.min(left, 0x7fffffff)
    timer = clock.setTimeout(() => (left > step ? arm(left - step) : callback()), step)
  }
  if (ms < Number.POSITIVE_INFINITY) arm(Math.max(0, ms))
  return () => clock.clearTimeout(timer)
}
