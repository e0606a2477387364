import { limitUses } from '../../src/provisioning/guards/limit-guards.ts'
import type { Snapshot } from '../../src/provisioning/index.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput } from '../terminal/output.ts'
import { makePlan, readSlack } from './make-plan.ts'
import type { NamedAccount } from './named-accounts.ts'
import { namedAccounts } from './named-accounts.ts'
import { type FullPlan, type Planner, type PlanOptions, present } from './plan.ts'
import { planningOf, withSession } from './session.ts'
import { wantAccounts } from './switch-accounts.ts'

/** What a list is for. */
export type ListAction = 'deactivate' | 'reactivate'

/** Plans to switch the accounts of a list on or off. */
export async function planList(
  action: ListAction,
  options: PlanOptions & { readonly from: string },
): Promise<void> {
  const output = createOutput(options)
  await withSession(options, true, (session) =>
    interruptible(output, async (signal) => {
      const planner: Planner = { session, options, output, now: new Date(), signal }
      const made = await planSwitch(action, planner, (snapshot) => namedAccounts(options.from, snapshot))
      await present(made, { session, options, output })
    }),
  )
}

/** Plans to switch some accounts on or off, through the same guards as any other plan. */
export async function planSwitch(
  action: ListAction,
  { session, options, output, now, signal }: Planner,
  choose: (snapshot: Snapshot) => Promise<readonly NamedAccount[]>,
): Promise<FullPlan> {
  const planning = await planningOf(session, options, now)
  const snapshot = await readSlack({ ...planning, output, signal })
  const named = await choose(snapshot)
  const { links } = planning.state
  const wanted = wantAccounts(named, action === 'reactivate', { links, now })
  const state = { ...planning.state, links: wanted.links }
  const made = await makePlan({ ...planning, state, snapshot, desired: wanted.desired, output, signal })
  return { ...made, limits: limitUses(made.plan, state.history, session.policy) }
}
