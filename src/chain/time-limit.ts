import { SCIMTimeoutError } from '../errors/timeout-error.ts'
import { startTimer } from '../time/clock.ts'
import { onAbort } from '../time/signal.ts'
import type { Call } from './call.ts'
import type { ChainMiddleware } from './middleware.ts'

/**
 * Limits the whole call, with its waits and retries. It races, so a middleware or a transport that ignores its
 * signal cannot delay the caller.
 */
export function deadline(): ChainMiddleware<Call> {
  return timeLimit('deadline', 'call')
}

/** Limits one attempt, from the request for a token until the last byte of the body. */
export function attemptTimeout(): ChainMiddleware<Call> {
  return timeLimit('timeout', 'attempt')
}

/**
 * Passes on a signal of its own, which aborts together with the request's, or when the time is over; its reason is
 * always an error of this library.
 *
 * `AbortSignal.any` and `AbortSignal.timeout` are not used: they leave the listener and the timer to the garbage
 * collector.
 */
function timeLimit(name: 'deadline' | 'timeout', scope: 'call' | 'attempt'): ChainMiddleware<Call> {
  return {
    name,
    handle(request, next, call) {
      const ms = call.limits[name]
      const { signal: outer } = request
      if (ms === Number.POSITIVE_INFINITY && !outer) return next(request, call)
      return new Promise((resolve, reject) => {
        if (outer?.aborted) return reject(call.abortError(request, outer.reason))
        const controller = new AbortController()
        const end = (): void => {
          cancel()
          removeListener()
        }
        const abort = (error: unknown): void => {
          end()
          reject(error)
          controller.abort(error)
        }
        const removeListener = onAbort(outer, (reason) => abort(call.abortError(request, reason)))
        const cancel = startTimer(call.clock, ms, () => {
          const message = call.describe(request, `timed out after ${ms} ms (${name})`)
          abort(call.own(new SCIMTimeoutError(message, scope, call)))
        })
        next({ ...request, signal: controller.signal }, call).then(
          (response) => {
            end()
            resolve(response)
          },
          (error: unknown) => {
            end()
            reject(error)
          },
        )
      })
    },
  }
}
