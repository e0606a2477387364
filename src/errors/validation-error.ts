import type { Applied } from './applied.ts'
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
  declare readonly code: 'invalid_input'
  /** What is wrong, each with its path. */
  declare readonly issues: readonly SCIMIssue[]
  /** `no` for a request, which was not sent; for an answer in strict mode, what is known about the write. */
  declare readonly applied: Applied

  /** @internal */
  constructor(what: string, issues: readonly SCIMIssue[], applied: Applied = 'no') {
    const list = issues.map(({ path, message }) => `${path} ${message}`.trim())
    super('SCIMValidationError', 'invalid_input', `${what}: ${list.join('; ')}`, undefined, {
      issues,
      applied,
    })
  }
}

/** A {@link SCIMValidationError} with a single issue. */
export function invalid(operation: string, path: string, message: string): SCIMValidationError {
  return new SCIMValidationError(operation, [{ path, message }])
}
