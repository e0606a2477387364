import { SCIMError } from '../../errors/scim-error.ts'

/**
 * Why a plan cannot be used.
 *
 * - `format`: the text or value is no plan of this version
 * - `wrong_organization`: the plan, the links and the snapshot are not of one organization
 * - `digest`: the plan is not the one that was approved
 * - `stale`: the plan is too old
 */
export type PlanErrorReason = 'format' | 'wrong_organization' | 'digest' | 'stale'

/** A plan does not fit. Nothing was sent. */
export class SCIMPlanError extends SCIMError {
  declare readonly name: 'SCIMPlanError'
  declare readonly code: 'bad_plan'
  /** Why the plan cannot be used. */
  readonly reason: PlanErrorReason

  /**
   * @param message - the problem and the fix
   * @param reason - why the plan cannot be used
   */
  constructor(message: string, reason: PlanErrorReason) {
    super({ name: 'SCIMPlanError', code: 'bad_plan', message })
    this.reason = reason
  }
}
