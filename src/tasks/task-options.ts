import type { CallOptions } from '../client/options.ts'
import { SCIMAbortError } from '../errors/abort-error.ts'
import { invalid } from '../errors/validation-error.ts'
import { type Clock, systemClock } from '../time/clock.ts'
import { sleep } from '../time/signal.ts'

/** What every operation of the domain can be told beside what it is about; the rest goes to each call. */
export interface TaskOptions extends CallOptions {
  /** Milliseconds to wait for reads to show what was written; default 30000. Slack's lag by seconds. */
  readonly settleTimeout?: number | undefined
  /** Replaces the platform's time, for tests and simulations. */
  readonly clock?: Clock | undefined
}

/** The part of the options that is for each call. */
export function callOptions({ settleTimeout: _patience, clock: _clock, ...call }: TaskOptions): CallOptions {
  return call
}

/** Milliseconds between two looks: Slack's own tests look once a second, ten times. */
const INTERVAL = 1000

/**
 * Waits until the next look is due.
 *
 * @throws {@link SCIMAbortError} as soon as the signal aborts
 */
export async function pause({ clock = systemClock(), signal }: TaskOptions): Promise<void> {
  try {
    await sleep(clock, INTERVAL, signal)
  } catch (reason) {
    const state = { applied: 'unknown', attempts: 0 } as const
    throw new SCIMAbortError(
      'aborted by its signal while it waited for reads to show a change',
      state,
      reason,
    )
  }
}

/**
 * Looks until there is something to see, or until settleTimeout ends.
 *
 * @returns what `look` gave that was not undefined; undefined when settleTimeout ended first
 */
export async function untilSeen<T>(
  options: TaskOptions,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const { clock = systemClock(), settleTimeout = 30_000 } = options
  if (!(settleTimeout >= 0)) throw invalid('options', 'settleTimeout', 'must be a number of milliseconds')
  const end = clock.now() + settleTimeout
  for (;;) {
    const seen = await look()
    if (seen !== undefined || clock.now() + INTERVAL > end) return seen
    await pause(options)
  }
}
