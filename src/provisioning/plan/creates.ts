import type { Attribute, Attributes } from '../attributes/attribute.ts'
import { personName } from '../attributes/person-name.ts'
import type { DesiredUser } from '../desired/desired.ts'
import type { ManagerOf } from './diff-user.ts'
import { type Drafts, type Handovers, waitsFor } from './handovers.ts'
import { hold, holdNotAllowed, type Planning, rowOf, type Subject, stepSubject, waiting } from './planning.ts'
import type { Ref } from './step.ts'

/** A person for whom an account is created. */
export interface NewPerson {
  readonly person: DesiredUser
  readonly who: string
  readonly to: Attributes
  /** The key of the manager. */
  readonly managerKey: string | undefined
  /** The manager, once it is known whose accounts are created. */
  manager?: Ref
  /** Whether the manager is written by a second step, because the managers go round in a cycle. */
  isManagerLater?: boolean
  handovers?: Handovers
}

/** Drafts the account of a new person; nothing when it is held. */
export function draftCreate(planning: Planning, person: DesiredUser): NewPerson | undefined {
  const who = personName(person.attributes, person.key)
  const subject: Subject = { ...rowOf(person), who }
  if (!planning.allowed.has('createUser')) {
    holdNotAllowed(planning, subject, 'createUser')
    return undefined
  }
  const to: { [A in Attribute]?: string } = {}
  for (const [attribute] of planning.owned.get(person.source) ?? []) {
    const value = person.attributes[attribute]
    if (value && attribute !== 'manager') to[attribute] = value
  }
  const missing = (['userName', 'email'] as const).filter((name) => !to[name])
  if (missing.length > 0) {
    hold(planning, subject, {
      code: 'attributes-missing',
      why: `a new account needs ${missing.join(' and ')}`,
      fix: `let ${person.source} own ${missing.join(' and ')}: onCreate is enough`,
    })
    return undefined
  }
  const isOwned = planning.owned.get(person.source)?.some(([attribute]) => attribute === 'manager')
  return { person, who, to, managerKey: (isOwned && person.attributes.manager) || undefined }
}

/**
 * Finds the managers of new people. A manager who is new as well is created before; where that goes round in a cycle,
 * the person with the smallest key is created without a manager.
 */
export function placeManagers(
  planning: Planning,
  creates: ReadonlyMap<string, NewPerson>,
  managerOf: ManagerOf,
): void {
  for (const { create, key } of managed(creates)) {
    const id = managerOf(key)
    if (creates.has(key)) create.manager = { key }
    else if (id !== undefined) create.manager = id
    else holdManager(planning, { ...rowOf(create.person), who: create.who }, key)
  }
  const settled = new Set<string>()
  for (const start of [...creates.keys()].sort()) {
    const trail: string[] = []
    const places = new Map<string, number>()
    let current: string | undefined = start
    while (current !== undefined && !settled.has(current) && !places.has(current)) {
      places.set(current, trail.push(current) - 1)
      const manager: Ref | undefined = creates.get(current)?.manager
      current = typeof manager === 'object' ? manager.key : undefined
    }
    const from = current === undefined ? undefined : places.get(current)
    if (from !== undefined) {
      const [first = ''] = trail.slice(from).sort()
      const create = creates.get(first)
      if (create) create.isManagerLater = true
    }
    for (const key of trail) settled.add(key)
  }
}

function managed(
  creates: ReadonlyMap<string, NewPerson>,
): readonly { readonly create: NewPerson; readonly key: string }[] {
  return Array.from(creates.values()).flatMap((create) =>
    create.managerKey === undefined ? [] : [{ create, key: create.managerKey }],
  )
}

/** Adds the steps that create accounts. */
export function pushCreates(
  planning: Planning,
  creates: ReadonlyMap<string, NewPerson>,
  drafts: Drafts,
): void {
  for (const [key, { person, who, to, manager, isManagerLater, handovers }] of creates) {
    const subject = stepSubject({ ...rowOf(person), who })
    const isNew = typeof manager === 'object'
    const known = typeof manager === 'string' ? { manager } : {}
    const after = waitsFor(handovers, ['email', 'userName'], drafts)
    const managerFirst = isNew && !isManagerLater ? [`createUser:${manager.key}`] : []
    planning.steps.push({
      id: `createUser:${key}`,
      kind: 'createUser',
      ...subject,
      key,
      reversible: 'no',
      after: waiting([...after, ...managerFirst]),
      to: { ...to, ...known },
      guest: person.guest === true,
      manager: isNew && !isManagerLater ? manager : undefined,
    })
    if (!isNew || !isManagerLater) continue
    planning.steps.push({
      id: `updateUser:new:${key}:manager`,
      kind: 'updateUser',
      ...subject,
      reversible: 'yes',
      after: waiting([`createUser:${key}`, `createUser:${manager.key}`]),
      target: { key },
      from: { manager: null },
      to: {},
      manager,
    })
  }
}

/** Collects that a manager is left as it is, because the manager has no account. */
export function holdManager(planning: Planning, subject: Subject, key: string): void {
  hold(planning, subject, {
    code: 'depends',
    why: `the manager ${key} has no account that is certain, so the manager is left as it is`,
    fix: `free ${key}, or add them to a source`,
  })
}
