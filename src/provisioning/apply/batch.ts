import { invalid } from '../../errors/validation-error.ts'
import type { Plan } from '../plan/plan.ts'
import { beginRun } from './begin-run.ts'
import type { ProvisioningClient } from './counted-client.ts'
import { doSteps } from './do-steps.ts'
import type { ApplyOptions } from './options.ts'
import { readTargets } from './read-known.ts'
import type { ApplyReport, Outcome } from './report.ts'
import type { Run } from './run.ts'

/** Steps of a plan that one durable step of a workflow, or one job of a queue, does. */
export interface Batch {
  /** Stable, such as `batch-0001`. */
  readonly id: string
  /** Ids of the steps, in their order. */
  readonly steps: readonly string[]
  /** Whether no batch follows. */
  readonly last: boolean
}

/** A batch and its plan. */
export interface BatchRequest {
  readonly plan: Plan
  readonly batch: Batch
}

/** What a batch did: small enough for the state of a workflow. */
export type BatchResult = Pick<
  ApplyReport,
  'run' | 'counts' | 'failures' | 'dropped' | 'held' | 'stopped'
> & {
  /** The id of the batch. */
  readonly batch: string
}

/**
 * Cuts a plan into batches, in the order of doing. Pure: the same plan has the same batches. A plan that has links and
 * no steps has one batch, which writes the links into the journal.
 *
 * @param plan - a plan
 * @param size - steps of a batch; default 50
 * @throws {@link SCIMValidationError} for a size that is no whole number above 0
 *
 * @example
 * ```ts
 * import { batches, type Plan } from 'slack-scim/provisioning'
 *
 * export const count = (plan: Plan) => batches(plan, 50).length
 * ```
 */
export function batches(plan: Plan, size = 50): readonly Batch[] {
  if (!Number.isSafeInteger(size) || size < 1)
    throw invalid('batches', 'size', 'must be a whole number, 1 or more')
  const ids = plan.steps.map(({ id }) => id)
  const count = Math.max(Math.ceil(ids.length / size), plan.links.length > 0 ? 1 : 0)
  return Array.from({ length: count }, (_, i) => ({
    id: `batch-${String(i + 1).padStart(4, '0')}`,
    steps: ids.slice(i * size, (i + 1) * size),
    last: i + 1 === count,
  }))
}

/**
 * Does one batch of a plan: what `applyPlan` does, for engines that bring their own steps, retries and waits. Batches
 * are done one after the other. A batch that is done again finds its steps done.
 *
 * It reads only the accounts and groups of the batch. `verifyPlan` reads all of them at the end.
 *
 * @param client - a client of either dialect, or anything with its operations
 * @param request - the whole plan, since the guards judge it whole, and one of `batches(plan)`
 * @param options - the same for each batch
 * @throws {@link SCIMGuardError}, {@link SCIMPlanError}, {@link SCIMJournalError} as `applyPlan` does
 *
 * @example
 * ```ts
 * import type { SCIMClient } from 'slack-scim'
 * import { applyBatch, batches, type JournalStore, type Plan } from 'slack-scim/provisioning'
 *
 * export async function work(scim: SCIMClient, plan: Plan, journal: JournalStore): Promise<void> {
 *   for (const batch of batches(plan)) {
 *     const { stopped } = await applyBatch(scim, { plan, batch }, { journal })
 *     if (stopped) throw new Error(stopped.reason)
 *   }
 * }
 * ```
 */
export async function applyBatch(
  client: ProvisioningClient,
  { plan, batch }: BatchRequest,
  options: ApplyOptions,
): Promise<BatchResult> {
  const ids = new Set(batch.steps)
  const steps = plan.steps.filter(({ id }) => ids.has(id))
  const run = await beginRun({ client, plan, steps, options, read: readTargets })
  try {
    await doSteps(steps, run)
    if (run.stopped() || batch.last) {
      const at = new Date(run.clock.now()).toISOString()
      await run.recorder.append([{ type: 'run.end', at, run: run.id, outcome: outcomeOf(run) }])
    }
    const stopped = run.stopped()
    const { failures, dropped, held } = run.tally
    return {
      batch: batch.id,
      run: run.id,
      counts: run.tally.counts(),
      failures,
      dropped,
      held,
      ...(stopped && { stopped }),
    }
  } finally {
    await run.lease.release()
  }
}

/** Whether something was left out, in this batch or in an earlier one of the run. */
function outcomeOf({ tally, resumed, stopped }: Run): Outcome {
  if (stopped()) return 'stopped'
  const failed = tally.missing + (resumed?.failed.size ?? 0)
  return failed > 0 ? 'partial' : 'equal'
}
