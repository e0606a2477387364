import { renderHtml } from '../../src/provisioning/html/index.ts'
import {
  type LimitUse,
  type Plan,
  type RenderOptions,
  renderMarkdown,
  renderText,
  type Violation,
} from '../../src/provisioning/index.ts'
import { CommandError } from '../command-error.ts'
import { writePrivately } from '../files/write-privately.ts'
import type { Output } from '../terminal/output.ts'
import { plainJson } from '../terminal/plain-json.ts'
import { estimate } from './estimate.ts'

/** The formats of a plan. */
export const PLAN_FORMATS = ['text', 'markdown', 'html', 'json'] as const

/** A format of a plan. */
export type PlanFormat = (typeof PLAN_FORMATS)[number]

/** How a plan is shown. */
export interface ShowOptions {
  readonly format?: PlanFormat
  readonly redact?: boolean
  readonly all?: boolean
}

/** A plan, and what is known of it. */
export interface ShownPlan {
  readonly plan: Plan
  readonly digest: string
  /** The line that applies it. */
  readonly command: string
  readonly violations?: readonly Violation[]
  readonly limits?: readonly LimitUse[]
}

/** The narrowest that text is set. */
const MIN_WIDTH = 40
const DEFAULT_WIDTH = 100

/** Prints a plan in a format; with `--json`, as an event. */
export async function showPlan(shown: ShownPlan, options: ShowOptions, output: Output): Promise<void> {
  const { plan, digest, violations = [] } = shown
  const { redact = false, format } = options
  if (redact && format === 'json')
    throw new CommandError('--redact: --format json is the whole plan: choose text, markdown or html')
  await output.event({
    type: 'plan',
    digest,
    steps: plan.steps.length,
    held: plan.held.length,
    violations: redact ? violations.map(withoutNames) : violations,
    ...(!redact && { plan }),
  })
  await output.result(rendered(shown, options, output))
}

/** A violation as redacted renderings have it: its subject, its message and what lifts it may name a person. */
function withoutNames({ subject: _subject, message: _message, lift: _lift, ...numbers }: Violation): object {
  return numbers
}

function rendered({ plan, ...facts }: ShownPlan, options: ShowOptions, output: Output): string {
  const { format = 'text', redact = false, all = false } = options
  const cost = plan.steps.length > 0 ? { estimate: estimate(plan) } : {}
  const common: RenderOptions = { ...facts, ...cost, redact }
  if (format === 'json') return planJson(plan)
  if (format === 'markdown') return renderMarkdown(plan, common)
  if (format === 'html') return renderHtml(plan, common)
  const width = Math.max(MIN_WIDTH, process.stdout.columns ?? DEFAULT_WIDTH)
  return renderText(plan, { ...common, all, width, colour: output.paint.isColorSupported })
}

/** Writes a plan into a file for its owner alone: it holds people. */
export function savePlan(plan: Plan, file: string): void {
  const { write, commit } = writePrivately('--out', file)
  write(planJson(plan))
  commit()
}

function planJson(plan: Plan): string {
  return `${plainJson(plan, 2)}\n`
}
