import { limitUses } from '../../src/provisioning/guards/limit-guards.ts'
import type { Desired } from '../../src/provisioning/index.ts'
import { EndWith } from '../command-error.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput, type Output } from '../terminal/output.ts'
import { type MadePlan, makePlan } from './make-plan.ts'
import { readPlannedSources } from './read-sources.ts'
import { type PlanningOptions, planningOf, type Session, withSession } from './session.ts'
import { type ShowOptions, savePlan, showPlan } from './show-plan.ts'

/** Options of `slack-scim plan`. */
export interface PlanOptions extends PlanningOptions, ShowOptions {
  readonly out?: string
  readonly detailedExitcode?: boolean
}

/** Plans what makes Slack equal to the sources, and shows it. */
export async function plan(options: PlanOptions): Promise<void> {
  const output = createOutput(options)
  await withSession(options, true, (session) =>
    interruptible(output, async (signal) => {
      const now = new Date()
      const desired = await readPlannedSources(session, { now, output, signal })
      const made = await planFor(desired, { session, options, output, now, signal })
      await present(made, { session, options, output })
    }),
  )
}

/** What a command plans with. */
export interface Planner {
  readonly session: Session
  readonly options: PlanningOptions
  readonly output: Output
  readonly now: Date
  readonly signal?: AbortSignal
}

/** A plan, with how far it uses the limits. */
export type FullPlan = MadePlan & { readonly limits: ReturnType<typeof limitUses> }

/** Plans what makes Slack equal to what is wanted. */
export async function planFor(
  desired: Desired,
  { session, options, output, now, signal }: Planner,
): Promise<FullPlan> {
  const planning = await planningOf(session, options, now)
  const made = await makePlan({ ...planning, desired, output, signal })
  return { ...made, limits: limitUses(made.plan, planning.state.history, session.policy) }
}

/** Shows a plan, writes it where it is asked for, and ends with the code that fits it. */
export async function present(
  made: FullPlan,
  { options, output }: { readonly session: Session; readonly options: PlanOptions; readonly output: Output },
): Promise<void> {
  const { plan: planned, violations } = made
  if (options.out !== undefined) savePlan(planned, options.out)
  await showPlan(made, options, output)
  if (options.out !== undefined) output.note(`Wrote ${options.out}.`)
  if (violations.length > 0) throw new EndWith(EXIT_CODES.refused)
  if (options.detailedExitcode && planned.steps.length > 0) throw new EndWith(EXIT_CODES.changes)
}
