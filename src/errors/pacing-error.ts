import { CallError, type CallState } from './call-error.ts'

/**
 * The pacer let no attempt start, and nothing was sent: its queue is full (`queue_full`), or Slack refuses the
 * organization or the endpoint for longer than `maxPause` (`paused`).
 */
export class SCIMPacingError extends CallError {
  declare readonly name: 'SCIMPacingError'
  declare readonly code: 'queue_full' | 'paused'
  /** The seconds until an attempt may start, as far as can be told. */
  declare readonly retryAfterSeconds: number

  /** @internal */
  constructor(
    code: 'queue_full' | 'paused',
    message: string,
    state: CallState & { readonly retryAfterSeconds: number },
  ) {
    const { retryAfterSeconds } = state
    super({ name: 'SCIMPacingError', code, message, state, fields: { retryAfterSeconds } })
  }
}
