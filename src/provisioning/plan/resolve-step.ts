import type { Ref, Step } from './step.ts'

/**
 * Replaces the keys in a step by the Slack ids of what earlier steps have created.
 *
 * A member without an id is left out. A target or a manager without an id stays as it is.
 *
 * @param step - a step of a plan
 * @param idOf - the Slack id of the account or group that was created for a key
 *
 * @example
 * ```ts
 * import { resolveStep, type Step } from 'slack-scim/provisioning'
 *
 * const created = new Map([['1042', 'U024BE7LH']])
 * export const resolved = (step: Step) => resolveStep(step, (_resource, key) => created.get(key))
 * ```
 */
export function resolveStep(
  step: Step,
  idOf: (resource: 'user' | 'group', key: string) => string | undefined,
): Step {
  const resolved = (ref: Ref, resource: 'user' | 'group'): Ref =>
    typeof ref === 'string' ? ref : (idOf(resource, ref.key) ?? ref)
  const members = (refs: readonly Ref[]) =>
    refs.map((ref) => resolved(ref, 'user')).filter((ref) => typeof ref === 'string')
  switch (step.kind) {
    case 'createGroup':
      return { ...step, members: members(step.members) }
    case 'addMembers':
    case 'removeMembers':
      return { ...step, target: resolved(step.target, 'group'), members: members(step.members) }
    case 'createUser':
    case 'updateUser': {
      const target = step.kind === 'updateUser' && { target: resolved(step.target, 'user') }
      const { manager, ...rest } = step
      if (manager === undefined) return { ...step, ...target }
      const id = resolved(manager, 'user')
      return typeof id === 'string'
        ? { ...rest, ...target, to: { ...step.to, manager: id } }
        : { ...step, ...target }
    }
    default:
      return step
  }
}
