import { SCIMError } from './scim-error.ts'

/** One thing that is wrong with an input or with an answer in strict mode. */
export interface SCIMIssue {
  /** Where: attribute names and indexes joined by dots, for example `emails.0.value`; empty for the whole. */
  readonly path: string
  /** What is wrong and what would be right. */
  readonly message: string
}

/**
 * An argument is not what the operation takes; nothing was sent. Or, with `validation.response: 'strict'`,
 * an answer that does not match its schema.
 */
export class SCIMValidationError extends SCIMError {
  declare readonly name: 'SCIMValidationError'
  /** What is wrong, each with its path. */
  readonly issues: readonly SCIMIssue[]

  /** @internal */
  constructor(what: string, issues: readonly SCIMIssue[]) {
    const list = issues.map(({ path, message }) => `${path} ${message}`.trim())
    super('SCIMValidationError', 'invalid_input', `${what}: ${list.join('; ')}`)
    this.issues = issues
  }
}

/** A {@link SCIMValidationError} with a single issue. */
export function invalid(operation: string, path: string, message: string): SCIMValidationError {
  return new SCIMValidationError(operation, [{ path, message }])
}
