import { SCIMTimeoutError } from '../errors/timeout-error.ts'
import type { Counted } from './limits.ts'
import type { PaceRequest, Permit } from './pacer.ts'
import { type Turn, WaitingLine } from './priority-queue.ts'

/** A request that waits for its permit. */
export interface Waiter extends Turn {
  readonly request: PaceRequest
  readonly lane: Lane
  readonly resource: string | undefined
  /** Whether it changes the resource. */
  readonly writes: boolean
  start(permit: Permit): void
  fail(error: unknown): void
}

/** Those who wait for one endpoint. */
export interface Lane {
  readonly counted: Counted
  readonly line: WaitingLine<Waiter>
  /** A question to the store is on its way. */
  asking: boolean
  /** When the store wants to be asked again. */
  askAt: number
}

/** A lane with nobody in it. */
export function emptyLane(counted: Counted): Lane {
  return { counted, line: new WaitingLine(), asking: false, askAt: Number.NEGATIVE_INFINITY }
}

/** What a request is told that cannot start before its call must be over. */
export function lateError(request: PaceRequest, wait: number): SCIMTimeoutError {
  const when =
    wait > 0 ? `its turn comes in ${Math.ceil(wait / 1000)} s, after its deadline` : 'its deadline is over'
  return new SCIMTimeoutError(`${request.operation}: ${when}; this attempt was not sent`, 'call', request)
}
