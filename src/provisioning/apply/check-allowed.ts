import type { Clock } from '../../time/clock.ts'
import { checkGuards } from '../guards/check-guards.ts'
import { SCIMGuardError } from '../guards/guard-error.ts'
import type { Violation } from '../guards/violation.ts'
import type { JournalState } from '../journal/fold.ts'
import { historyWithout, type Resumed } from '../journal/resume.ts'
import type { Plan } from '../plan/plan.ts'
import { resolveStep } from '../plan/resolve-step.ts'
import { type Standing, standing } from '../plan/standing.ts'
import type { Step } from '../plan/step.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { LiveState } from './live-state.ts'
import type { ApplyOptions } from './options.ts'

/** What the guards are asked with. */
interface Permission {
  readonly plan: Plan
  readonly state: JournalState
  readonly resumed: Resumed | undefined
  readonly live: LiveState
  readonly snapshot: Snapshot | undefined
  readonly options: ApplyOptions
  readonly clock: Clock
}

/**
 * Asks the guards. A run that goes on is the same run to the limits: its plan is counted once. Of any other plan,
 * steps that Slack has already count nothing, so that the same plan can be applied again.
 */
export function checkAllowed({ plan, state, resumed, live, snapshot, options, clock }: Permission): void {
  const now = clock.now()
  const steps = new Map(plan.steps.map((step) => [step.id, step]))
  const standingOf = (step: Step): Standing | undefined => {
    const resolved = resolveStep(step, (resource, key) => live.idOf(resource, key))
    const resource = live.standIn(resolved)
    return resource && standing(resolved, resource)
  }
  const isUndone = (id: string): boolean => {
    const step = resumed?.done.has(id) ? steps.get(id) : undefined
    const state = step && standingOf(step)
    return state !== undefined && state !== 'done'
  }
  const history = resumed ? historyWithout(state, resumed, { now, isUndone }) : state.history
  const { allow, policy = {} } = options
  const check = (steps: readonly Step[]): readonly Violation[] =>
    checkGuards({ ...plan, steps }, history, policy, { allow, snapshot, now: new Date(now) })
  const violations = check(plan.steps)
  if (violations.length === 0) return
  const left = plan.steps.filter((step) => standingOf(step) !== 'done')
  if (left.length === plan.steps.length || check(left).length > 0) throw new SCIMGuardError(violations)
}
