import type { Applied } from './applied.ts'
import { CallError } from './call-error.ts'

/**
 * No answer arrived: the connection failed or was lost.
 *
 * A custom transport may throw it with `applied: 'no'` to prove that it sent nothing. The client wraps every
 * other error of a transport in one; the effect of a write is then unknown, unless the error's code proves
 * that nothing was sent.
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
    super({
      name: 'SCIMConnectionError',
      code: 'connection_error',
      message,
      state: { applied, attempts },
      cause,
    })
  }
}
