import type { Plan } from './plan.ts'
import type { Step, StepKind } from './step.ts'

/** What gives access comes first, and what takes it away last. */
const DOING: readonly StepKind[] = [
  'createUser',
  'updateUser',
  'reactivate',
  'createGroup',
  'renameGroup',
  'addMembers',
  'removeMembers',
  'toGuest',
  'toMember',
  'deactivate',
]

/** What is hard to undo is read first. */
const SHOWING: readonly StepKind[] = [
  'deactivate',
  'toGuest',
  'toMember',
  'reactivate',
  'createUser',
  'updateUser',
  'createGroup',
  'renameGroup',
  'removeMembers',
  'addMembers',
]

/**
 * The steps in the order of doing: by kind and id, each behind those that it must wait for.
 *
 * A step that waits is otherwise not moved, so that the order depends on the steps alone. Steps never wait for each
 * other in a circle.
 */
export function inOrderOfDoing(steps: readonly Step[]): Step[] {
  const ranked = sortedBy(steps, DOING)
  const byId = new Map(ranked.map((step) => [step.id, step]))
  const opened = new Set<string>()
  const ordered: Step[] = []
  for (const step of ranked) {
    const stack = [{ step, next: 0 }]
    if (opened.has(step.id)) continue
    opened.add(step.id)
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const id = top.step.after?.[top.next++]
      const before = id === undefined ? undefined : byId.get(id)
      if (before && !opened.has(before.id)) {
        opened.add(before.id)
        stack.push({ step: before, next: 0 })
      } else if (id === undefined) {
        ordered.push(top.step)
        stack.pop()
      }
    }
  }
  return ordered
}

/**
 * Returns the steps of a plan in the order of showing: what is hard to undo first.
 *
 * @param plan - a plan; it is not changed
 *
 * @example
 * ```ts
 * import { type Plan, showOrder } from 'slack-scim/provisioning'
 *
 * export const lines = (plan: Plan) => showOrder(plan).map(({ kind, who }) => `${kind} ${who}`)
 * ```
 */
export function showOrder({ steps }: Pick<Plan, 'steps'>): readonly Step[] {
  return sortedBy(steps, SHOWING)
}

function sortedBy(steps: readonly Step[], kinds: readonly StepKind[]): Step[] {
  const ranks = new Map(kinds.map((kind, rank) => [kind, rank]))
  const rank = ({ kind }: Step): number => ranks.get(kind) ?? kinds.length
  return [...steps].sort((one, other) => rank(one) - rank(other) || compareTexts(one.id, other.id))
}

/** Compares by code units, which is the same everywhere. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
