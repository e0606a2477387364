import { countActions } from '../plan/actions.ts'
import type { Plan } from '../plan/plan.ts'
import type { Action, Limit, Policy } from '../policy/policy.ts'
import { type ActionLimit, DEFAULT_LIMITS, GROUP_LIMIT, limitOf } from './default-limits.ts'
import type { History } from './history.ts'
import type { Violation } from './violation.ts'

/** Numbers of actions that were approved: each lifts the limits of its action if exactly so many are planned. */
export type Approved = { readonly [A in Action]?: number }

/** Checks how often each action happens within 24 hours. */
export function limitGuards(
  plan: Plan,
  history: History,
  { policy, approved }: { policy: Policy; approved: Approved },
): readonly Violation[] {
  const counts = countActions(plan.steps)
  return (Object.keys(counts) as Action[]).flatMap((action) => {
    const planned = counts[action] ?? 0
    if (planned === 0 || approved[action] === planned) return []
    const found = { action, planned, approved: approved[action] }
    const total = overLimit(plan, history, { ...found, limit: limitFor(action, policy) })
    return [...total, ...(action === 'removeMembers' ? overGroupLimit(plan, history, { found, policy }) : [])]
  })
}

/** How far limits are used by a plan: what it has, what was done in the last 24 hours, and what there may be. */
export function limitUses(
  { steps, base }: Plan,
  { counts }: History,
  policy: Policy,
): readonly {
  readonly action: Action
  readonly planned: number
  readonly already: number
  readonly limit: number
}[] {
  return Object.entries(countActions(steps)).flatMap(([name, planned]) => {
    const action = name as Action
    const limit = limitFor(action, policy)
    if (!limit) return []
    const of = limit.of === 'people' ? base.managed : base.memberships
    return [{ action, planned, already: counts[action] ?? 0, limit: limitOf(limit, of) }]
  })
}

function limitFor(action: Action, { limits = {} }: Policy): ActionLimit | undefined {
  const preset = DEFAULT_LIMITS[action]
  const own = limits[action]
  if (!own) return preset
  return {
    ...instead(preset, own),
    of: preset?.of ?? (action === 'addMembers' ? 'memberships' : 'people'),
  }
}

/** A limit of the policy instead of the preset one. A floor alone is no limit, so it must not lift the one that is there. */
function instead(preset: Limit | undefined, { count, percent, floor }: Limit): Limit {
  const isLimit = count !== undefined || percent !== undefined
  return isLimit ? { count, percent, floor } : { ...preset, ...(floor !== undefined && { floor }) }
}

/** What is planned of one action. */
interface Planned {
  readonly action: Action
  readonly planned: number
  readonly approved: number | undefined
}

function overLimit(
  { base }: Plan,
  { counts }: History,
  { limit, ...found }: Planned & { limit: ActionLimit | undefined },
): readonly Violation[] {
  if (!limit) return []
  const of = limit.of === 'people' ? base.managed : base.memberships
  const already = counts[found.action] ?? 0
  const most = limitOf(limit, of)
  if (already + found.planned <= most) return []
  return [violation(found, { already, limit: most, of, unit: limit.of })]
}

function overGroupLimit(
  plan: Plan,
  { removed = {} }: History,
  { found, policy: { limits = {} } }: { found: Planned; policy: Policy },
): readonly Violation[] {
  const groups = new Map<string, { who: string; planned: number }>()
  for (const step of plan.steps) {
    if (step.kind !== 'removeMembers' || typeof step.target !== 'string') continue
    const planned = (groups.get(step.target)?.planned ?? 0) + step.members.length
    groups.set(step.target, { who: step.who, planned })
  }
  return Array.from(groups).flatMap(([id, { who, planned }]) => {
    const already = removed[id] ?? 0
    // Members who went earlier today count, so that small steps are measured against the group as it was.
    const of = (plan.base.groupSizes[id] ?? 0) + already
    const limit = limitOf(instead(GROUP_LIMIT, limits.removeMembersPerGroup ?? {}), of)
    if (already + planned <= limit) return []
    return [{ ...violation(found, { planned, already, limit, of, unit: `members of ${who}` }), subject: id }]
  })
}

/** The numbers of one limit. */
interface Numbers {
  /** Where it is less than all that is planned of the action. */
  readonly planned?: number
  readonly already: number
  readonly limit: number
  readonly of: number
  readonly unit: string
}

function violation(
  { action, approved, ...all }: Planned,
  { planned = all.planned, already, limit, of, unit }: Numbers,
): Violation {
  const lift = `--allow ${action}=${all.planned}`
  const sum = `${already} done + ${planned} planned > ${limit} in 24 h, of ${of} ${unit}`
  const other = approved === undefined ? '' : ` (--allow ${action}=${approved} is another number)`
  return {
    guard: 'limit',
    action,
    planned,
    already,
    limit,
    of,
    lift,
    message: `${action}: ${sum}${other}: check the plan, then pass ${lift}`,
  }
}
