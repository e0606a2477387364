import { SCIMPacingError } from '../errors/pacing-error.ts'
import { SCIMTimeoutError } from '../errors/timeout-error.ts'
import type { PaceRequest } from './pacer.ts'
import type { LongPause } from './rate-ledger.ts'

/** The request cannot start before its call must be over. */
export function lateError(request: PaceRequest, wait: number): SCIMTimeoutError {
  const when =
    wait > 0 ? `the first free place is in ${seconds(wait)} s, after the deadline` : 'the deadline is over'
  return new SCIMTimeoutError(`${request.operation}: ${when}; this attempt was not sent`, 'call', request)
}

/** Too many requests wait. */
export function fullError(request: PaceRequest, maxQueue: number, wait: number): SCIMPacingError {
  const text = `${request.operation}: ${maxQueue} ${maxQueue === 1 ? 'request waits' : 'requests wait'} already (maxQueue); this attempt was not sent`
  return new SCIMPacingError(
    'queue_full',
    `${text}: call again in ${seconds(wait)} s`,
    stateOf(request, wait),
  )
}

/** Slack has refused the resource, the endpoint or the organization for longer than a request waits. */
export function pausedError(request: PaceRequest, { name, wait }: LongPause): SCIMPacingError {
  const text = `${request.operation}: Slack answers 429 to ${name}, which is paused for ${seconds(wait)} s`
  const fix = 'call again then, or set a deadline to wait'
  return new SCIMPacingError('paused', `${text}; this attempt was not sent: ${fix}`, stateOf(request, wait))
}

function stateOf({ applied, attempts }: PaceRequest, wait: number) {
  return { applied, attempts, retryAfterSeconds: seconds(wait) }
}

function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000)
}
