import { SCIMError } from '../errors/scim-error.ts'
import type { Call } from './call.ts'
import type { Link } from './middleware.ts'

/** Outermost: says when a call begins and how it ends, whatever happens below. */
export function observe(): Link<Call> {
  return {
    name: 'observe',
    async handle(request, next, call) {
      const { operation, emit } = call
      const what = { operation, method: request.method, path: call.redact(request.path) }
      const end = (): { attempts: number; duration: number } => ({
        attempts: call.attempts,
        duration: call.clock.now() - call.started,
      })
      emit({ type: 'call.start', ...what })
      try {
        const response = await next(request)
        emit({ type: 'call.end', ...what, status: response.status, ...end() })
        return response
      } catch (error) {
        emit({ type: 'call.end', ...what, error: errorCode(error), ...end() })
        throw error
      }
    },
  }
}

/** The code of one of our errors, or that it is none of ours; never a message, which may quote anything. */
export function errorCode(error: unknown): string {
  return SCIMError.is(error) ? error.code : 'foreign_error'
}
