import { SCIMError } from '../../errors/scim-error.ts'
import type { Violation } from './violation.ts'

/** Guards refused a plan as a whole. Nothing was sent. */
export class SCIMGuardError extends SCIMError {
  declare readonly name: 'SCIMGuardError'
  declare readonly code: 'guard'
  /** Every rule that the plan breaks. */
  readonly violations: readonly Violation[]

  /** @param violations - every rule that the plan breaks; at least one */
  constructor(violations: readonly Violation[]) {
    super({
      name: 'SCIMGuardError',
      code: 'guard',
      message: violations.map(({ message }) => message).join('\n'),
    })
    this.violations = violations
  }
}
