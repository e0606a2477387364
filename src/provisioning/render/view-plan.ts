import type { Violation } from '../guards/violation.ts'
import type { Plan, PlanSource } from '../plan/plan.ts'
import type { Step } from '../plan/step.ts'
import { age, counted, dated, duration, grouped } from './figures.ts'
import { type GroupStep, groupRows } from './group-rows.ts'
import { driftRow, heldRow, linkRow } from './other-rows.ts'
import { plain } from './plain.ts'
import type { PlanView, RefusalView, RowView, SectionKind, SectionView } from './plan-view.ts'
import {
  redactedDriftRow,
  redactedGroupRows,
  redactedHeldRow,
  redactedLinkRow,
  redactedUserRow,
} from './redacted-rows.ts'
import { applyCommand, type LimitUse, type RenderOptions } from './render-options.ts'
import { type UserStep, userRow } from './user-rows.ts'
import { warningsOf } from './warnings.ts'

/** Titles, in the order of showing: what cannot be undone comes first. */
const TITLES: Readonly<Record<SectionKind, string>> = {
  deactivate: 'Deactivate',
  toGuest: 'Convert to guest',
  toMember: 'Convert to member',
  createUser: 'Create',
  updateUser: 'Change',
  reactivate: 'Reactivate',
  groups: 'Groups',
  held: 'Held',
  drift: 'Changed by others',
  links: 'Link',
}

/** What to know of every row of a section. */
const NOTES: Readonly<Partial<Record<SectionKind, string>>> = {
  createUser: 'an account cannot be deleted',
  held: 'nothing is done for them',
  links: 'noted in the journal, nothing is sent',
}

/**
 * Puts a plan into the words and the order of showing that all renderings share.
 *
 * @param operation - the renderer that is asked, for messages
 * @throws SCIMConfigurationError for a digest that is none
 */
export function viewPlan(plan: Plan, operation: string, options: RenderOptions = {}): PlanView {
  const { digest, violations = [], limits = [], estimate, redact = false } = options
  const command = applyCommand(operation, options)
  const isApplicable = plan.steps.length + plan.links.length > 0 && violations.length === 0
  const totals = [counted(plan.steps.length, 'step')]
  if (estimate) {
    totals.push(`${counted(estimate.requests, 'request')} at least`, `about ${duration(estimate.seconds)}`)
  }
  return {
    organization: plain(plan.organization),
    date: plain(dated(plan.asOf)),
    sources: plan.sources.map((source) => sourceText(source, plan.asOf)),
    warnings: warningsOf(plan, redact),
    refusals: violations.map((refusal) => (redact ? redactedRefusal(refusal) : refusalOf(refusal))),
    sections: sectionsOf(plan, redact),
    totals: totals.join(', '),
    limits: limits.map(limitText),
    digest,
    command: isApplicable ? command : undefined,
  }
}

function sectionsOf({ steps, held, drift, links }: Plan, redact: boolean): readonly SectionView[] {
  const users = new Map<SectionKind, UserStep[]>()
  const groups: GroupStep[] = []
  for (const step of steps) {
    if (isGroupStep(step)) groups.push(step)
    else {
      const known = users.get(step.kind)
      if (known) known.push(step)
      else users.set(step.kind, [step])
    }
  }
  const rowsOf = (kind: SectionKind): readonly RowView[] => {
    if (kind === 'groups') return redact ? redactedGroupRows(groups) : groupRows(groups)
    if (kind === 'held') return held.map(redact ? redactedHeldRow : heldRow)
    if (kind === 'drift') return drift.map(redact ? redactedDriftRow : driftRow)
    if (kind === 'links') return links.map(redact ? redactedLinkRow : linkRow)
    return (users.get(kind) ?? []).map(redact ? redactedUserRow : userRow)
  }
  return (Object.keys(TITLES) as SectionKind[]).flatMap((kind) => {
    const rows = rowsOf(kind)
    const note = NOTES[kind] ?? undoNote(users.get(kind) ?? [])
    const [first] = rows
    if (!first) return []
    const sign = rows.every((row) => row.sign === first.sign) ? first.sign : '~'
    return [{ kind, title: TITLES[kind], sign, note, rows }]
  })
}

function isGroupStep(step: Step): step is GroupStep {
  return 'members' in step || step.kind === 'renameGroup'
}

function undoNote(steps: readonly Step[]): string {
  if (steps.some(({ reversible }) => reversible === 'no')) return 'cannot be undone'
  return steps.some(({ reversible }) => reversible === 'partly') ? 'cannot be undone in full' : ''
}

function sourceText({ name, rows, takenAt }: PlanSource, asOf: string): string {
  const old = age(takenAt, asOf)
  return `${plain(name)} (${counted(rows, 'row')}${old && `, ${old}`})`
}

function refusalOf({ message, lift = '' }: Violation): RefusalView {
  return { message: plain(message), lift: plain(lift) }
}

/** Only numbers: a message may name a person, and so may what lifts it, but for the one form that says a number. */
function redactedRefusal({ guard, action, planned, already, limit, lift }: Violation): RefusalView {
  const what = action ? `${guard}: ${action}` : guard
  const numbers = `${grouped(planned)} planned, ${grouped(already)} done in 24 h, at most ${grouped(limit)}`
  const isCounted = action !== undefined && lift === `--allow ${action}=${planned}`
  return { message: plain(`${what}: ${numbers}`), lift: isCounted ? lift : '' }
}

function limitText({ action, planned, already, limit }: LimitUse): string {
  return `${action} ${grouped(planned)} of ${grouped(limit)} allowed in 24 h (${grouped(already)} done)`
}
