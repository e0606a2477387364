import { SCIMConfigurationError } from '../../errors/configuration-error.ts'
import type { Clock } from '../../time/clock.ts'
import { CLOCK_SKEW } from '../guards/default-limits.ts'
import { fold, type JournalState } from '../journal/fold.ts'
import { planDigest } from '../plan/digest.ts'
import type { Plan } from '../plan/plan.ts'
import { SCIMPlanError } from '../plan/plan-error.ts'
import type { ApplyOptions } from './options.ts'

/** A plan older than a day speaks of a Slack that has changed. */
const MAX_AGE = 86_400_000

/**
 * Checks that a plan is the approved one, and young enough.
 *
 * @returns its digest
 */
export async function checkPlan(
  plan: Plan,
  { expect, maxAge = MAX_AGE }: ApplyOptions,
  clock: Clock,
): Promise<string> {
  if (expect !== undefined && !/^[0-9a-f]{8,64}$/.test(expect))
    throw new SCIMConfigurationError(
      "applyPlan: option 'expect': must be 8 to 64 hexadecimal digits: copy the digest of the plan",
    )
  const digest = await planDigest(plan)
  if (expect !== undefined && !digest.startsWith(expect))
    throw new SCIMPlanError(
      `applyPlan: expect: the plan has the digest ${digest}: look at the plan and approve it anew`,
      'digest',
    )
  const age = clock.now() - Date.parse(plan.asOf)
  if (!(age <= maxAge))
    throw new SCIMPlanError(`applyPlan: the plan of ${plan.asOf} is too old: plan again`, 'stale')
  if (age < -CLOCK_SKEW) {
    const now = new Date(clock.now()).toISOString()
    const problem = `the plan is of ${plan.asOf}, which is in the future: it is ${now}`
    throw new SCIMPlanError(`applyPlan: asOf: ${problem}: set the clock, then plan again`, 'stale')
  }
  return digest
}

/**
 * Reads the journal, and checks that plan, token and journal are of one organization.
 *
 * @throws {@link SCIMPlanError} `wrong_organization`
 */
export async function readJournal(
  plan: Plan,
  {
    journal,
    organization: token,
  }: Pick<ApplyOptions, 'journal'> & { readonly organization: string | undefined },
  clock: Clock,
): Promise<JournalState> {
  const secret = await journal.secret()
  const state = await fold(journal.read(), { now: clock.now(), secret })
  checkOrganization('applyPlan', plan, { token, journal: state.links.organization })
  return state
}

/** Checks that a plan is of the organization of the token and of the journal, as far as they are known. */
export function checkOrganization(
  operation: string,
  { organization }: Plan,
  others: { readonly [who in 'token' | 'journal']: string | undefined },
): void {
  for (const [who, other] of Object.entries(others)) {
    if (other && other !== organization)
      throw new SCIMPlanError(
        `${operation}: the plan is for ${organization}, and the ${who} for ${other}: use those of one organization`,
        'wrong_organization',
      )
  }
}
