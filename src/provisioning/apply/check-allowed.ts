import type { Clock } from '../../time/clock.ts'
import { checkGuards } from '../guards/check-guards.ts'
import { SCIMGuardError } from '../guards/guard-error.ts'
import type { Violation } from '../guards/violation.ts'
import { historyWithout, type JournalState, type RunSummary } from '../journal/fold.ts'
import type { Plan } from '../plan/plan.ts'
import { resolveStep } from '../plan/resolve-step.ts'
import { standing } from '../plan/standing.ts'
import type { Step } from '../plan/step.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { LiveState } from './live-state.ts'
import type { ApplyOptions } from './options.ts'

/** The last run, if it was of the same plan and did not do all of it. */
export function resumable(last: RunSummary | undefined, digest: string): RunSummary | undefined {
  const isOpen = last?.outcome === undefined || last.outcome === 'stopped' || last.outcome === 'partial'
  return last?.digest === digest && isOpen ? last : undefined
}

/** What the guards are asked with. */
interface Permission {
  readonly plan: Plan
  readonly state: JournalState
  readonly digest: string
  readonly last: RunSummary | undefined
  readonly live: LiveState
  readonly snapshot: Snapshot | undefined
  readonly options: ApplyOptions
  readonly clock: Clock
}

/**
 * Asks the guards. A run that goes on is the same run to the limits: its plan is counted once. Of any other plan,
 * steps that Slack has already count nothing, so that the same plan can be applied again.
 */
export function checkAllowed({
  plan,
  state,
  digest,
  last,
  live,
  snapshot,
  options,
  clock,
}: Permission): void {
  const history = last ? historyWithout(state, digest, clock.now()) : state.history
  const { allow, policy = {} } = options
  const check = (steps: readonly Step[]): readonly Violation[] =>
    checkGuards({ ...plan, steps }, history, policy, { allow, snapshot, now: new Date(clock.now()) })
  const violations = check(plan.steps)
  if (violations.length === 0) return
  const left = plan.steps.filter((step) => {
    const resolved = resolveStep(step, (resource, key) => live.idOf(resource, key))
    return standing(resolved, live.standIn(resolved)) !== 'done'
  })
  if (left.length === plan.steps.length || check(left).length > 0) throw new SCIMGuardError(violations)
}
