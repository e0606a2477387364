import {
  checkGuards,
  type Plan,
  planDigest,
  renderText,
  SCIMGuardError,
} from '../../src/provisioning/index.ts'
import { counted } from '../../src/provisioning/render/figures.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput, type Output } from '../terminal/output.ts'
import { type ApprovalOptions, approve, isAtTerminal } from './approve.ts'
import { estimate } from './estimate.ts'
import { readState } from './journal.ts'
import { onlySteps } from './only.ts'
import { planFor } from './plan.ts'
import { readPlannedSources } from './read-sources.ts'
import { type Runner, type RunOptions, runPlan } from './run-plan.ts'
import { withSession } from './session.ts'
import { readPlan } from './show.ts'

/** Options of `slack-scim apply`. */
export interface ApplyCommandOptions extends RunOptions, ApprovalOptions {}

/** Applies the plan of a file, or the one that the sources make now. */
export async function apply(file: string | undefined, options: ApplyCommandOptions): Promise<void> {
  const output = createOutput(options)
  await withSession(options, false, (session) =>
    interruptible(output, async (signal) => {
      const runner: Runner = { session, options, output, signal }
      const plan = file === undefined ? await freshPlan(runner) : await storedPlan(file, runner)
      if (await isNothing(plan, output)) return
      await approve(plan, options)
      await runPlan(plan, runner)
    }),
  )
}

/**
 * Plans what makes Slack equal to the sources.
 *
 * @throws {SCIMGuardError} if the guards would refuse the plan
 */
export async function freshPlan({ session, options, output, signal }: Runner): Promise<Plan> {
  const now = new Date()
  const desired = await readPlannedSources(session, { now, output, signal })
  const { plan, digest, violations } = await planFor(desired, { session, options, output, now, signal })
  if (violations.length > 0) throw new SCIMGuardError(violations)
  if (plan.steps.length > 0) await announce(plan, digest, output)
  return plan
}

/** Reads a plan. A person who is to approve it learns before whether the guards will refuse it. */
async function storedPlan(file: string, { session, options, output }: Runner): Promise<Plan> {
  const whole = readPlan(file)
  const plan = options.only === undefined ? whole : onlySteps(whole, options.only)
  const digest = await planDigest(plan)
  if (isAtTerminal() && options.expect === undefined) {
    const now = new Date()
    const state = await readState(session.journal.store, now)
    const violations = checkGuards(plan, state.history, session.policy, { allow: options.allow })
    // A plan that goes on is not counted twice when it is applied.
    const goesOn = state.runs.some((run) => run.digest === digest)
    if (violations.length > 0 && !goesOn) throw new SCIMGuardError(violations)
  }
  await announce(plan, digest, output)
  return plan
}

/** Shows on a terminal what is to be approved; elsewhere a line. */
export async function announce(plan: Plan, digest: string, output: Output): Promise<void> {
  const { steps, held } = plan
  await output.event({ type: 'plan', digest, steps: steps.length, held: held.length })
  if (isAtTerminal()) {
    const width = Math.max(MIN_WIDTH, process.stderr.columns ?? DEFAULT_WIDTH)
    output.show(
      renderText(plan, {
        estimate: estimate(plan),
        width,
        colour: output.paintShown.isColorSupported,
      }),
    )
  } else output.note(`Plan ${digest.slice(0, 8)}: ${counted(steps.length, 'step')}, ${held.length} held.`)
}

const MIN_WIDTH = 20
const DEFAULT_WIDTH = 100

/** Says so when there is nothing to apply. */
export async function isNothing({ steps, links, held }: Plan, output: Output): Promise<boolean> {
  if (steps.length > 0 || links.length > 0) return false
  await output.event({ type: 'nothing', held: held.length })
  const rest = held.length === 0 ? '' : ` ${held.length} held: see \`slack-scim plan\`.`
  await output.result(`Nothing to do.${rest}\n`)
  return true
}
