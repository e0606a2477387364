import type { Attribute, Attributes } from '../attributes/attribute.ts'
import { hasValue } from '../attributes/hidden.ts'
import type { Account, Roster } from '../snapshot/snapshot.ts'
import type { Ref, Step } from './step.ts'

/**
 * How a step stands to what Slack has.
 *
 * - `todo`: Slack has what the step leaves
 * - `done`: Slack has what the step makes
 * - `changed`: Slack has something else, so the step must not be sent
 */
export type Standing = 'todo' | 'done' | 'changed'

/**
 * Says how a step stands to the account or group that it concerns: its precondition, its resumption and its
 * verification in one.
 *
 * A step with an `after` is judged once those steps are done.
 *
 * @param step - a step whose refs are all Slack ids, as `resolveStep` makes it
 * @param resource - the account or group that the step creates or changes; absent when Slack has none
 *
 * @example
 * ```ts
 * import { type Account, type Step, standing } from 'slack-scim/provisioning'
 *
 * export const mustNotBeSent = (step: Step, account: Account) => standing(step, account) === 'changed'
 * ```
 */
export function standing(step: Step, resource: Account | Roster | undefined): Standing {
  if (!resource) return step.kind === 'createUser' || step.kind === 'createGroup' ? 'todo' : 'changed'
  return 'attributes' in resource ? standingOfAccount(step, resource) : standingOfGroup(step, resource)
}

function standingOfAccount(step: Step, account: Account): Standing {
  const { active, kind } = account
  switch (step.kind) {
    case 'createUser': {
      const isGuest = kind === 'guest'
      return active && isGuest === step.guest && has(account, step.to) ? 'done' : 'changed'
    }
    case 'updateUser':
      return standingOfUpdate(step, account)
    case 'reactivate':
      return active ? 'done' : unlessOther(account, step.from)
    case 'deactivate':
      return active ? unlessOther(account, step.from) : 'done'
    case 'toGuest':
      return kind === 'guest' ? 'done' : unlessOther(account, step.from)
    case 'toMember':
      return kind === 'member' ? 'done' : unlessOther(account, step.from)
    default:
      return 'changed'
  }
}

function standingOfUpdate(step: Step & { kind: 'updateUser' }, account: Account): Standing {
  const { from, to, orFrom = {}, orTo = {} } = step
  let isDone = true
  for (const name of Object.keys(to) as Attribute[]) {
    const is = (values: Attributes): boolean =>
      values[name] !== undefined && hasValue(account, [name, values[name]], from)
    if (is(to) || is(orTo)) continue
    const now = account.attributes[name] ?? null
    if (now !== (from[name] ?? null) && now !== orFrom[name]) return 'changed'
    isDone = false
  }
  return isDone ? 'done' : 'todo'
}

function standingOfGroup(step: Step, group: Roster): Standing {
  const isIn = (member: Ref): boolean => typeof member === 'string' && group.members.has(member)
  switch (step.kind) {
    case 'createGroup':
      return group.name === step.name && step.members.every(isIn) ? 'done' : 'changed'
    case 'renameGroup':
      if (group.name === step.to) return 'done'
      return group.name === step.from ? 'todo' : 'changed'
    case 'addMembers':
      return step.members.every(isIn) ? 'done' : 'todo'
    case 'removeMembers':
      return step.members.some(isIn) ? 'todo' : 'done'
    default:
      return 'changed'
  }
}

function unlessOther(account: Account, from: Attributes): Standing {
  return has(account, from) ? 'todo' : 'changed'
}

function has(account: Account, wanted: Attributes): boolean {
  return (Object.keys(wanted) as Attribute[]).every((name) => hasValue(account, [name, wanted[name]]))
}
