import type { Violation } from '../../src/provisioning/guards/violation.ts'
import type { Plan } from '../../src/provisioning/plan/plan.ts'
import type { Step } from '../../src/provisioning/plan/step.ts'
import type { Estimate, LimitUse } from '../../src/provisioning/render/render-options.ts'

/** A digest, as `planDigest` makes them. */
export const DIGEST: string = `9f2c41d0${'0123456789abcdef'.repeat(4).slice(8)}`

/** What the limits of the sample plan leave. */
export const LIMITS: readonly LimitUse[] = [{ action: 'deactivate', planned: 2, already: 0, limit: 10 }]

/** What the sample plan costs. */
export const ESTIMATE: Estimate = { requests: 20, seconds: 15 }

/** A guard that refuses. */
export const REFUSAL: Violation = {
  guard: 'limit',
  action: 'deactivate',
  planned: 12,
  already: 1,
  limit: 10,
  of: 1180,
  message: 'deactivate: 12 planned and 1 done in 24 h, at most 10: jo park and 11 more',
  lift: '--allow deactivate=12',
}

/** A plan with nothing in it, but for what is given. */
export function planOf(parts: Partial<Plan> = {}): Plan {
  return {
    format: 1,
    organization: 'E0EMULATOR',
    asOf: '2026-11-29T12:00:00.000Z',
    sources: [{ name: 'hr', rows: 1204, complete: true, takenAt: '2026-11-29T08:30:00.000Z' }],
    snapshot: { takenAt: '2026-11-29T11:59:00.000Z', complete: true },
    base: { accounts: 1204, managed: 1180, managedGuests: 4, groups: 40, memberships: 9000, groupSizes: {} },
    steps: [],
    held: [],
    drift: [],
    links: [],
    ...parts,
  }
}

const JO: Step = {
  kind: 'deactivate',
  id: 'deactivate:U0G9QF9C6',
  who: 'jo park',
  key: '1007',
  target: 'U0G9QF9C6',
  from: { email: 'jo@acme.test', userName: 'jo.park' },
  origin: 'people.csv:88',
  why: 'left 2026-11-28; in 3 groups',
  reversible: 'partly',
}

const SAMPLE_STEPS: readonly Step[] = [
  {
    kind: 'createUser',
    id: 'createUser:2001',
    who: 'Mia Ito',
    key: '2001',
    to: { userName: 'mia.ito', givenName: 'Mia', familyName: 'Ito', email: 'mia@acme.test' },
    guest: false,
    origin: 'people.csv:1201',
    reversible: 'no',
  },
  {
    kind: 'updateUser',
    id: 'updateUser:U024BE7LH',
    who: 'ada berg → ada lind',
    key: '1001',
    target: 'U024BE7LH',
    from: { familyName: 'Berg', email: 'ada.berg@acme.test' },
    to: { familyName: 'Lind', email: 'ada.lind@acme.test' },
    origin: 'people.csv:7',
    reversible: 'yes',
  },
  {
    kind: 'updateUser',
    id: 'updateUser:U0Q81KX0P',
    who: 'kim sol',
    key: '1003',
    target: 'U0Q81KX0P',
    from: { title: 'Engineer' },
    to: { title: 'Senior Engineer' },
    origin: 'people.csv:33',
    reversible: 'yes',
  },
  {
    kind: 'addMembers',
    id: 'addMembers:S0614TZR7',
    who: 'engineers',
    target: 'S0614TZR7',
    members: ['U0Q81KX0P', { key: '2001' }],
    leaves: 144,
    origin: 'groups.csv:2',
    reversible: 'yes',
  },
  {
    kind: 'removeMembers',
    id: 'removeMembers:S0614TZR7',
    who: 'engineers',
    target: 'S0614TZR7',
    members: ['U0G9QF9C6'],
    leaves: 143,
    origin: 'groups.csv:2',
    reversible: 'yes',
  },
  JO,
  {
    ...JO,
    id: 'deactivate:U0H11AA2B',
    who: 'lee wong',
    key: '1011',
    target: 'U0H11AA2B',
    from: { email: 'lee@acme.test', userName: 'lee.wong' },
    origin: 'people.csv:412',
    why: 'left 2026-11-28',
  },
]

