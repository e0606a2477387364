import { errorCode } from '../errors/error-code.ts'
import type { Call } from './call.ts'
import type { Link } from './middleware.ts'

/** Outermost: says when a call begins and how it ends, whatever happens below. */
export function observe(): Link<Call> {
  return {
    name: 'observe',
    async handle(request, next, call) {
      const { operation, emit } = call
      const what = { operation, method: request.method, path: call.redact(request.path) }
      const end = (how: { status: number } | { error: string }): void =>
        emit({ type: 'call.end', ...what, ...how, attempts: call.attempts, duration: call.elapsed })
      emit({ type: 'call.start', ...what })
      return next(request).then(
        (response) => {
          end({ status: response.status })
          return response
        },
        (error) => {
          end({ error: errorCode(error) })
          throw error
        },
      )
    },
  }
}
