import { CallError, type CallState } from './call-error.ts'

/** The caller's `signal` was aborted; its reason is the `cause`. */
export class SCIMAbortError extends CallError {
  declare readonly name: 'SCIMAbortError'
  declare readonly code: 'aborted'

  /** @internal */
  constructor(message: string, state: CallState, cause: unknown) {
    super({ name: 'SCIMAbortError', code: 'aborted', message, state, cause })
  }
}
