import { ATTRIBUTE_NAMES, type Attribute, type Attributes } from '../attributes/attribute.ts'
import type { Owner } from '../links/claim.ts'
import { holdContested } from './contested.ts'
import { holdManager, type NewPerson } from './creates.ts'
import type { Difference } from './diff-user.ts'
import {
  type Draft,
  type Drafts,
  type Handover,
  isApart,
  isUnique,
  type Unique,
  waitsFor,
} from './handovers.ts'
import {
  hold,
  holdNotAllowed,
  type Planning,
  type Subject,
  stepSubject,
  subjectOf,
  waiting,
} from './planning.ts'
import type { UpdateUserStep } from './step.ts'
import { pushSwitch } from './switches.ts'

/** Adds the updates and conversions of people with accounts. */
export function pushUpdates(
  planning: Planning,
  drafts: Drafts,
  creates: ReadonlyMap<string, NewPerson>,
): void {
  for (const draft of drafts.values()) {
    const { owner, difference, conversion } = draft
    if (difference) pushUpdate(planning, draft, { difference, creates, drafts })
    if (!conversion) continue
    const switched = { account: owner.account, subject: subjectOf(owner) }
    pushSwitch(planning, switched, { kind: conversion, changing: difference?.to ?? {} })
  }
}

function pushUpdate(
  planning: Planning,
  draft: Draft,
  {
    difference,
    creates,
    drafts,
  }: { difference: Difference; creates: ReadonlyMap<string, NewPerson>; drafts: Drafts },
): void {
  const { owner, handovers = {} } = draft
  const { account } = owner
  const subject = subjectOf(owner)
  report(planning, subject, difference)
  const { from, to } = difference
  const id = `updateUser:${account.id}`
  const reactivation = account.active ? [] : [`reactivate:${account.id}`]
  const base = { kind: 'updateUser', ...stepSubject(subject), target: account.id } as const
  for (const [name, { parkedAt }] of Object.entries(handovers) as [Unique, Handover][]) {
    if (parkedAt === undefined) continue
    planning.steps.push({
      id: `${id}:park-${name}`,
      ...base,
      reversible: 'yes',
      after: waiting(reactivation),
      from: { [name]: from[name] ?? null },
      to: { [name]: parkedAt },
      orTo: { [name]: to[name] ?? null },
    })
  }
  const apart: readonly Attribute[] = isApart(difference, draft.handovers) ? ['userName'] : []
  const together = ATTRIBUTE_NAMES.filter((name) => to[name] !== undefined && !apart.includes(name))
  const push = (suffix: string, names: readonly Attribute[], extra: Partial<UpdateUserStep> = {}): void => {
    const parked = names.filter((name) => isUnique(name) && handovers[name]?.parkedAt !== undefined)
    const waits = [...waitsFor(handovers, names, drafts), ...parked.map((name) => `${id}:park-${name}`)]
    const { after = [], ...rest } = extra
    planning.steps.push({
      id: id + suffix,
      ...base,
      reversible: names.includes('photo') ? 'partly' : 'yes',
      after: waiting([...reactivation, ...waits, ...after]),
      from: pick(from, names),
      to: pick(to, names),
      orFrom:
        parked.length > 0
          ? Object.fromEntries(parked.map((name) => [name, handovers[name as Unique]?.parkedAt]))
          : undefined,
      ...rest,
    })
  }
  const manager = managerStep(planning, { difference, creates, subject, owner })
  // A create that waits for other steps may wait for this one.
  const isWithManager = manager !== undefined && !manager.waits
  if (together.length > 0 || isWithManager)
    push('', together, isWithManager ? withManager(manager, pick(from, together)) : {})
  if (apart.length > 0) push(':userName', apart)
  if (manager?.waits) push(':manager', [], withManager(manager, {}))
}

/** A manager whom a step of this plan creates. */
interface NewManager {
  readonly key: string
  readonly now: string | null
  readonly step: string
  readonly waits: boolean
}

function managerStep(
  planning: Planning,
  {
    difference,
    creates,
    subject,
    owner,
  }: { difference: Difference; creates: ReadonlyMap<string, NewPerson>; subject: Subject; owner: Owner },
): NewManager | undefined {
  const key = difference.manager
  if (key === undefined) return undefined
  const create = creates.get(key)
  if (!create) {
    holdManager(planning, subject, key)
    return undefined
  }
  if (!planning.allowed.has('updateUser')) {
    if (!difference.refused.has('updateUser')) holdNotAllowed(planning, subject, 'updateUser')
    return undefined
  }
  const now = owner.account.attributes.manager ?? null
  return {
    key,
    now,
    step: `createUser:${key}`,
    waits: create.handovers !== undefined || typeof create.manager === 'object',
  }
}

function withManager({ key, now, step }: NewManager, from: Attributes): Partial<UpdateUserStep> {
  return { manager: { key }, from: { ...from, manager: now }, after: [step] }
}

function report(planning: Planning, subject: Subject, difference: Difference): void {
  for (const action of difference.refused) holdNotAllowed(planning, subject, action)
  for (const attribute of difference.contested) holdContested(planning, subject, attribute)
  if (difference.hidden.length > 0)
    hold(planning, subject, {
      code: 'hidden',
      why: `Slack does not show of a guest: ${difference.hidden.join(', ')}; they are left`,
      fix: 'change them by hand in Slack, or leave them out of the row',
    })
  const { target = '', who } = subject
  for (const { attribute, wrote, now } of difference.drifted) {
    planning.drift.push({
      target,
      who,
      attribute,
      wrote,
      now,
      overwritten: difference.to[attribute] !== undefined,
    })
  }
}

function pick(values: Attributes, names: readonly Attribute[]): Attributes {
  return Object.fromEntries(names.map((name) => [name, values[name]]))
}