/** A small plan of the most frequent kinds. */
export function samplePlan(): Plan {
  return planOf({
    steps: SAMPLE_STEPS,
    held: [
      {
        code: 'reused',
        who: 'Bo Chen',
        key: '1042',
        target: 'U024BE7LK',
        why: 'number 1042 was Ada Berg (U024BE7LK), people.csv:90 says Bo Chen.',
        fix: 'slack-scim adopt --key 1042 --new',
        origin: 'people.csv:90',
      },
    ],
    drift: [
      {
        target: 'U0Q81KX0P',
        who: 'kim sol',
        attribute: 'displayName',
        wrote: 'same as desired',
        now: 'kimmy',
        overwritten: false,
      },
    ],
  })
}

/** Texts that stand for every value of a plan that is not an id, an attribute or a number. */
export interface PlanTexts {
  readonly name: string
  readonly value: string
  readonly note: string
  readonly origin: string
  readonly key: string
}

/** A plan with every kind of step, held, drift and link, made of the given texts. */
export function everyKindOfPlan({ name, value, note, origin, key }: PlanTexts): Plan {
  const base = { who: name, key, origin, why: note, reversible: 'partly' } as const
  const person = { userName: value, email: value }
  const steps: Step[] = [
    { ...base, kind: 'createUser', id: `createUser:${key}`, to: { ...person, title: value }, guest: true },
    {
      ...base,
      kind: 'createUser',
      id: `createUser:${key}b`,
      key: `${key}b`,
      to: person,
      guest: false,
      manager: { key },
    },
    {
      ...base,
      kind: 'updateUser',
      id: 'updateUser:U1',
      target: 'U1',
      from: { title: value, phone: null },
      to: { title: null, phone: value },
    },
    {
      ...base,
      kind: 'updateUser',
      id: 'updateUser:U2',
      target: { key },
      from: { manager: value },
      to: {},
      manager: { key },
    },
    ...(['reactivate', 'deactivate', 'toGuest', 'toMember'] as const).map(
      (kind, index): Step => ({
        ...base,
        kind,
        id: `${kind}:U1${index}`,
        target: `U1${index}`,
        from: person,
      }),
    ),
    { ...base, kind: 'createGroup', id: `createGroup:${key}`, name, members: ['U1', { key }] },
    { ...base, kind: 'addMembers', id: `addMembers:${key}`, target: { key }, members: ['U2'], leaves: 3 },
    { ...base, kind: 'renameGroup', id: 'renameGroup:S1', target: 'S1', from: value, to: name },
    {
      ...base,
      kind: 'removeMembers',
      id: 'removeMembers:S1',
      target: 'S1',
      members: ['U3', 'U4'],
      leaves: 0,
    },
  ]
  return planOf({
    steps,
    held: [
      { code: 'disputed', who: name, key, why: note, fix: note, origin },
      { code: 'protected', who: name, target: 'U7', why: note },
    ],
    drift: [
      { target: 'U8', who: name, attribute: 'title', wrote: 'other', now: value, overwritten: true },
      { target: 'S1', who: name, attribute: 'members', wrote: 'same as desired', overwritten: false },
    ],
    links: [{ key, id: 'U9', source: 'hr', resource: 'user', by: 'email', values: { email: value } }],
  })
}

/** A plan of many steps. */
export function largePlan(steps: number): Plan {
  return planOf({
    steps: Array.from(
      { length: steps },
      (_, index): Step => ({
        kind: 'updateUser',
        id: `updateUser:U${index}`,
        who: `person ${index}`,
        key: `${index}`,
        target: `U${index}`,
        from: { title: 'Engineer', department: 'Research' },
        to: { title: 'Senior Engineer', department: `Department ${index % 40}` },
        origin: `people.csv:${index + 2}`,
        reversible: 'yes',
      }),
    ),
  })
}
