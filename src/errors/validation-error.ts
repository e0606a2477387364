import type { Applied } from './applied.ts'
import { SCIMError } from './scim-error.ts'

/** One problem of an argument, or of a response in strict mode. */
export interface SCIMIssue {
  /** Attribute names and indexes joined by dots, for example `emails.0.value`; empty for the whole value. */
  readonly path: string
  /** The problem, and the fix if there is one. */
  readonly message: string
}

/**
 * An argument is invalid, and nothing was sent. With `validation.response: 'strict'`: a response does not
 * match its schema.
 */
export class SCIMValidationError extends SCIMError {
  declare readonly name: 'SCIMValidationError'
  declare readonly code: 'invalid_input'
  /** Every problem with its path. */
  declare readonly issues: readonly SCIMIssue[]
  /** `no` for a request, which was not sent; for a response in strict mode, what is known about the write. */
  declare readonly applied: Applied

  /** @internal */
  constructor(what: string, issues: readonly SCIMIssue[], applied: Applied = 'no') {
    const list = issues.map(({ path, message }) => (path ? `${path}: ${message}` : message))
    super({
      name: 'SCIMValidationError',
      code: 'invalid_input',
      message: `${what}: ${list.join('; ')}`,
      fields: { issues, applied },
    })
  }
}

/** A {@link SCIMValidationError} with a single issue. */
export function invalid(operation: string, path: string, message: string): SCIMValidationError {
  return new SCIMValidationError(operation, [{ path, message }])
}
