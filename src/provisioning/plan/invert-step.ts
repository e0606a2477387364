import type { Attribute, Attributes } from '../attributes/attribute.ts'
import { hasValue } from '../attributes/hidden.ts'
import { formOf } from '../attributes/table.ts'
import type { Held } from '../links/held.ts'
import type { Account, Roster } from '../snapshot/snapshot.ts'
import { standing } from './standing.ts'
import type { MembersStep, Step, StepKind, SwitchUserStep, UpdateUserStep } from './step.ts'

/** The step that undoes another one, and what it cannot bring back. */
export interface Inverse {
  readonly step?: Step
  readonly held: readonly Held[]
}

const OPPOSITE = {
  reactivate: 'deactivate',
  deactivate: 'reactivate',
  toGuest: 'toMember',
  toMember: 'toGuest',
  addMembers: 'removeMembers',
  removeMembers: 'addMembers',
} as const satisfies Partial<Record<StepKind, StepKind>>

/** What does not come back when an account is switched the other way. */
const LOST: { readonly [K in SwitchUserStep['kind']]?: string } = {
  deactivate: 'workspaces, channels and groups of the account may be gone',
  toGuest: 'channels of the account may be gone',
  toMember: 'the guest’s channels and end date do not come back',
}

/**
 * Inverts a step that was done.
 *
 * @param step - a step whose refs are all Slack ids, as far as they are known
 * @param resource - what Slack has now of the account or group that the step has changed
 */
export function invert(step: Step, resource: Account | Roster | undefined): Inverse {
  switch (step.kind) {
    case 'createUser':
      return { held: [holding(step, 'irreversible', 'an account cannot be deleted: deactivate it by hand')] }
    case 'createGroup':
      return { held: [holding(step, 'irreversible', 'the group stays: delete it by hand in Slack')] }
    case 'updateUser':
      return resource && 'attributes' in resource ? invertUpdate(step, resource) : changed(step)
    case 'renameGroup':
      if (standing(step, resource) !== 'done') return changed(step)
      return { step: { ...withoutAfter(step), from: step.to, to: step.from }, held: [] }
    case 'addMembers':
    case 'removeMembers':
      return resource && 'members' in resource ? invertMembers(step, resource) : changed(step)
    default:
      return resource && 'attributes' in resource ? invertSwitch(step, resource) : changed(step)
  }
}

function invertSwitch(step: SwitchUserStep, account: Account): Inverse {
  if (standing(step, account) !== 'done') return changed(step)
  const kind = OPPOSITE[step.kind]
  const lost = LOST[step.kind]
  const { userName, email } = account.attributes
  return {
    step: {
      ...withoutAfter(step),
      id: idOf(step, kind),
      kind,
      reversible: kind === 'reactivate' ? 'yes' : 'partly',
      from: { ...(userName && { userName }), ...(email && { email }) },
    },
    held: lost === undefined ? [] : [holding(step, 'irreversible', lost)],
  }
}

/** The way back from a deactivation that no step asked for, which happened while a step changed the account. */
export function undoDeactivation(
  step: UpdateUserStep,
  { id, attributes: { userName, email } }: Account,
): { readonly steps: readonly Step[]; readonly held: readonly Held[] } {
  const { who, key, source, origin } = step
  const back: Step = {
    id: `reactivate:${id}`,
    kind: 'reactivate',
    who,
    key,
    source,
    origin,
    why: 'deactivated while it was changed, which no step asked for',
    reversible: 'yes',
    target: id,
    from: { ...(userName && { userName }), ...(email && { email }) },
  }
  return { steps: [back], held: [holding(step, 'irreversible', LOST.deactivate ?? '')] }
}

/** Each attribute goes back for itself, unless another writer has changed it since. */
function invertUpdate(step: UpdateUserStep, account: Account): Inverse {
  const from: { [A in Attribute]?: string | null } = {}
  const to: { [A in Attribute]?: string | null } = {}
  const parked: { [A in Attribute]?: string | null } = {}
  const held: Held[] = []
  for (const name of Object.keys(step.to) as Attribute[]) {
    const before = step.from[name] ?? null
    const isDone =
      hasValue(account, [name, step.to[name]]) ||
      (step.orTo !== undefined && hasValue(account, [name, step.orTo[name]]))
    if (formOf(name) === 'picture') held.push(holding(step, 'irreversible', `the ${name} was not kept`))
    else if (!isDone) held.push(holding(step, 'contested', `${name} has been changed since, so it is left`))
    else {
      // The way back from a parked name is the way there, mirrored: by the same place.
      from[name] = step.orTo?.[name] ?? step.to[name] ?? null
      to[name] = step.orFrom?.[name] ?? before
      if (step.orTo) parked[name] = step.to[name] ?? null
      else if (step.orFrom?.[name] !== undefined) parked[name] = before
    }
  }
  if (Object.keys(to).length === 0) return { held }
  const places: Attributes | undefined = Object.keys(parked).length > 0 ? parked : undefined
  const { orFrom: _orFrom, orTo: _orTo, ...rest } = withoutAfter(step)
  return {
    step: { ...rest, from, to, ...(places && (step.orTo ? { orFrom: places } : { orTo: places })) },
    held,
  }
}

function invertMembers(step: MembersStep, { members }: Roster): Inverse {
  const kind = OPPOSITE[step.kind]
  const isAdding = kind === 'addMembers'
  const back = step.members.filter((member) => typeof member === 'string' && members.has(member) !== isAdding)
  if (back.length === 0) return { held: [] }
  const leaves = members.size + (isAdding ? back.length : -back.length)
  return { step: { ...withoutAfter(step), id: idOf(step, kind), kind, members: back, leaves }, held: [] }
}

function idOf({ id, kind }: Step, inverse: StepKind): string {
  return inverse + id.slice(kind.length)
}

function withoutAfter<T extends Step>(step: T): Omit<T, 'after' | 'why'> {
  const { after: _after, why: _why, ...rest } = step
  return rest
}

function changed(step: Step): Inverse {
  return { held: [holding(step, 'contested', 'it has been changed since, so it is left')] }
}

function holding(step: Step, code: Held['code'], why: string): Held {
  const target = 'target' in step && typeof step.target === 'string' ? step.target : undefined
  return {
    code,
    who: step.who,
    key: step.key,
    target,
    why,
    origin: step.origin,
  }
}
