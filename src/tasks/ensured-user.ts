import type { User } from '../schemas/user.ts'
import type { TaskOptions } from './task.ts'

/** Options of `ensureUser`. */
export interface EnsureOptions extends TaskOptions {
  /** The attributes that identify a person: the primary email and no other. */
  readonly match?: readonly 'email'[] | undefined
  /** Whether to reactivate a deactivated account that has the address; default `refuse`. */
  readonly onDeactivated?: 'refuse' | 'reactivate' | undefined
  /** Whether the given guest extension may make a guest or a full member of an existing account; default `refuse`. */
  readonly guestStatus?: 'refuse' | 'change' | undefined
}

/** The result of `ensureUser`. */
export interface EnsuredUser {
  readonly outcome: 'created' | 'updated' | 'reactivated' | 'unchanged'
  /** The account as the service last sent it. */
  readonly user: User
  /**
   * The paths of wanted attributes that an existing account was not given, because no read shows whether it has them:
   * what reads of guests hide (phones, addresses and more, which `patchUser` writes), photos, which `setProfilePhoto`
   * sets, attributes that Slack does not know, and those it takes only when an account is created. Empty for `created`.
   */
  readonly skipped: readonly string[]
}
