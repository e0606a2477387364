import type { Pacer } from '../pacing/pacer.ts'
import { readReason } from '../protocol/error-envelope.ts'
import { readRetryAfter } from '../protocol/retry-after.ts'
import type { Call } from './call.ts'
import type { ChainMiddleware } from './middleware.ts'

/** Delays an attempt until the pacer permits it; outside of the attempt's timeout, inside of the retries. */
export function pace(pacer: Pacer): ChainMiddleware<Call> {
  return {
    name: 'pace',
    async handle(request, next, call) {
      const permit = await pacer.acquire({
        operation: call.operation,
        method: request.method,
        path: request.path,
        since: call.started,
        deadline: call.started + call.limits.deadline,
        attempts: call.attempts,
        applied: call.applied,
        signal: request.signal,
      })
      try {
        const response = await next(request, call)
        const { status, headers, errors } = response
        const retryAfter = readRetryAfter(headers, call.clock.now())
        permit.done({ status, reason: readReason(errors?.description), retryAfter })
        return response
      } catch (error) {
        permit.done({})
        throw error
      }
    },
  }
}
