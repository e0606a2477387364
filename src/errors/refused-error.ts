import type { User } from '../schemas/user.ts'
import type { Applied } from './applied.ts'
import { defineHidden, SCIMError } from './scim-error.ts'

/**
 * Why a task went no further.
 *
 * - `deactivated`: the account is deactivated, and the caller did not pass `onDeactivated: 'reactivate'`
 * - `active_unknown`: the service does not say whether the account is active
 * - `guest_status`: a guest would become a full member or a full member a guest, which the caller did not ask for
 * - `unsettled`: no read has shown the change within `settleTimeout`
 * - `incomplete`: a list changed each time it was read, or a group shows fewer members than it has
 * - `ambiguous`: several groups have the name
 * - `not_found`: there is no account that the argument names, or no free name
 */
export type RefusalReason =
  | 'deactivated'
  | 'active_unknown'
  | 'guest_status'
  | 'unsettled'
  | 'incomplete'
  | 'ambiguous'
  | 'not_found'

/** A task stopped, because to continue could change the wrong account. */
export class SCIMRefusedError extends SCIMError {
  declare readonly name: 'SCIMRefusedError'
  declare readonly code: 'refused'
  /** Why the task stopped. */
  readonly reason: RefusalReason
  /** What is known about the effect of all requests of the task together. */
  readonly applied: Applied = 'no'
  /** The account concerned, if there is one; not enumerable, so that logs show no person. */
  declare readonly user: User | undefined

  /** @internal */
  constructor(message: string, reason: RefusalReason, user?: User) {
    super({ name: 'SCIMRefusedError', code: 'refused', message })
    this.reason = reason
    defineHidden(this, { user })
  }
}
