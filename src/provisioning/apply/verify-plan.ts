import { type Clock, systemClock } from '../../time/clock.ts'
import { boundedJournal } from '../journal/bounded-journal.ts'
import { fold, type JournalState, type RunSummary } from '../journal/fold.ts'
import type { JournalStore } from '../journal/journal-store.ts'
import { emptyLinks } from '../links/written.ts'
import { planDigest } from '../plan/digest.ts'
import type { Plan } from '../plan/plan.ts'
import type { OrganizationReader } from '../snapshot/snapshot.ts'
import { checkOrganization } from './check-plan.ts'
import type { ProvisioningClient } from './counted-client.ts'
import { LEASE_TIME } from './lease-keeper.ts'
import { LiveState, unknownMembers } from './live-state.ts'
import { readFacts } from './read-facts.ts'
import type { Verification } from './report.ts'
import { verificationOf, verifySteps } from './verify-steps.ts'

/** Options of {@link verifyPlan}. */
export interface VerifyOptions {
  /** Knows the Slack ids of what the plan created; default none: only existing accounts and groups are verified. */
  readonly journal?: JournalStore | undefined
  /** Reads what SCIM does not tell; default none. */
  readonly facts?: OrganizationReader | undefined
  /** Milliseconds to wait for reads to show a step; default 30000. */
  readonly settleTimeout?: number | undefined
  /** Reads under way at the same time; default 4. */
  readonly concurrency?: number | undefined
  /** Replaces the client's clock. */
  readonly clock?: Clock | undefined
  /** Ends the verification. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Reads every account and group that a plan changes, until Slack shows every step or `settleTimeout` ends. A step that no
 * run has done, as the journal says, is not waited for, and differs. Writes nothing, also not into the journal.
 *
 * @param client - a client of either dialect, or anything with its operations
 * @param plan - a plan that was applied
 * @param options - see {@link VerifyOptions}
 * @throws {@link SCIMPlanError} `wrong_organization` when the token or the journal is of another one
 *
 * @example
 * ```ts
 * import type { SCIMClient } from 'slack-scim'
 * import { type JournalStore, type Plan, verifyPlan } from 'slack-scim/provisioning'
 *
 * export async function shows(scim: SCIMClient, plan: Plan, journal: JournalStore): Promise<boolean> {
 *   const { outcome } = await verifyPlan(scim, plan, { journal })
 *   return outcome === 'equal'
 * }
 * ```
 */
export async function verifyPlan(
  client: ProvisioningClient,
  plan: Plan,
  options: VerifyOptions = {},
): Promise<Verification> {
  const { journal, clock = client.clock ?? systemClock(), signal } = options
  const { links, runs } = journal
    ? await stateOf(journal, clock.now())
    : { links: emptyLinks(plan.organization), runs: [] }
  const facts = await readFacts(options.facts, plan, signal)
  checkOrganization('verifyPlan', plan, { token: facts?.organization, journal: links.organization })
  const live = new LiveState(client, { users: new Map(), groups: new Map(), links, facts })
  for (const { resource, key, id } of plan.links) live.link(resource, key, id)
  const isAwaited = awaited(runs, await planDigest(plan))
  const found = await verifySteps(plan.steps, { ...options, live, clock, isAwaited })
  // Members who have no account show nowhere, so no read tells that they are missing.
  const known = new Set([...found.lagging, ...found.differs])
  const open = plan.steps
    .filter((step) => !known.has(step.id) && unknownMembers(step, live).length > 0)
    .map(({ id }) => id)
  return verificationOf(
    [...found.lagging, ...open.filter(isAwaited)],
    [...found.differs, ...open.filter((id) => !isAwaited(id))],
  )
}

async function stateOf(store: JournalStore, now: number): Promise<Pick<JournalState, 'links' | 'runs'>> {
  const journal = boundedJournal(store, { timeout: LEASE_TIME, clock: systemClock() })
  return fold(journal.read(), { now, secret: await journal.secret() })
}

/** Tells whether a step may show later: where the journal knows the plan, only what a run has done, or may have. */
function awaited(runs: readonly RunSummary[], digest: string): (step: string) => boolean {
  const own = runs.filter((run) => run.digest === digest)
  return (step) => own.length === 0 || own.some(({ done, inDoubt }) => done.has(step) || inDoubt.has(step))
}
