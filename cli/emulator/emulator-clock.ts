import { type Clock, virtualClock } from '../../mocks/index.ts'
import type { Speed } from './speed.ts'

/** The emulator's time. */
export interface EmulatorClock {
  readonly clock: Clock
  /** Lets milliseconds pass; absent unless time is manual. */
  advance?(milliseconds: number): Promise<void>
}

/** Makes the clock for `--clock`. */
export function createClock(speed: Speed): EmulatorClock {
  if (speed.kind === 'manual') {
    const clock = virtualClock({ start: Date.now(), autoAdvance: false })
    return { clock, advance: (milliseconds) => clock.run(clock.sleep(milliseconds)) }
  }
  return { clock: fastClock(speed.kind === 'fast' ? speed.factor : 1) }
}

/** The machine's time, multiplied since now. */
function fastClock(factor: number): Clock {
  const start = Date.now()
  return {
    now: () => start + (Date.now() - start) * factor,
    setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds / factor),
    clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  }
}
