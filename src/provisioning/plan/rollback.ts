import type { Held } from '../links/held.ts'
import type { Account, Snapshot } from '../snapshot/snapshot.ts'
import { invert, undoDeactivation } from './invert-step.ts'
import { inOrderOfDoing } from './order.ts'
import type { Plan } from './plan.ts'
import { SCIMPlanError } from './plan-error.ts'
import { known } from './planning.ts'
import { resolveStep } from './resolve-step.ts'
import type { Step, SwitchUserStep } from './step.ts'

/** What a run has done of a plan, as a journal knows it. */
export interface DoneSteps {
  /** Ids of the steps that took effect. */
  readonly done: ReadonlySet<string>
  /** The Slack ids of what was created, by step; default none. */
  readonly created?: ReadonlyMap<string, string> | undefined
  /** Those that Slack had as wanted before: the run did not do them, so they stay; default none. */
  readonly found?: ReadonlySet<string> | undefined
  /** Those at which something happened that no step asked for; default none. */
  readonly unasked?: ReadonlySet<string> | undefined
}

/**
 * Plans the way back from a run: what its steps have changed is restored where it has not been changed since. The plan goes
 * through the same guards as any other; `held` says what cannot come back.
 *
 * @param plan - the plan that was applied
 * @param run - what of it was done
 * @param snapshot - what Slack has now
 * @throws {@link SCIMPlanError} `wrong_organization` when the snapshot is of another organization than the plan
 *
 * @example
 * ```ts
 * import { type DoneSteps, type Plan, planRollback, type Snapshot } from 'slack-scim/provisioning'
 *
 * export const lost = (plan: Plan, run: DoneSteps, now: Snapshot) =>
 *   planRollback(plan, run, now).held.map(({ who, why }) => `${who}: ${why}`)
 * ```
 */
export function planRollback(plan: Plan, run: DoneSteps, snapshot: Snapshot): Plan {
  const { created = new Map<string, string>(), found = new Set<string>() } = run
  const done = new Set([...run.done].filter((id) => !found.has(id)))
  if (plan.organization !== snapshot.organization) {
    const problem = `planRollback: snapshot: it is of ${snapshot.organization}, and the plan is of ${plan.organization}`
    throw new SCIMPlanError(`${problem}: read the accounts of ${plan.organization}`, 'wrong_organization')
  }
  const { users, groups } = snapshot
  const steps: Step[] = []
  const held: Held[] = []
  const inverseOf = new Map<string, string>()
  for (const planned of plan.steps) {
    if (!done.has(planned.id)) continue
    const step = resolveStep(planned, (resource, key) =>
      created.get(`${resource === 'user' ? 'createUser' : 'createGroup'}:${key}`),
    )
    const target = 'target' in step && typeof step.target === 'string' ? step.target : undefined
    const inverse = invert(step, target === undefined ? undefined : (users.get(target) ?? groups.get(target)))
    held.push(...inverse.held)
    if (!inverse.step) continue
    steps.push(inverse.step)
    inverseOf.set(planned.id, inverse.step.id)
  }
  for (const step of plan.steps) {
    const account = done.has(step.id) && 'target' in step ? users.get(String(step.target)) : undefined
    const { steps: back = [], held: lost = [] } = account ? reactivation(step, account, { plan, run }) : {}
    if (back.some(({ id }) => steps.some((one) => one.id === id))) continue
    steps.push(...back)
    held.push(...lost)
  }
  const followers = new Map<string, string[]>()
  for (const { id, after = [] } of plan.steps) {
    const inverse = inverseOf.get(id)
    for (const before of inverse === undefined ? [] : after)
      followers.set(before, [...(followers.get(before) ?? []), inverse ?? ''])
  }
  const originals = new Map(Array.from(inverseOf, ([id, inverse]) => [inverse, id]))
  let memberships = 0
  for (const { members } of groups.values()) memberships += members.size
  const shrinking = steps.flatMap((step) =>
    step.kind === 'removeMembers' && typeof step.target === 'string' ? [step.target] : [],
  )
  return {
    format: 1,
    organization: plan.organization,
    asOf: snapshot.takenAt,
    sources: [],
    snapshot: { takenAt: snapshot.takenAt, complete: snapshot.complete },
    base: {
      ...plan.base,
      accounts: users.size,
      groups: groups.size,
      memberships,
      groupSizes: Object.fromEntries(shrinking.sort().map((id) => [id, groups.get(id)?.members.size ?? 0])),
    },
    // What was done last is undone first, where one step waited for another.
    steps: inOrderOfDoing(
      steps.map(known).map((one) => {
        const step = isSwitch(one) ? { ...one, from: identityOf(one, steps) } : one
        const after = followers.get(originals.get(step.id) ?? '')
        return after ? { ...step, after: [...after].sort() } : step
      }),
    ),
    held: held.map(known),
    drift: [],
    links: [],
  }
}

/** Reactivates an account that was deactivated while it was written, which no step asked for. */
function reactivation(
  step: Step,
  account: Account,
  { plan, run }: { readonly plan: Plan; readonly run: DoneSteps },
): { readonly steps: readonly Step[]; readonly held: readonly Held[] } {
  const isAsked = plan.steps.some(
    (one) => one.kind === 'deactivate' && one.target === account.id && run.done.has(one.id),
  )
  const isUnasked = run.unasked?.has(step.id) === true && !isAsked
  if (account.active || !isUnasked || step.kind !== 'updateUser') return { steps: [], held: [] }
  return undoDeactivation(step, account)
}

function isSwitch(step: Step): step is SwitchUserStep {
  return ['reactivate', 'deactivate', 'toGuest', 'toMember'].includes(step.kind)
}

/** What identifies the account, without what another step of the way back changes. */
function identityOf({ target, from }: SwitchUserStep, steps: readonly Step[]): SwitchUserStep['from'] {
  const changing = new Set(
    steps.flatMap((step) =>
      step.kind === 'updateUser' && step.target === target ? Object.keys(step.to) : [],
    ),
  )
  return Object.fromEntries(Object.entries(from).filter(([name]) => !changing.has(name)))
}
