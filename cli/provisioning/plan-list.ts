import { interruptible } from '../terminal/interrupt.ts'
import { createOutput } from '../terminal/output.ts'
import { namedAccounts } from './named-accounts.ts'
import { type Planner, type PlanOptions, present } from './plan.ts'
import { planWanted } from './plan-wanted.ts'
import { withSession } from './session.ts'
import { wantAccounts } from './want-accounts.ts'

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
      const change = { active: action === 'reactivate' }
      const made = await planWanted(planner, async (snapshot, links) =>
        wantAccounts(
          { named: await namedAccounts(options.from, snapshot), change },
          { links, now: planner.now },
        ),
      )
      await present(made, { options, output, again: ['plan', action, '--from', options.from] })
    }),
  )
}
