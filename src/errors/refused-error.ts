import type { User } from '../schemas/user.ts'
import type { Applied } from './applied.ts'
import { defineHidden, SCIMError } from './scim-error.ts'

/**
 * Why an operation of the domain went no further.
 *
 * - `deactivated`: the account is there, deactivated, and nobody said `onDeactivated: 'reactivate'`
 * - `unsettled`: the service has not shown the change within the time given
 * - `incomplete`: a list changed while it was read, each time, so that nobody can say who is not in it
 */
export type RefusalReason = 'deactivated' | 'unsettled' | 'incomplete'

/** An operation of the domain stopped by itself, because going on could change the wrong account. */
export class SCIMRefusedError extends SCIMError {
  declare readonly name: 'SCIMRefusedError'
  declare readonly code: 'refused'
  /** Why. */
  readonly reason: RefusalReason
  /** What is known about the effect of the operation, of all its requests together. */
  readonly applied: Applied = 'no'
  /** The account that it is about, if there is one; not enumerable, since people are not for logs. */
  declare readonly user: User | undefined

  /** @internal */
  constructor(message: string, reason: RefusalReason, user?: User) {
    super('SCIMRefusedError', 'refused', message)
    this.reason = reason
    defineHidden(this, { user })
  }
}
