import type { User } from '../schemas/user.ts'
import type { TaskOptions } from './task.ts'

/** Options of `ensureUser`. */
export interface EnsureOptions extends TaskOptions {
  /** What identifies a person: the primary email address, and nothing else. */
  readonly match?: readonly 'email'[] | undefined
  /** What to do with a deactivated account of that address; default `refuse`. */
  readonly onDeactivated?: 'refuse' | 'reactivate' | undefined
  /** What to do when the guest extension that is given would make a guest or a full member of an account; default `refuse`. */
  readonly guestStatus?: 'refuse' | 'change' | undefined
}

/** The result of `ensureUser`. */
export interface EnsuredUser {
  readonly outcome: 'created' | 'updated' | 'reactivated' | 'unchanged'
  /** The account as the service last sent it. */
  readonly user: User
}
