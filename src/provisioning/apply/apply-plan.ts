import type { Plan } from '../plan/plan.ts'
import { beginRun } from './begin-run.ts'
import type { ProvisioningClient } from './counted-client.ts'
import { doSteps } from './do-steps.ts'
import { endRun } from './end-run.ts'
import type { ApplyOptions } from './options.ts'
import { readAll } from './read-known.ts'
import type { ApplyReport } from './report.ts'

/**
 * Does what a plan says, under a lease and by a journal: safe to repeat, and to go on with after a crash.
 *
 * It reads Slack anew, leaves out what is done already or has changed, and asks the guards with the history of the
 * journal. The first steps of each kind are done alone and read back. Every answer is compared with what was known: an
 * account that changes unasked stops the run. It ends with reads that wait for Slack to show everything.
 *
 * @param client - a client of either dialect, or anything with its operations
 * @param plan - a plan of `planProvisioning`, or one that was parsed
 * @param options - see {@link ApplyOptions}
 * @returns the report; a run that was stopped by a rule or by `signal` resolves too
 * @throws {@link SCIMGuardError} if a guard refuses; nothing was sent
 * @throws {@link SCIMPlanError} if the plan is too old, for another organization, or not the one expected
 * @throws {@link SCIMJournalError} `held` while another run has the lease
 *
 * @example
 * ```ts
 * import { SCIMClient } from 'slack-scim'
 * import { applyPlan, type Plan } from 'slack-scim/provisioning'
 * import { fileJournal } from 'slack-scim/provisioning/node'
 *
 * export async function run(plan: Plan): Promise<void> {
 *   const report = await applyPlan(new SCIMClient('xoxp-…'), plan, { journal: fileJournal('.slack-scim') })
 *   console.log(report.outcome, report.counts)
 * }
 * ```
 */
export async function applyPlan(
  client: ProvisioningClient,
  plan: Plan,
  options: ApplyOptions,
): Promise<ApplyReport> {
  const run = await beginRun({ client, plan, steps: plan.steps, options, read: readAll })
  try {
    await doSteps(plan.steps, run)
    return await endRun(run, plan.steps)
  } finally {
    await run.lease.release()
  }
}
