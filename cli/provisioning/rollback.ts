import { limitUses } from '../../src/provisioning/guards/limit-guards.ts'
import { checkGuards, planDigest, planRollback } from '../../src/provisioning/index.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput } from '../terminal/output.ts'
import { readSlack } from './make-plan.ts'
import { type PlanOptions, present } from './plan.ts'
import { keptRun } from './runs.ts'
import { planningOf, withSession } from './session.ts'

/** Plans the way back from a run, and shows the plan like any other. */
export async function rollback(name: string, options: PlanOptions): Promise<void> {
  const output = createOutput(options)
  await withSession(options, true, (session) =>
    interruptible(output, async (signal) => {
      const now = new Date()
      const { plan: applied, run, created } = await keptRun(name, session.journal)
      const planning = await planningOf(session, options, now)
      const snapshot = await readSlack({ ...planning, output, signal })
      const plan = planRollback(applied, { ...run, created }, snapshot)
      const { history } = planning.state
      const violations = checkGuards(plan, history, session.policy, {
        allow: planning.allow,
        now: new Date(),
      })
      const limits = limitUses(plan, history, session.policy)
      const made = { plan, digest: await planDigest(plan), violations, snapshot, limits }
      await present(made, { options, output, again: ['rollback', run.run] })
    }),
  )
}
