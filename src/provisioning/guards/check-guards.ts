import { countActions, DEFAULT_ALLOW } from '../plan/actions.ts'
import { MAX_MEMBERS } from '../plan/group-members.ts'
import type { Plan } from '../plan/plan.ts'
import { checkPolicy } from '../policy/check-policy.ts'
import type { Action, Policy } from '../policy/policy.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { CLOCK_SKEW, SNAPSHOT_MAX_AGE } from './default-limits.ts'
import type { History } from './history.ts'
import { type Approved, limitGuards } from './limit-guards.ts'
import { protectedGuards } from './protected-guards.ts'
import { checkSources } from './source-guards.ts'
import type { Violation } from './violation.ts'

/** Options of {@link checkGuards}. */
export interface GuardOptions {
  /**
   * Numbers that were approved, such as `{ deactivate: 12 }`. Each lifts the limits of its action if exactly so many
   * are planned. Default none.
   */
  readonly allow?: Approved | undefined
  /** When the guards decide; default: when the plan was made. */
  readonly now?: Date | undefined
  /** Slack as it is when the plan is applied; default: as the plan has it. */
  readonly snapshot?: Snapshot | undefined
}

/**
 * Says which rules a plan breaks as a whole. A plan with a violation must not be applied, not even in part.
 *
 * To show a plan, call it with the plan alone. To apply one, call it under the lease of the journal, with the history of
 * that journal, the time and a new snapshot.
 *
 * @param plan - a plan
 * @param history - what was done in the last 24 hours
 * @param policy - what is allowed
 * @param options - what was approved, and what is known when the plan is applied
 * @returns every violation; none if the plan may be applied
 * @throws {@link SCIMConfigurationError} for an unknown name or a wrong value in the policy
 *
 * @example
 * ```ts
 * import { checkGuards, type History, type Plan, SCIMGuardError } from 'slack-scim/provisioning'
 *
 * export function refuse(plan: Plan, history: History): void {
 *   const violations = checkGuards(plan, history, {}, { allow: { deactivate: 12 } })
 *   if (violations.length > 0) throw new SCIMGuardError(violations)
 * }
 * ```
 */
export function checkGuards(
  plan: Plan,
  history: History,
  policy: Policy,
  options: GuardOptions = {},
): readonly Violation[] {
  checkPolicy('checkGuards', policy)
  const { allow = {}, snapshot } = options
  const now = options.now ?? new Date(plan.asOf)
  return [
    ...organizationGuards(plan, history, snapshot),
    ...checkSources(plan.sources, history, { policy, now }),
    ...snapshotGuards(plan, now, snapshot),
    ...allowGuards(plan, policy),
    ...protectedGuards(plan, policy, snapshot),
    ...groupSizeGuards(plan),
    ...limitGuards(plan, history, { policy, approved: allow }),
  ]
}

const NONE = { already: 0, limit: 0, of: 0 } as const

function organizationGuards(
  { organization, steps }: Plan,
  history: History,
  snapshot: Snapshot | undefined,
): readonly Violation[] {
  const others = [
    { name: 'the journal', organization: history.organization },
    { name: 'the token', organization: snapshot?.organization },
  ]
  return others.flatMap((other) =>
    !other.organization || other.organization === organization
      ? []
      : [
          {
            ...NONE,
            guard: 'organization' as const,
            planned: steps.length,
            subject: other.organization,
            message: `the plan is of ${organization}, and ${other.name} is of ${other.organization}: plan again`,
          },
        ],
  )
}

function snapshotGuards(plan: Plan, now: Date, snapshot: Snapshot | undefined): readonly Violation[] {
  const { takenAt, complete } = snapshot ?? plan.snapshot
  const violation = { ...NONE, guard: 'snapshot' as const, planned: plan.steps.length }
  const found: Violation[] = []
  if (!complete)
    found.push({ ...violation, message: 'the accounts of Slack were not read to their end: read them again' })
  const age = now.getTime() - Date.parse(takenAt)
  if (!(age <= SNAPSHOT_MAX_AGE && age >= -CLOCK_SKEW)) {
    const when = age < 0 ? 'which is in the future: set the clock, and' : 'more than 15 minutes ago:'
    const message = `the accounts of Slack were read at ${takenAt}, ${when} read them again`
    found.push({ ...violation, planned: age, limit: SNAPSHOT_MAX_AGE, message })
  }
  return found
}

/** The policy may be another one than that of the plan. */
function allowGuards({ steps }: Plan, { allow = DEFAULT_ALLOW }: Policy): readonly Violation[] {
  const counts = countActions(steps)
  return (Object.keys(counts) as Action[]).flatMap((action) => {
    const planned = counts[action] ?? 0
    if (planned === 0 || allow.includes(action)) return []
    const lift = `policy.allow: [${action}]`
    const message = `${action}: ${planned} planned, and the policy does not allow it: add ${action} to policy.allow`
    return [{ ...NONE, guard: 'allow' as const, action, planned, lift, message }]
  })
}

function groupSizeGuards({ steps }: Plan): readonly Violation[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'addMembers' || step.leaves <= MAX_MEMBERS) return []
    const message = `${step.who}: the group would have ${step.leaves} members, and Slack takes at most ${MAX_MEMBERS}: split it`
    return [
      {
        ...NONE,
        guard: 'group-size' as const,
        subject: step.id,
        planned: step.leaves,
        limit: MAX_MEMBERS,
        message,
      },
    ]
  })
}
