import {
  type Account,
  type Attributes,
  type Links,
  type Plan,
  type Roster,
  resolveStep,
  type Snapshot,
  type Step,
  standing,
} from '../../src/provisioning/index.ts'
import { keyedHash } from '../../src/provisioning/links/keyed-hash.ts'
import { withWritten } from '../../src/provisioning/links/written.ts'

/** Slack and the links after a plan. */
export interface Simulated {
  readonly snapshot: Snapshot
  readonly links: Links
  /** The Slack ids of what was created, by step. */
  readonly created: ReadonlyMap<string, string>
}

/**
 * Applies a plan to a snapshot in memory, as a Slack that gives each address and name to one account only.
 *
 * @throws when a step finds what it does not expect, or takes what another account has
 */
export function simulatePlan(
  plan: Plan,
  { snapshot, links }: { snapshot: Snapshot; links: Links },
): Simulated {
  const users = new Map(snapshot.users)
  const groups = new Map(snapshot.groups)
  const created = new Map<string, string>()
  const ids = new Map<string, string>()
  const linked = { users: new Map(links.users), groups: new Map(links.groups) }
  const hash = keyedHash(links.secret)
  const link = (
    resource: 'users' | 'groups',
    key: string,
    made: { id: string; source?: string; values: Attributes },
  ): void => {
    const known = linked[resource].get(key)
    const { id, source = known?.source ?? 'hr', values } = made
    linked[resource].set(key, {
      ...known,
      id,
      source,
      written: withWritten(hash, known?.written ?? {}, values),
    })
  }
  for (const { resource, key, id, source, values = {} } of plan.links)
    link(`${resource}s`, key, { id, source, values })
  for (const planned of plan.steps) {
    const step = resolveStep(planned, (resource, key) => ids.get(`${resource} ${key}`))
    const before = resourceOf(step, { users, groups })
    expectStanding(step, before, 'todo')
    const after = changed(
      step,
      before,
      `${step.kind === 'createGroup' ? 'S' : 'U'}new${users.size + groups.size}`,
    )
    if ('attributes' in after) {
      expectUnique(users, after)
      users.set(after.id, after)
    } else groups.set(after.id, after)
    expectStanding(step, after, 'done')
    if (step.kind === 'createUser' || step.kind === 'createGroup') {
      created.set(step.id, after.id)
      ids.set(`${step.kind === 'createUser' ? 'user' : 'group'} ${step.key}`, after.id)
      const isUser = step.kind === 'createUser'
      link(isUser ? 'users' : 'groups', step.key, { id: after.id, values: isUser ? step.to : {} })
    }
    if (step.kind === 'updateUser' && step.key !== undefined)
      link('users', step.key, { id: after.id, values: step.to })
  }
  return {
    snapshot: { ...snapshot, users, groups },
    links: { ...links, ...linked, organization: snapshot.organization },
    created,
  }
}

function expectStanding(step: Step, resource: Account | Roster | undefined, expected: string): void {
  const found = standing(step, resource)
  if (found !== expected)
    throw new Error(`${step.id} is ${found}, not ${expected}: ${JSON.stringify([step, resource])}`)
}

function expectUnique(users: ReadonlyMap<string, Account>, { id, attributes }: Account): void {
  for (const other of users.values()) {
    if (other.id === id) continue
    for (const name of ['email', 'userName'] as const) {
      if (attributes[name] === other.attributes[name])
        throw new Error(`${id} takes the ${name} of ${other.id}`)
    }
  }
}

/** The account or group that a step concerns. */
export function resourceOf(
  step: Step,
  { users, groups }: { users: ReadonlyMap<string, Account>; groups: ReadonlyMap<string, Roster> },
): Account | Roster | undefined {
  if (!('target' in step)) return undefined
  const id = step.target
  if (typeof id !== 'string') throw new Error(`${step.id} has no target yet`)
  return users.get(id) ?? groups.get(id)
}

function changed(step: Step, before: Account | Roster | undefined, newId: string): Account | Roster {
  switch (step.kind) {
    case 'createUser':
      return {
        id: newId,
        active: true,
        kind: step.guest ? 'guest' : 'member',
        attributes: withValues({}, step.to),
      }
    case 'createGroup':
      return { id: newId, name: step.name, members: new Set(textsOf(step.members)) }
  }
  if (!before) throw new Error(`${step.id} finds nothing`)
  if ('attributes' in before) {
    switch (step.kind) {
      case 'updateUser':
        return { ...before, attributes: withValues(before.attributes, step.to) }
      case 'reactivate':
      case 'deactivate':
        return { ...before, active: step.kind === 'reactivate' }
      case 'toGuest':
      case 'toMember':
        return { ...before, kind: step.kind === 'toGuest' ? 'guest' : 'member' }
    }
  } else {
    switch (step.kind) {
      case 'renameGroup':
        return { ...before, name: step.to }
      case 'addMembers':
        return { ...before, members: new Set([...before.members, ...textsOf(step.members)]) }
      case 'removeMembers':
        return { ...before, members: new Set([...before.members].filter((id) => !step.members.includes(id))) }
    }
  }
  throw new Error(`${step.id} does not fit ${before.id}`)
}

function textsOf(refs: readonly unknown[]): string[] {
  return refs.filter((ref) => typeof ref === 'string')
}

function withValues(before: Attributes, to: Attributes): Attributes {
  return Object.fromEntries(Object.entries({ ...before, ...to }).filter(([, value]) => value !== null))
}
