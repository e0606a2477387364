import { SCIMAbortError } from '../errors/abort-error.ts'
import type { Applied } from '../errors/applied.ts'
import { SCIMConnectionError } from '../errors/connection-error.ts'
import type { SCIMError } from '../errors/scim-error.ts'
import type { SCIMEvent } from '../events/events.ts'
import { redact } from '../events/redact.ts'
import type { Operation } from '../protocol/operations.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import type { Clock } from '../time/clock.ts'
import { raceSignal } from '../time/signal.ts'
import type { CallContext } from './middleware.ts'
import type { TokenProvider } from './token.ts'

/** What one call was asked to do, beside its request. */
export interface CallLimits {
  /** Milliseconds for one attempt. */
  readonly timeout: number
  /** Milliseconds for the whole call. */
  readonly deadline: number
  /** The source of the token; `null` behind a relay. */
  readonly token: TokenProvider | null
}

/** One call on its way: what its links share, and the record of what was sent. */
export class Call implements CallContext {
  readonly operation: string
  readonly definition: Operation
  readonly version: '1.1' | '2.0'
  readonly clock: Clock
  readonly limits: CallLimits
  readonly emit: (event: SCIMEvent) => void
  readonly started: number
  attempts = 0
  applied: Applied = 'no'
  /** The token of the last attempt, so that an answer that echoes it cannot carry it into a message. */
  secret = ''
  /** What the client knows of this call that may explain a refusal: unsupported filters, unknown attributes. */
  readonly hints: string[] = []
  readonly #own = new Set<unknown>()

  constructor(
    definition: Operation,
    version: '1.1' | '2.0',
    clock: Clock,
    limits: CallLimits,
    emit: (event: SCIMEvent) => void,
  ) {
    this.operation = definition.name
    this.definition = definition
    this.version = version
    this.clock = clock
    this.limits = limits
    this.emit = emit
    this.started = clock.now()
  }

  /** Milliseconds since the call began. */
  get elapsed(): number {
    return this.clock.now() - this.started
  }

  /** `readUser: GET Users/U1 (attempt 2): …`: every message of an error, with nothing secret in it. */
  describe({ method, path }: SCIMRequest, what: string): string {
    return this.redact(`${this.operation}: ${method} ${path} (attempt ${this.attempts}): ${what}`)
  }

  redact(text: string): string {
    return redact(text, this.secret)
  }

  /** Settles like `work`, or with an error of ours as soon as the request's signal aborts. */
  async untilAborted<T>(request: SCIMRequest, work: Promise<T>): Promise<T> {
    try {
      return await raceSignal(request.signal, work)
    } catch (error) {
      const { signal } = request
      throw signal?.aborted && error === signal.reason ? this.abortError(request, error) : error
    }
  }

  /** What an aborted signal means: one of our own clocks, or the wish of whoever gave the signal. */
  abortError(request: SCIMRequest, reason: unknown): unknown {
    if (this.#own.has(reason)) return reason
    return this.own(new SCIMAbortError(this.describe(request, 'aborted'), this, reason))
  }

  /** That no answer came, with what is known of the write by now. */
  connectionError(request: SCIMRequest, what: string, cause: unknown): SCIMConnectionError {
    const { applied, attempts } = this
    return new SCIMConnectionError(this.describe(request, what), { applied, attempts, cause })
  }

  /** Remembers an error as this call's own: anybody may abort with an error of another call. */
  own<E extends SCIMError>(error: E): E {
    this.#own.add(error)
    return error
  }
}
