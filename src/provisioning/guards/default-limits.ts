import type { Action, Limit } from '../policy/policy.ts'

/** A limit, and what its percentage is a part of. */
export interface ActionLimit extends Limit {
  /** `people`: active members whom a source has. `memberships`: of all groups. */
  readonly of: 'people' | 'memberships'
}

const FEW: ActionLimit = { count: 10, percent: 5, floor: 2, of: 'people' }

/**
 * How often each action may happen within 24 hours when the policy says nothing: the lower of `count` and `percent`, but
 * never below `floor`. An action that is not listed has no limit.
 *
 * @example
 * ```ts
 * import { DEFAULT_LIMITS } from 'slack-scim/provisioning'
 *
 * console.log(DEFAULT_LIMITS.deactivate?.count) // 10
 * ```
 */
export const DEFAULT_LIMITS: { readonly [A in Action]?: ActionLimit } = {
  deactivate: FEW,
  reactivate: FEW,
  toGuest: FEW,
  toMember: FEW,
  changeEmail: FEW,
  changeUserName: FEW,
  clear: { count: 10, percent: 1, floor: 2, of: 'people' },
  createUser: { count: 100, percent: 10, floor: 10, of: 'people' },
  createGroup: { count: 10, of: 'people' },
  removeMembers: { percent: 5, floor: 3, of: 'memberships' },
}

/** How many members one group may lose within 24 hours; a part of its members. */
export const GROUP_LIMIT: Limit = { percent: 20, floor: 3 }

/** The least share of the rows last applied that a source must have. */
export const SOURCE_MINIMUM = 0.8

/** Milliseconds after which a snapshot must be read again before a plan is applied: 15 minutes. */
export const SNAPSHOT_MAX_AGE: number = 15 * 60_000

/** Milliseconds that the clocks of two machines may differ: what is dated further ahead is of no known age. */
export const CLOCK_SKEW = 300_000

/** The most that a limit admits. */
export function limitOf({ count, percent, floor = 0 }: Limit, of: number): number {
  const share = percent === undefined ? Number.POSITIVE_INFINITY : Math.floor((of * percent) / 100)
  return Math.max(floor, Math.min(count ?? Number.POSITIVE_INFINITY, share))
}
