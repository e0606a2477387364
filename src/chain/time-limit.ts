import { SCIMTimeoutError } from '../errors/timeout-error.ts'
import { withTimeLimit } from '../time/signal.ts'
import type { Call } from './call.ts'
import type { Link } from './middleware.ts'

/**
 * The clock of the whole call, with its waits and retries. It races: a link or a transport that ignores its
 * signal cannot hold the caller.
 */
export function deadline(): Link<Call> {
  return timeLimit('deadline', 'call')
}

/** The clock of one attempt: from the question for a token until the last byte of the body. */
export function attemptTimeout(): Link<Call> {
  return timeLimit('timeout', 'attempt')
}

function timeLimit(name: 'deadline' | 'timeout', scope: 'call' | 'attempt'): Link<Call> {
  return {
    name,
    async handle(request, next, call) {
      const ms = call.limits[name]
      if (ms === Number.POSITIVE_INFINITY && !request.signal) return next(request)
      const onTimeout = (): unknown =>
        new SCIMTimeoutError(`${call.describe(request)}: its ${name} of ${ms} ms ran out`, scope, call)
      try {
        return await withTimeLimit({ clock: call.clock, ms, onTimeout }, request.signal, (signal) =>
          next({ ...request, signal }),
        )
      } catch (error) {
        throw call.explain(request, error)
      }
    },
  }
}
