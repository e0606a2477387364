import type { Applied } from './applied.ts'
import { SCIMError } from './scim-error.ts'

/** The state of a call when it fails. */
export interface CallState {
  /** What is known about the effect of the write. */
  readonly applied: Applied
  /** How many times the request was handed to the transport. */
  readonly attempts: number
}

/** Base class of the errors that can leave a write in doubt. */
export abstract class CallError extends SCIMError implements CallState {
  /** What is known about the effect of the write. */
  declare readonly applied: Applied
  /** How many times the request was handed to the transport. */
  declare readonly attempts: number

  /** @internal */
  constructor(
    name: string,
    code: string,
    message: string,
    { applied, attempts }: CallState,
    cause?: unknown,
    fields?: object,
  ) {
    super(name, code, message, cause, { applied, attempts, ...fields })
  }
}
