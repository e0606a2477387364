import { CallError, type CallState } from './call-error.ts'

/** A clock ran out: that of one attempt (`timeout`) or that of the whole call (`deadline`). */
export class SCIMTimeoutError extends CallError {
  declare readonly name: 'SCIMTimeoutError'
  declare readonly code: 'timeout'
  /** Which clock: `attempt` for `timeout`, `call` for `deadline`. */
  declare readonly scope: 'attempt' | 'call'

  /** @internal */
  constructor(message: string, scope: 'attempt' | 'call', state: CallState) {
    super('SCIMTimeoutError', 'timeout', message, state, undefined, { scope })
  }
}
