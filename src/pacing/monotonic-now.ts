import type { Clock } from '../time/clock.ts'

/** Time that never goes back, whatever is done to the clock: a jump would hold up everything until it is made good. */
export function monotonicNow(clock: Pick<Clock, 'now'>): () => number {
  let last = Number.NEGATIVE_INFINITY
  let shift = 0
  return () => {
    const now = clock.now()
    if (now < last) shift += last - now
    last = now
    return now + shift
  }
}
