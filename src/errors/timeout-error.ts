import { CallError, type CallState } from './call-error.ts'

/** An attempt exceeded `timeout`, or the whole call exceeded `deadline`. */
export class SCIMTimeoutError extends CallError {
  declare readonly name: 'SCIMTimeoutError'
  declare readonly code: 'timeout'
  /** Which limit: `attempt` for `timeout`, `call` for `deadline`. */
  declare readonly scope: 'attempt' | 'call'

  /** @internal */
  constructor(message: string, scope: 'attempt' | 'call', state: CallState) {
    super({ name: 'SCIMTimeoutError', code: 'timeout', message, state, fields: { scope } })
  }
}
