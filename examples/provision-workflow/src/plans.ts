import { type Plan, parsePlan } from 'slack-scim/provisioning'
import type { Env } from './env.ts'

// A plan holds personal data, and may be larger than the result of a durable step, so it stands in R2.

/** Keeps the plan of a run for review. */
export async function keepPlan(env: Env, run: string, plan: Plan): Promise<void> {
  await env.PLANS.put(run, JSON.stringify(plan))
}

/** The plan of a run; nothing before it is made, and after the run. */
export async function loadPlan(env: Env, run: string): Promise<Plan | undefined> {
  const stored = await env.PLANS.get(run)
  return stored ? parsePlan(await stored.text()) : undefined
}

/** The plan of a run, which must be there. */
export async function planOf(env: Env, run: string): Promise<Plan> {
  const plan = await loadPlan(env, run)
  if (!plan) throw new Error(`PLANS: ${run}: there is no plan`)
  return plan
}

/** Forgets the plan of a run. */
export async function dropPlan(env: Env, run: string): Promise<void> {
  await env.PLANS.delete(run)
}
