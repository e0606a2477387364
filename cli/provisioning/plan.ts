import { limitUses } from '../../src/provisioning/guards/limit-guards.ts'
import type { Desired } from '../../src/provisioning/index.ts'
import { EndWith } from '../command-error.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput, type Output } from '../terminal/output.ts'
import { applyLine } from './apply-line.ts'
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
      await present(made, { options, output })
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

/** How a plan is shown. */
export interface Presented {
  readonly options: PlanOptions
  readonly output: Output
  /** The command that makes the plan again, where it is not of the sources. */
  readonly again?: readonly string[]
}

/** Shows a plan, writes it where it is asked for, and ends with the code that fits it. */
export async function present(made: FullPlan, { options, output, again }: Presented): Promise<void> {
  const { plan: planned, digest, violations } = made
  if (options.out !== undefined) savePlan(planned, options.out)
  // What is protected or chosen may name a person.
  const isPersonal = options.only !== undefined || (options.protect ?? []).length > 0
  const isHidden = options.redact === true && isPersonal
  const command = isHidden ? '' : applyLine(digest, { options, file: options.out, again })
  await showPlan({ ...made, command }, options, output)
  if (options.out !== undefined) output.note(`Wrote ${options.out}.`)
  if (violations.length > 0) throw new EndWith(EXIT_CODES.refused)
  if (options.detailedExitcode && planned.steps.length > 0) throw new EndWith(EXIT_CODES.changes)
}
