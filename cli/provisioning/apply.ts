import {
  type ApplyReport,
  applyPlan,
  type Plan,
  type ProvisioningEvent,
  planDigest,
  SCIMGuardError,
} from '../../src/provisioning/index.ts'
import { duration } from '../../src/provisioning/render/figures.ts'
import { EndWith } from '../command-error.ts'
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts'
import { writePrivately } from '../files/write-privately.ts'
import { interruptible } from '../terminal/interrupt.ts'
import { createOutput, type Output } from '../terminal/output.ts'
import { type Approval, approve } from './approve.ts'
import { estimate } from './estimate.ts'
import { processName } from './lease.ts'
import { type FullPlan, type Planner, planFor } from './plan.ts'
import { readSources } from './read-sources.ts'
import { showReport } from './report.ts'
import { type PlanningOptions, type Session, withSession } from './session.ts'
import { readPlan } from './show.ts'
import { showPlan } from './show-plan.ts'

/** Options of `slack-scim apply`. */
export interface ApplyCommandOptions extends PlanningOptions, Approval {
  readonly report?: string
  /** Milliseconds. */
  readonly maxAge?: number
}

/** Applies a plan: that of a file, or the one that is made now, after it was shown and approved. */
export async function apply(file: string | undefined, options: ApplyCommandOptions): Promise<void> {
  const output = createOutput(options)
  await withSession(options, false, async (session) => {
    const planner: Omit<Planner, 'signal'> = { session, options, output, now: new Date() }
    const plan = file === undefined ? await freshPlan(planner) : readPlan(file)
    await approveAndApply(plan, { ...planner, options })
  })
}

/** Plans and applies, for a timer: nobody is asked, and the guards decide. */
export async function sync(options: ApplyCommandOptions): Promise<void> {
  const output = createOutput(options)
  await withSession(options, false, async (session) => {
    const planner = { session, options, output, now: new Date() }
    const { plan } = await madePlan(planner)
    await applyNow(plan, planner)
  })
}

/** Shows a plan, has it approved, and applies it. */
export async function approveAndApply(
  plan: Plan,
  planner: Planner & { readonly options: ApplyCommandOptions },
): Promise<void> {
  const { options, output } = planner
  const digest = await planDigest(plan)
  const isAsked = options.expect === undefined && process.stdin.isTTY === true && !output.json
  if (isAsked) await showPlan({ plan, digest }, {}, output)
  await approve(plan, digest, options)
  await applyNow(plan, planner)
}

/** The plan of the sources, unless a guard refuses it already. */
async function freshPlan(planner: Planner): Promise<Plan> {
  const { plan, violations } = await madePlan(planner)
  if (violations.length > 0) throw new SCIMGuardError(violations)
  return plan
}

function madePlan(planner: Planner): Promise<FullPlan> {
  const { session, output, now } = planner
  return interruptible(output, async (signal) =>
    planFor(await readSources(session.loaded, { now, output, signal }), { ...planner, signal }),
  )
}

async function applyNow(
  plan: Plan,
  {
    session,
    options,
    output,
  }: { readonly session: Session; readonly options: ApplyCommandOptions; readonly output: Output },
): Promise<void> {
  const { client, facts } = await session.connect()
  if (plan.steps.length > 0)
    output.note(`${plan.steps.length} steps, about ${duration(estimate(plan).seconds)}.`)
  const { report, interrupted } = await interruptible(output, async (signal) => ({
    report: await applyPlan(client, plan, {
      journal: session.journal.store,
      policy: session.policy,
      allow: options.allow,
      expect: options.expect,
      facts,
      owner: processName(),
      maxAge: options.maxAge,
      // The client has the pacer.
      pacer: null,
      signal,
      onEvent: teller(plan, output),
    }),
    interrupted: signal.aborted,
  }))
  output.progress('')
  if (options.report !== undefined) {
    const { write, commit } = writePrivately('--report', options.report)
    write(`${JSON.stringify(report, undefined, 2)}\n`)
    commit()
  }
  await showReport(report, output)
  const code = interrupted && report.outcome === 'stopped' ? EXIT_CODES.interrupted : codeOf(report)
  if (code !== EXIT_CODES.done) throw new EndWith(code)
}

/** The code for how a run ended. */
function codeOf({ outcome }: ApplyReport): ExitCode {
  if (outcome === 'equal') return EXIT_CODES.done
  return outcome === 'lagging' ? EXIT_CODES.lagging : EXIT_CODES.partial
}

/** Tells what happens while a plan is applied: as lines of `--json`, on a terminal as progress, else what goes wrong. */
function teller(plan: Plan, output: Output): (event: ProvisioningEvent) => void {
  const names = new Map(plan.steps.map(({ id, who }) => [id, who]))
  const total = plan.steps.length
  let ended = 0
  return (event) => {
    // A reader of stdout that has left must not stop a run.
    output.event(event).catch(() => {})
    if (event.type === 'step.done' || event.type === 'step.failed' || event.type === 'step.held') {
      ended++
      output.progress(`${ended} of ${total} steps`)
    }
    if (event.type === 'step.failed')
      output.note(`failed: ${event.step} (${names.get(event.step)}): ${event.reason}`)
    if (event.type === 'step.held')
      output.note(`held: ${event.step} (${names.get(event.step)}): ${event.code}`)
    if (event.type === 'stop') output.note(`stopped: ${event.reason}`)
    if (event.type === 'verify') output.progress(`Verifying: ${event.left} left`)
  }
}
