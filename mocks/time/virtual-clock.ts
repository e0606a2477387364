import { BOOLEAN, type Check, must, shape } from '../errors/check-shape.ts'
import { EmulatorError } from '../errors/emulator-error.ts'
import type { Clock } from './clock.ts'
import { nextTurn } from './event-loop.ts'
import { type Timer, Timers } from './timers.ts'

/** How a virtual clock is set up; everything has a default. */
export interface VirtualClockOptions {
  /** What it shows first, in milliseconds since the epoch; default the beginning of 2026, UTC. */
  readonly start?: number
  /** `false` lets time pass only inside {@link VirtualClock.run}; default `true`. */
  readonly autoAdvance?: boolean
}

/** A clock on which waiting takes no time. */
export interface VirtualClock extends Clock {
  /** Milliseconds that have passed since the start. */
  elapsed(): number
  /** How many timers are set. */
  readonly pending: number
  /** Moves on by `milliseconds` at once, and fires the timers that are due by then, in order. */
  advance(milliseconds: number): void
  /** Resolves when `milliseconds` have passed. */
  sleep(milliseconds: number): Promise<void>
  /**
   * Holds the time still while something real happens, such as a request over a socket, which takes no virtual time.
   *
   * @returns what `work` resolves to
   */
  outside<T>(work: Promise<T>): Promise<T>
  /**
   * Lets time pass until `work` is done.
   *
   * @returns what `work` resolves to
   * @throws {EmulatorError} when `work` waits for something else than time, which would never end
   */
  run<T>(work: Promise<T>): Promise<T>
}

const OPTIONS: Check = /* @__PURE__ */ (() => {
  const keys: Readonly<Record<keyof VirtualClockOptions, Check>> = {
    start: must('milliseconds since the epoch', Number.isFinite),
    autoAdvance: BOOLEAN,
  }
  return shape(keys)
})()

/** Turns of the event loop without a request that means nobody has anything left to do but to wait. */
const IDLE_TURNS = 2

/**
 * Makes a clock for a client, its tasks and the emulator to share, so that a test of lags, waits, retries and timeouts
 * takes no time: whenever everybody waits, the clock jumps to the earliest timer.
 *
 * It knows what happens in this process. Through a socket, the answer is still on its way when the clock already
 * fires the client's timeout; wrap such work in {@link VirtualClock.outside}, or use the emulator's `transport`.
 *
 * @param options - `start` and `autoAdvance`
 * @throws {EmulatorError} for an unknown option or an invalid value
 *
 * @example
 * ```ts
 * import { deactivateUser, SCIMClient } from 'slack-scim'
 * import { createEmulator, virtualClock } from 'slack-scim/mocks'
 *
 * const clock = virtualClock()
 * const emulator = createEmulator({
 *   clock,
 *   seed: { users: [{ userName: 'jo', id: 'U0JO' }] },
 *   assumptions: { 'deactivation-visibility': 'five-seconds-late' },
 * })
 * const scim = new SCIMClient(emulator.token, { clock, transport: emulator.transport })
 * await deactivateUser(scim, 'U0JO')
 * console.log(clock.elapsed()) // five seconds and more, in a few milliseconds
 * ```
 */
export function virtualClock(options: VirtualClockOptions = {}): VirtualClock {
  OPTIONS(options, 'virtualClock')
  const { start = Date.UTC(2026, 0, 1), autoAdvance = true } = options
  const turn = nextTurn()
  const timers = new Timers()
  const runs = new Set<(error: EmulatorError) => void>()
  let now = start
  let order = 0
  let outside = 0
  let pumping = false

  const pump = (): void => {
    if (pumping || outside > 0 || !(autoAdvance || runs.size > 0)) return
    pumping = true
    afterTurns(turn, IDLE_TURNS, () => {
      pumping = false
      if (outside > 0 || !(autoAdvance || runs.size > 0)) return
      const timer = timers.next(Number.POSITIVE_INFINITY)
      if (!timer) return endRuns()
      try {
        fire(timer)
      } finally {
        pump()
      }
    })
  }
  const fire = ({ due, callback }: Timer): void => {
    now = Math.max(now, due)
    callback()
  }
  const endRuns = (): void => {
    for (const fail of runs) fail(new EmulatorError('run: the work waits for something else than time.'))
  }
  const set = (callback: () => void, milliseconds: number): Timer => {
    const timer = { due: now + Math.max(0, milliseconds), order: order++, callback, cancelled: false }
    timers.add(timer)
    pump()
    return timer
  }

  return {
    now: () => now,
    elapsed: () => now - start,
    get pending() {
      return timers.size
    },
    setTimeout: set,
    clearTimeout(timer) {
      if (timer) (timer as Timer).cancelled = true
    },
    advance(milliseconds) {
      const end = now + milliseconds
      for (let timer = timers.next(end); timer; timer = timers.next(end)) fire(timer)
      now = Math.max(now, end)
    },
    sleep: (milliseconds) => new Promise((resolve) => void set(resolve, milliseconds)),
    async outside(work) {
      outside++
      try {
        return await work
      } finally {
        outside--
        pump()
      }
    },
    async run(work) {
      let fail: (error: EmulatorError) => void = () => undefined
      const stuck = new Promise<never>((_, reject) => {
        fail = reject
      })
      runs.add(fail)
      pump()
      try {
        return await Promise.race([work, stuck])
      } finally {
        runs.delete(fail)
      }
    },
  }
}

function afterTurns(turn: (callback: () => void) => void, left: number, callback: () => void): void {
  turn(() => (left > 1 ? afterTurns(turn, left - 1, callback) : callback()))
}
