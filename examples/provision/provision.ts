import type { SCIMClient } from '../../src/index.ts'
import {
  type ApplyReport,
  applyPlan,
  checkGuards,
  type Desired,
  fold,
  type JournalStore,
  type OrganizationReader,
  type Plan,
  type ProvisioningEvent,
  planDigest,
  planProvisioning,
  readSnapshot,
  renderText,
  type Verification,
  verifyPlan,
} from '../../src/provisioning/index.ts'
import { ALLOW, POLICY } from './configuration.ts'

/** What a run works with. */
export interface Provisioning {
  readonly scim: SCIMClient
  /** What Slack is to be. */
  readonly desired: Desired
  readonly journal: JournalStore
  readonly facts: OrganizationReader
  /** Shows the plan, and resolves to the digest of what was approved. */
  approve(shown: string, plan: Plan, digest: string): Promise<string>
  onEvent(event: ProvisioningEvent): void
}

/** What came of a run. */
export interface Outcome {
  readonly report: ApplyReport
  readonly verification: Verification
  /** What is still to be done. */
  readonly next: Plan
}

/** Makes Slack equal to a directory: plan, show, apply what was approved, verify, and plan once more. */
export async function provision(run: Provisioning): Promise<Outcome> {
  const { scim, journal, facts, onEvent } = run
  const plan = await makePlan(run)
  const digest = await planDigest(plan)
  const violations = checkGuards(plan, (await readJournal(journal)).history, POLICY, { allow: ALLOW })
  const expect = await run.approve(renderText(plan, { violations }), plan, digest)
  const report = await applyPlan(scim, plan, {
    journal,
    facts,
    policy: POLICY,
    allow: ALLOW,
    expect,
    onEvent,
    // The emulator has no rate limits unless they are switched on. For Slack, leave this out.
    pacer: null,
  })
  // `applyPlan` has waited for Slack to show everything, so one read of each account and group is enough.
  const verification = await verifyPlan(scim, plan, { journal, facts, settleTimeout: 0 })
  return { report, verification, next: await makePlan(run) }
}

/** Plans: reads Slack, and changes nothing. */
async function makePlan({ scim, desired, journal, facts }: Provisioning): Promise<Plan> {
  const snapshot = await readSnapshot(scim, { facts })
  const { links } = await readJournal(journal)
  return planProvisioning({ desired, snapshot, links, policy: POLICY, now: new Date() })
}

async function readJournal(journal: JournalStore): ReturnType<typeof fold> {
  return fold(journal.read(), { now: Date.now(), secret: await journal.secret() })
}
