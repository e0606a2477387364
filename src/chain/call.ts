import { SCIMAbortError } from '../errors/abort-error.ts'
import type { Applied } from '../errors/applied.ts'
import { SCIMError } from '../errors/scim-error.ts'
import type { SCIMEvent } from '../events/events.ts'
import { redact } from '../events/redact.ts'
import type { Clock } from '../time/clock.ts'
import { raceSignal } from '../time/signal.ts'
import type { CallContext } from './middleware.ts'
import type { Operation } from './operation.ts'
import type { SCIMRequest } from './request.ts'

/** What one call was asked to do, beside its request. */
export interface CallLimits {
  /** Milliseconds for one attempt. */
  readonly timeout: number
  /** Milliseconds for the whole call. */
  readonly deadline: number
  /** The source of the token; `null` behind a relay. */
  readonly token: (() => string | Promise<string>) | null
}

/** One call on its way: what its links share, and the record of what was sent. */
export class Call implements CallContext {
  readonly operation: string
  readonly promised: Operation
  readonly version: '1.1' | '2.0'
  readonly clock: Clock
  readonly limits: CallLimits
  readonly emit: (event: SCIMEvent) => void
  readonly started: number
  attempts = 0
  applied: Applied = 'no'
  /** The token of the last attempt, so that an answer that echoes it cannot carry it into a message. */
  secret: string | undefined = undefined

  constructor(
    operation: Operation,
    version: '1.1' | '2.0',
    clock: Clock,
    limits: CallLimits,
    emit: (event: SCIMEvent) => void,
  ) {
    this.operation = operation.name
    this.promised = operation
    this.version = version
    this.clock = clock
    this.limits = limits
    this.emit = emit
    this.started = clock.now()
  }

  /** Milliseconds that the deadline leaves. */
  get left(): number {
    return this.limits.deadline - (this.clock.now() - this.started)
  }

  /** `readUser: GET Users/U1 (attempt 2)`: how every message of an error begins. */
  describe(request: SCIMRequest): string {
    return this.redact(`${this.operation}: ${request.method} ${request.path} (attempt ${this.attempts})`)
  }

  redact(text: string): string {
    return redact(text, this.secret)
  }

  /** Settles like `work`, or as a `SCIMAbortError` as soon as the request's signal aborts. */
  async untilAborted<T>(request: SCIMRequest, work: Promise<T>): Promise<T> {
    try {
      return await raceSignal(request.signal, work)
    } catch (error) {
      throw this.explain(request, error)
    }
  }

  /** The error to throw for `error`, which may be nothing but the reason of an aborted signal. */
  explain(request: SCIMRequest, error: unknown): unknown {
    if (!request.signal?.aborted || SCIMError.is(error) || error !== request.signal.reason) return error
    return new SCIMAbortError(`${this.describe(request)}: aborted by its signal`, this, error)
  }
}
