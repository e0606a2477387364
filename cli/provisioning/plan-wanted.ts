import { limitUses } from '../../src/provisioning/guards/limit-guards.ts'
import type { Links, Plan, Snapshot, Step } from '../../src/provisioning/index.ts'
import { makePlan, readSlack } from './make-plan.ts'
import type { FullPlan, Planner } from './plan.ts'
import { planningOf } from './session.ts'
import type { Wanted } from './want-accounts.ts'

/** Plans what a command wants of accounts and groups that it names, through the same guards as any other plan. */
export async function planWanted(
  { session, options, output, now, signal }: Planner,
  want: (snapshot: Snapshot, links: Links) => Promise<Wanted>,
): Promise<FullPlan> {
  const planning = await planningOf(session, options, now)
  const snapshot = await readSlack({ ...planning, output, signal })
  const { links } = planning.state
  const wanted = await want(snapshot, links)
  const state = { ...planning.state, links: wanted.links }
  const adjust = (plan: Plan): Plan => withoutLinks(plan, links, snapshot)
  const made = await makePlan({
    ...planning,
    state,
    snapshot,
    desired: wanted.desired,
    adjust,
    output,
    signal,
  })
  return { ...made, limits: limitUses(made.plan, state.history, session.policy) }
}

/**
 * A plan that makes no link, so that the directory finds its people as before. Its limits are parts of all managed
 * people, and not of those whom the command names.
 */
function withoutLinks(plan: Plan, { users }: Links, snapshot: Snapshot): Plan {
  const managed = { member: 0, guest: 0, bot: 0 }
  for (const { id } of users.values()) {
    const account = snapshot.users.get(id)
    if (account?.active) managed[account.kind]++
  }
  return {
    ...plan,
    sources: [],
    links: [],
    base: { ...plan.base, managed: managed.member, managedGuests: managed.guest },
    steps: plan.steps.map(withoutSource),
  }
}

/** A step with a key and a source becomes a link when it is done. */
function withoutSource({ source: _source, ...step }: Step): Step {
  if (step.kind === 'createUser' || step.kind === 'createGroup') return step
  const { key: _key, ...rest } = step
  return rest
}
