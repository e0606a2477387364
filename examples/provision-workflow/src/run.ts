import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from 'cloudflare:workers'
import { NonRetryableError } from 'cloudflare:workflows'
import { SCIMError } from 'slack-scim'
import type { Env } from './env.ts'
import { doBatch, makePlan, verifyRun } from './provisioning.ts'

/** What the approver sends. */
export interface Approval {
  readonly digest: string
  readonly by: string
}

/** Longer than the lease, for a step that died and still has it. */
const RETRIES = {
  retries: { limit: 10, delay: '5 seconds', backoff: 'constant' },
  timeout: '15 minutes',
} as const

/** One run: plan, wait for a person, apply in durable steps, verify. */
export class ProvisioningRun extends WorkflowEntrypoint<Env> {
  override async run({ instanceId: run }: WorkflowEvent<unknown>, step: WorkflowStep): Promise<string> {
    const { env } = this
    const plan = await step.do('plan', RETRIES, () => unlessFinal(makePlan(env, run)))
    const digest = plan.steps > 0 ? await approvedDigest(step) : plan.digest
    for (let index = 0; index < plan.batches; index++) {
      const { stopped } = await step.do(`batch ${index + 1} of ${plan.batches}`, RETRIES, () =>
        unlessFinal(doBatch(env, { run, index, digest })),
      )
      if (stopped) throw new NonRetryableError(stopped.reason)
    }
    return step.do('verify', RETRIES, () => unlessFinal(verifyRun(env, run)))
  }
}

/** Waits for a person. A plan is too old after a day: the next night plans what nobody approved anew. */
async function approvedDigest(step: WorkflowStep): Promise<string> {
  const wait = { type: 'approval', timeout: '20 hours' } as const
  return (await step.waitForEvent<Approval>('approval', wait)).payload.digest
}

/** What a guard refuses, or a plan that does not fit, does not become better by being tried again. */
async function unlessFinal<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const isFinal = SCIMError.is(error) && ['guard', 'bad_plan', 'bad_source'].includes(error.code)
    throw isFinal ? new NonRetryableError(error.message) : error
  }
}
