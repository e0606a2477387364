import {
  type ApplyOptions,
  type ApplyReport,
  applyPlan,
  type Plan,
  type ProvisioningEvent,
} from '../../src/provisioning/index.ts'
import { counted, duration } from '../../src/provisioning/render/figures.ts'
import { EndWith } from '../command-error.ts'
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts'
import { writePrivately } from '../files/write-privately.ts'
import type { Connection } from '../slack/connect.ts'
import { isMissingScope } from '../slack/missing-scope.ts'
import type { Output } from '../terminal/output.ts'
import { plainJson } from '../terminal/plain-json.ts'
import { showProgress } from '../terminal/progress.ts'
import { estimate } from './estimate.ts'
import { processName } from './lease.ts'
import { reportText } from './report-text.ts'
import type { PlanningOptions, Session } from './session.ts'

/** Options of the commands that apply a plan. */
export interface RunOptions extends PlanningOptions {
  /** The digest that was approved. */
  readonly expect?: string
  /** Milliseconds. */
  readonly maxAge?: number
  /** Milliseconds to wait until Slack shows what was written. */
  readonly settleTimeout?: number
  /** Where the report is written. */
  readonly report?: string
}

/** What a plan is applied with. */
export interface Runner {
  readonly session: Session
  readonly options: RunOptions
  readonly output: Output
  readonly signal: AbortSignal
}

const OUTCOME_CODES: Readonly<Record<ApplyReport['outcome'], ExitCode>> = {
  equal: EXIT_CODES.done,
  lagging: EXIT_CODES.lagging,
  differs: EXIT_CODES.partial,
  partial: EXIT_CODES.partial,
  stopped: EXIT_CODES.partial,
}

/**
 * Applies a plan that is approved, shows how it goes on, and reports.
 *
 * @throws {EndWith} with the code of the outcome, unless all was done
 */
export async function runPlan(plan: Plan, { session, options, output, signal }: Runner): Promise<void> {
  const connection = await session.connect()
  const file = options.report === undefined ? undefined : writePrivately('--report', options.report)
  if (plan.steps.length > 0) output.note(costText(plan))
  const watcher = watch(plan, output, options.quiet)
  try {
    const report = await applyWith(connection, plan, {
      journal: session.journal.store,
      policy: session.policy,
      allow: options.allow,
      expect: options.expect,
      maxAge: options.maxAge,
      settleTimeout: options.settleTimeout,
      owner: processName(),
      // The connection paces itself.
      pacer: null,
      onEvent: watcher.onEvent,
      signal,
    })
    await watcher.end()
    try {
      await output.event({ type: 'report', report })
      await output.result(reportText(report, plan))
    } finally {
      // One disk that is full must not hide what the other could tell.
      file?.write(`${plainJson(report, 2)}\n`)
      file?.commit()
    }
    finish(report, signal, output)
  } catch (error) {
    await watcher.end()
    file?.discard()
    throw error
  }
}

/** Applies a plan; without ranks if the token may not read them: then the guards protect more. */
async function applyWith(
  { client, facts }: Connection,
  plan: Plan,
  options: ApplyOptions,
): Promise<ApplyReport> {
  try {
    return await applyPlan(client, plan, { ...options, facts })
  } catch (error) {
    // Ranks are read before anything is written.
    if (!isMissingScope(error)) throw error
    return applyPlan(client, plan, options)
  }
}

function costText(plan: Plan): string {
  const { requests, seconds } = estimate(plan)
  const steps = counted(plan.steps.length, 'step')
  return `Applying ${steps}: at least ${counted(requests, 'request')}, about ${duration(seconds)} at half of Slack's rate limits.`
}

/** Shows what happens. */
function watch(
  { steps }: Plan,
  output: Output,
  quiet = false,
): { onEvent(event: ProvisioningEvent): void; end(): Promise<void> } {
  const progress = showProgress(output, steps.length, quiet)
  const over = new Set(['step.done', 'step.failed', 'step.held'])
  let printed: Promise<void> = Promise.resolve()
  return {
    onEvent(event) {
      printed = printed.then(() => output.event(event)).catch(() => {})
      if (over.has(event.type)) progress.step()
      if (event.type === 'verify') progress.stop()
    },
    end() {
      progress.stop()
      return printed
    },
  }
}

function finish(report: ApplyReport, signal: AbortSignal, output: Output): void {
  if (signal.aborted && report.outcome === 'stopped') {
    output.note('Interrupted. Run the same command again, and it goes on where it ended.')
    throw new EndWith(EXIT_CODES.interrupted)
  }
  const code = OUTCOME_CODES[report.outcome]
  if (code !== EXIT_CODES.done) throw new EndWith(code)
}
