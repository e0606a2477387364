import type { Action } from '../policy/policy.ts'

/**
 * The rules that stop a plan as a whole.
 *
 * - `allow`: a step does what the policy does not allow
 * - `limit`: more of an action than the policy has room for within 24 hours
 * - `source`, `snapshot`: what the plan rests on is empty, small, old or not complete
 * - `protected`: a step concerns an account that must not be touched, or it is unknown which must not be
 * - `organization`: the plan and the journal are of different organizations
 * - `group-size`: a group would have more members than Slack takes
 */
export type GuardName =
  | 'allow'
  | 'limit'
  | 'source'
  | 'snapshot'
  | 'protected'
  | 'organization'
  | 'group-size'

/** A rule that a plan breaks, with its numbers. */
export interface Violation {
  readonly guard: GuardName
  readonly action?: Action | undefined
  /** The source or the group concerned; absent when it is the whole plan. */
  readonly subject?: string | undefined
  /** How many the plan has. */
  readonly planned: number
  /** How many were done in the last 24 hours. */
  readonly already: number
  /** How many there may be. */
  readonly limit: number
  /** What the limit is a part of; 0 when it is no part of anything. */
  readonly of: number
  /** The words that lift exactly this, such as `--allow deactivate=12`; absent when nothing does. */
  readonly lift?: string | undefined
  /** One sentence with the problem, and one with the fix. */
  readonly message: string
}
