import { type Clock, startTimer } from '../time/clock.ts'
import { onAbort, raceSignal } from '../time/signal.ts'
import { RelayRefusal } from './refusal.ts'

/** What a request waits for, in this order. */
export type Stage = 'authorize' | 'allow' | 'body' | 'service'

/** The time of one request at the relay, from its arrival until its answer. */
export interface TimeLimit {
  /** Aborts with a {@link RelayRefusal} when the time is over, or when the browser goes away. */
  readonly signal: AbortSignal
  /** Milliseconds that are left. */
  left(): number
  /** Settles like `work`, or rejects with a {@link RelayRefusal} as soon as the signal aborts. */
  race<T>(stage: Stage, work: () => T | Promise<T>): Promise<T>
  /** Ends with the signal of the browser too. */
  follow(browser: AbortSignal | null | undefined): void
  /** Removes the timer and the listener. */
  end(): void
}

/**
 * Starts the time of a request. It races: an `authorize` that hangs or a body that trickles in cannot hold the answer.
 *
 * @param timeout - milliseconds
 */
export function startTimeLimit(timeout: number, clock: Clock): TimeLimit {
  let stage: Stage = 'authorize'
  const controller = new AbortController()
  const { signal } = controller
  const started = clock.now()
  const cancel = startTimer(clock, timeout, () => controller.abort(timeoutIn(stage, timeout)))
  let removeListener = (): void => {}
  return {
    signal,
    left: () => Math.max(0, started + timeout - clock.now()),
    async race(next, work) {
      stage = next
      signal.throwIfAborted()
      return raceSignal(
        signal,
        Promise.resolve().then(() => work()),
      )
    },
    follow(browser) {
      removeListener = onAbort(browser ?? undefined, () =>
        controller.abort(new RelayRefusal('relay_aborted', 'the browser closed the request')),
      )
    },
    end() {
      cancel()
      removeListener()
    },
  }
}

function timeoutIn(stage: Stage, timeout: number): RelayRefusal {
  if (stage === 'service') return new RelayRefusal('relay_upstream_timeout', 'the service took too long')
  const subject = stage === 'body' ? 'the body' : stage
  return new RelayRefusal('relay_timeout', `${subject} took longer than the ${timeout} ms of the relay`)
}
