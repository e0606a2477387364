import { SCIMTimeoutError } from '../errors/timeout-error.ts'
import { startTimer } from '../time/clock.ts'
import { onAbort, raceSignal } from '../time/signal.ts'
import type { Call } from './call.ts'
import type { ChainMiddleware } from './middleware.ts'

/**
 * The clock of the whole call, with its waits and retries. It races: a link or a transport that ignores its
 * signal cannot hold the caller.
 */
export function deadline(): ChainMiddleware<Call> {
  return timeLimit('deadline', 'call')
}

/** The clock of one attempt: from the question for a token until the last byte of the body. */
export function attemptTimeout(): ChainMiddleware<Call> {
  return timeLimit('timeout', 'attempt')
}

/**
 * Gives what is below a signal of its own, which aborts with the one above, or when the time is over, and
 * always with an error of ours.
 *
 * Not `AbortSignal.any` and `AbortSignal.timeout`: they leave the listener or the timer to the garbage collector.
 */
function timeLimit(name: 'deadline' | 'timeout', scope: 'call' | 'attempt'): ChainMiddleware<Call> {
  return {
    name,
    async handle(request, next, call) {
      const ms = call.limits[name]
      if (ms === Number.POSITIVE_INFINITY && !request.signal) return next(request)
      const controller = new AbortController()
      const { signal } = controller
      const removeListener = onAbort(request.signal, (reason) =>
        controller.abort(call.abortError(request, reason)),
      )
      const cancel = startTimer(call.clock, ms, () =>
        controller.abort(
          call.own(
            new SCIMTimeoutError(call.describe(request, `its ${name} of ${ms} ms is over`), scope, call),
          ),
        ),
      )
      try {
        signal.throwIfAborted()
        return await raceSignal(signal, next({ ...request, signal }))
      } finally {
        cancel()
        removeListener()
      }
    },
  }
}
