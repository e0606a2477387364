import { SCIMAbortError } from '../errors/abort-error.ts'
import type { Applied } from '../errors/applied.ts'
import { SCIMConnectionError } from '../errors/connection-error.ts'
import type { SCIMError } from '../errors/scim-error.ts'
import type { SCIMEvent } from '../events/events.ts'
import { quote } from '../events/quote.ts'
import { redact } from '../events/redact.ts'
import type { Operation } from '../protocol/operations.ts'
import type { SCIMRequest } from '../protocol/request.ts'
import type { Clock } from '../time/clock.ts'
import { raceSignal } from '../time/signal.ts'
import type { CallContext } from './middleware.ts'
import type { TokenProvider } from './token.ts'

/** The limits and the token of one call. */
export interface CallLimits {
  /** Milliseconds for one attempt. */
  readonly timeout: number
  /** Milliseconds for the whole call. */
  readonly deadline: number
  /** Gives the token of each attempt; `null` behind a relay. */
  readonly token: TokenProvider | null
}

/** What a {@link Call} is made from, beside its operation. */
export interface CallInit {
  readonly version: '1.1' | '2.0'
  readonly clock: Clock
  readonly limits: CallLimits
  readonly emit: ((event: SCIMEvent) => void) | undefined
}

/** One call: what its middleware share, and the record of what was sent. */
export class Call implements CallContext {
  readonly operation: string
  readonly definition: Operation
  readonly version: '1.1' | '2.0'
  readonly clock: Clock
  readonly limits: CallLimits
  /** `undefined` where there is no observer, so that no event is made for it. */
  readonly emit: ((event: SCIMEvent) => void) | undefined
  readonly started: number
  attempts = 0
  applied: Applied = 'no'
  /** The token of the last attempt. */
  secret = ''
  /** Possible causes of a refusal that the client knows: unsupported filters, unknown attributes. */
  readonly hints: string[] = []
  readonly #secrets: string[] = []
  readonly #own: unknown[] = []

  constructor(definition: Operation, { version, clock, limits, emit }: CallInit) {
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

  /** Remembers the credentials of an attempt: an answer may echo them, also those of an earlier attempt. */
  useSecrets(token: string, ...others: readonly string[]): void {
    this.secret = token
    for (const secret of [token, ...others]) if (!this.#secrets.includes(secret)) this.#secrets.push(secret)
  }

  /** `readUser: GET Users/U1 (attempt 2): …`: the message of an error, bounded, printable and without secrets. */
  describe({ method, path }: SCIMRequest, what: string): string {
    const target = `${method} ${this.quote(path)} (attempt ${this.attempts})`
    return `${this.operation}: ${target}: ${this.quote(what)}`
  }

  redact(text: string): string {
    return redact(text, ...this.#secrets)
  }

  /** Returns a text of the service or of a transport in the form that an error may show. */
  quote(text: string): string {
    // Masked before it is cut, so that no half of a secret is left.
    return quote(this.redact(text))
  }

  /** Settles like `work`, or rejects with this library's error as soon as the request's signal aborts. */
  async untilAborted<T>(request: SCIMRequest, work: Promise<T>): Promise<T> {
    try {
      return await raceSignal(request.signal, work)
    } catch (error) {
      const { signal } = request
      throw signal?.aborted && error === signal.reason ? this.abortError(request, error) : error
    }
  }

  /** The error of an aborted signal: that of one of this call's own timers, or a `SCIMAbortError`. */
  abortError(request: SCIMRequest, reason: unknown): unknown {
    if (this.#own.includes(reason)) return reason
    return this.own(new SCIMAbortError(this.describe(request, 'aborted'), this, reason))
  }

  /** The error of a call without an answer, with what is known about the write so far. */
  connectionError(request: SCIMRequest, what: string, cause: unknown): SCIMConnectionError {
    const { applied, attempts } = this
    return new SCIMConnectionError(this.describe(request, what), { applied, attempts, cause })
  }

  /** Remembers an error as this call's own; a caller may abort with an error of another call. */
  own<E extends SCIMError>(error: E): E {
    this.#own.push(error)
    return error
  }
}
