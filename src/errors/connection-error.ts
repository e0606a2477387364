import type { Applied } from './applied.ts'
import { CallError } from './call-error.ts'

/**
 * No answer arrived: the connection could not be made, or was lost.
 *
 * A transport of your own may throw it to prove that nothing was sent (`applied: 'no'`); any other error of
 * a transport is wrapped in one, and then the effect of a write is unknown unless the error's code proves it.
 */
export class SCIMConnectionError extends CallError {
  declare readonly name: 'SCIMConnectionError'
  declare readonly code: 'connection_error'
  /**
   * @param message - what failed
   * @param options - `applied` (default `unknown`), `attempts` (default 1) and the `cause`
   */
  constructor(
    message: string,
    options: { readonly applied?: Applied; readonly attempts?: number; readonly cause?: unknown } = {},
  ) {
    const { applied = 'unknown', attempts = 1, cause } = options
    super('SCIMConnectionError', 'connection_error', message, { applied, attempts }, cause)
  }
}
