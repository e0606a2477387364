import type { Attribute } from '../attributes/attribute.ts'
import type { Action } from '../policy/policy.ts'
import type { Step } from './step.ts'

/** How often each action is performed. */
export type ActionCounts = { readonly [A in Action]?: number }

/** The actions of a policy that says nothing else. */
export const DEFAULT_ALLOW: readonly Action[] = ['createUser', 'updateUser', 'createGroup', 'addMembers']

/** The action that writing an attribute is. */
export function actionOfChange(attribute: Attribute, to: string | null): Action {
  if (to === null) return 'clear'
  if (attribute === 'email') return 'changeEmail'
  return attribute === 'userName' ? 'changeUserName' : 'updateUser'
}

/**
 * Counts the actions of one step, as the limits of a policy do: people, members, and values that are cleared.
 *
 * A step that parks an account counts nothing, since the step that writes its final name counts.
 *
 * @param step - a step of a plan
 *
 * @example
 * ```ts
 * import { actionsOf, type Plan } from 'slack-scim/provisioning'
 *
 * export const deactivations = (plan: Plan) =>
 *   plan.steps.reduce((sum, step) => sum + (actionsOf(step).deactivate ?? 0), 0)
 * ```
 */
export function actionsOf(step: Step): ActionCounts {
  switch (step.kind) {
    case 'updateUser': {
      if (step.orTo) return {}
      const counts: { [A in Action]?: number } = step.manager ? { updateUser: 1 } : {}
      for (const [attribute, to] of Object.entries(step.to)) {
        const action = actionOfChange(attribute as Attribute, to)
        counts[action] = action === 'clear' ? (counts.clear ?? 0) + 1 : 1
      }
      return counts
    }
    case 'addMembers':
      return { addMembers: step.members.length }
    case 'removeMembers':
      return { removeMembers: step.members.length, ...(step.leaves === 0 && { emptyGroup: 1 }) }
    default:
      return { [step.kind]: 1 }
  }
}

/** Adds up the actions of steps. */
export function countActions(steps: readonly Step[]): ActionCounts {
  const sum: { [A in Action]?: number } = {}
  for (const step of steps) {
    for (const [action, count] of Object.entries(actionsOf(step)) as [Action, number][])
      sum[action] = (sum[action] ?? 0) + count
  }
  return sum
}
