import { errorCode } from '../errors/error-code.ts'
import type { SCIMEvent } from '../events/events.ts'
import type { SCIMResponse } from '../protocol/response.ts'
import type { Call } from './call.ts'
import type { ChainMiddleware } from './middleware.ts'

/** How a call or an attempt ended. */
export type Ending = { readonly status: number } | { readonly error: string }

/** Outermost: emits the start of a call and its outcome. */
export function observe(): ChainMiddleware<Call> {
  return {
    name: 'observe',
    handle(request, next, call) {
      const { operation, emit } = call
      if (!emit) return next(request, call)
      const what = { operation, method: request.method, path: call.redact(request.path) }
      emit({ type: 'call.start', ...what })
      return emitOutcome(emit, next(request, call), (ending) => ({
        type: 'call.end',
        ...what,
        ...ending,
        attempts: call.attempts,
        duration: call.elapsed,
      }))
    },
  }
}

/** Settles like `work`, after emitting the event of its outcome. */
export async function emitOutcome(
  emit: (event: SCIMEvent) => void,
  work: Promise<SCIMResponse>,
  event: (ending: Ending) => SCIMEvent,
): Promise<SCIMResponse> {
  try {
    const response = await work
    emit(event({ status: response.status }))
    return response
  } catch (error) {
    emit(event({ error: errorCode(error) }))
    throw error
  }
}
