import {
  applyBatch,
  type Batch,
  type BatchResult,
  batches,
  fold,
  type Plan,
  planDigest,
  planProvisioning,
  readDesired,
  readSnapshot,
  type Verification,
  verifyPlan,
} from 'slack-scim/provisioning'
import { directory, POLICY } from './directory.ts'
import type { Env } from './env.ts'
import { dropPlan, keepPlan, planOf } from './plans.ts'
import { slackOf } from './slack.ts'

/** What is known of a plan without reading it. */
export interface Made {
  readonly digest: string
  readonly steps: number
  readonly batches: number
}

/** A batch of a plan that was approved. */
export interface Approved {
  readonly run: string
  readonly index: number
  readonly digest: string
}

/** Plans, and keeps the plan for review. It holds personal data, so it is no result of a durable step. */
export async function makePlan(env: Env, run: string): Promise<Made> {
  const { scim, facts, journal } = slackOf(env)
  const desired = await readDesired([await directory(env.DIRECTORY)])
  const snapshot = await readSnapshot(scim, { facts })
  const { links } = await fold(journal.read(), { now: Date.now(), secret: await journal.secret() })
  const plan = planProvisioning({ desired, snapshot, links, policy: POLICY, now: new Date() })
  await keepPlan(env, run, plan)
  const made = {
    digest: await planDigest(plan),
    steps: plan.steps.length,
    batches: batchesOf(env, plan).length,
  }
  console.log({ message: 'planned', page: `/runs/${run}`, ...made })
  return made
}

/** Does one batch of the plan that was approved. Done again, it finds its steps done. */
export async function doBatch(env: Env, { run, index, digest: expect }: Approved): Promise<BatchResult> {
  const { scim, facts, journal } = slackOf(env)
  const plan = await planOf(env, run)
  const batch = batchesOf(env, plan)[index]
  if (!batch) throw new RangeError(`the plan of ${run} has no batch ${index}`)
  const result = await applyBatch(
    scim,
    { plan, batch },
    // The client has the pacer. A step that died is done again after the lease of 15 seconds.
    { journal, facts, policy: POLICY, expect, pacer: null, leaseTime: 15_000 },
  )
  console.log({ message: 'batch', ...result })
  return result
}

/** Reads what the plan was to change, and forgets the plan. */
export async function verifyRun(env: Env, run: string): Promise<Verification['outcome']> {
  const { scim, facts, journal } = slackOf(env)
  const { outcome } = await verifyPlan(scim, await planOf(env, run), { journal, facts })
  await dropPlan(env, run)
  return outcome
}

/** A batch is one durable step: 50 steps take less than a minute at half of Slack's limits. */
function batchesOf(env: Env, plan: Plan): readonly Batch[] {
  return batches(plan, Number(env.STEPS_PER_BATCH))
}
