import * as v from 'valibot'
import { closedObject, refusingArrays } from '../../schemas/closed-object.ts'
import { ATTRIBUTE_NAMES } from '../attributes/attribute.ts'
import type { HeldCode } from '../links/held.ts'
import type { Plan } from './plan.ts'
import type { StepBase } from './step.ts'

/**
 * The schema of a plan that was read from JSON, which refuses what it does not know: a field that is ignored could be
 * one that a person had approved.
 */
export function planSchema(): v.GenericSchema<unknown, Plan> {
  const text = v.string()
  const number = v.pipe(v.number(), v.integer(), v.minValue(0))
  const maybe = v.exactOptional(text)
  const ref = v.union([text, closedObject({ key: text })])
  const attributes = closedObject(
    Object.fromEntries(ATTRIBUTE_NAMES.map((name) => [name, v.exactOptional(v.nullable(text))])),
  )
  const subject = { who: text, key: maybe, origin: maybe }
  const base = {
    id: v.pipe(text, v.nonEmpty()),
    ...subject,
    source: maybe,
    why: maybe,
    after: v.exactOptional(v.array(text)),
  }
  // It follows from the kind: a deactivation that calls itself reversible would need less approval.
  const undone = (reversible: StepBase['reversible']) => ({ reversible: v.literal(reversible) })
  const switched = { ...base, target: text, from: attributes }
  const members = v.pipe(v.array(ref), v.minLength(1), v.maxLength(5000))
  const changed = { ...base, ...undone('yes'), target: ref, members, leaves: number }
  const manager = v.exactOptional(ref)
  const step = v.variant('kind', [
    closedObject({
      ...base,
      ...undone('no'),
      kind: v.literal('createUser'),
      key: text,
      to: attributes,
      guest: v.boolean(),
      manager,
    }),
    closedObject({
      ...base,
      reversible: v.picklist(['yes', 'partly']),
      kind: v.literal('updateUser'),
      target: ref,
      from: attributes,
      to: attributes,
      manager,
      orFrom: v.exactOptional(attributes),
      orTo: v.exactOptional(attributes),
    }),
    closedObject({ ...switched, ...undone('yes'), kind: v.literal('reactivate') }),
    ...(['deactivate', 'toGuest', 'toMember'] as const).map((kind) =>
      closedObject({ ...switched, ...undone('partly'), kind: v.literal(kind) }),
    ),
    closedObject({
      ...base,
      ...undone('no'),
      kind: v.literal('createGroup'),
      key: text,
      name: text,
      members,
    }),
    closedObject({
      ...base,
      ...undone('yes'),
      kind: v.literal('renameGroup'),
      target: text,
      from: text,
      to: text,
    }),
    closedObject({ ...changed, kind: v.literal('addMembers') }),
    closedObject({ ...changed, kind: v.literal('removeMembers') }),
  ])
  const held = closedObject({
    code: v.picklist(Object.keys(HELD_CODES) as HeldCode[]),
    ...subject,
    target: maybe,
    why: text,
    fix: maybe,
  })
  const drift = closedObject({
    target: text,
    who: text,
    attribute: v.picklist([...ATTRIBUTE_NAMES, 'active', 'members']),
    wrote: v.picklist(['same as desired', 'other']),
    now: maybe,
    overwritten: v.boolean(),
  })
  const link = closedObject({
    key: text,
    id: text,
    source: text,
    resource: v.picklist(['user', 'group']),
    by: text,
    values: v.exactOptional(attributes),
  })
  const plan = closedObject({
    $schema: maybe,
    format: v.literal(1),
    organization: v.pipe(text, v.nonEmpty()),
    asOf: time(),
    sources: v.array(closedObject({ name: text, rows: number, complete: v.boolean(), takenAt: text })),
    snapshot: closedObject({ takenAt: time(), complete: v.boolean() }),
    base: closedObject({
      accounts: number,
      managed: number,
      managedGuests: number,
      groups: number,
      memberships: number,
      groupSizes: refusingArrays(v.record(text, number)),
    }),
    steps: v.array(step),
    held: v.array(held),
    drift: v.array(drift),
    links: v.array(link),
  })
  return v.pipe(
    plan,
    v.title('Plan of slack-scim'),
    v.description('What would be done, and what would not, and why.'),
    v.transform(({ $schema: _schema, ...rest }): Plan => rest),
  )
}

const time = () => v.pipe(v.string(), v.isoTimestamp())

/** The codes of what is held, all of them. */
export const HELD_CODES: Readonly<Record<HeldCode, true>> = {
  disputed: true,
  reused: true,
  'address-held': true,
  'name-held': true,
  vanished: true,
  cycle: true,
  protected: true,
  'roles-unknown': true,
  'not-allowed': true,
  'guest-status': true,
  emptyGroup: true,
  'group-size': true,
  absent: true,
  unmanaged: true,
  contested: true,
  hidden: true,
  incomplete: true,
  'attributes-missing': true,
  depends: true,
  irreversible: true,
}
