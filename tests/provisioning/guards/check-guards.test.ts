import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Action,
  type Attributes,
  checkGuards,
  DEFAULT_LIMITS,
  type GuardOptions,
  type History,
  type Plan,
  type Policy,
  SCIMGuardError,
  type Step,
} from '../../../src/provisioning/index.ts'
import { ALL } from '../plan/company.ts'

const AT = '2026-11-29T12:00:00.000Z'
const NONE: History = { counts: {}, rows: {} }

function planOf(steps: readonly Step[], rest: Partial<Plan> = {}): Plan {
  return {
    format: 1,
    organization: 'E1',
    asOf: AT,
    sources: [{ name: 'hr', rows: 1000, complete: true, takenAt: AT }],
    snapshot: { takenAt: AT, complete: true },
    base: {
      accounts: 1023,
      managed: 1000,
      managedGuests: 20,
      groups: 40,
      memberships: 4000,
      groupSizes: { S1: 50 },
    },
    steps,
    held: [],
    drift: [],
    links: [],
    ...rest,
  }
}

const base = { who: 'x', reversible: 'partly' } as const
const deactivations = (count: number): Step[] =>
  Array.from({ length: count }, (_, n) => ({
    ...base,
    id: `deactivate:U${n}`,
    kind: 'deactivate',
    target: `U${n}`,
    from: {},
  }))
const updates = (count: number, to: Attributes): Step[] =>
  Array.from({ length: count }, (_, n) => ({
    ...base,
    id: `updateUser:U${n}`,
    kind: 'updateUser',
    target: `U${n}`,
    from: {},
    to,
  }))
const removes = (count: number, leaves = 30): Step => ({
  ...base,
  id: 'removeMembers:S1',
  kind: 'removeMembers',
  target: 'S1',
  members: Array.from({ length: count }, (_, n) => `U${n}`),
  leaves,
})

const check = (
  plan: Plan,
  history: Partial<History> = {},
  options: GuardOptions & { policy?: Policy } = {},
) => checkGuards(plan, { ...NONE, ...history }, options.policy ?? ALL, options)

describe('the limits of actions', () => {
  it.each([{}, { floor: 1 }, { count: undefined }])('keeps a default limit beside %j', (own) => {
    const policy = { ...ALL, limits: { deactivate: own } }
    expect(check(planOf(deactivations(11)), {}, { policy })).toMatchObject([{ guard: 'limit', limit: 10 }])
  })

  it('accept 10 deactivations, and refuse 12 with the numbers and the words that lift it', () => {
    expect(check(planOf(deactivations(10)))).toEqual([])
    expect(check(planOf(deactivations(12)))).toEqual([
      {
        guard: 'limit',
        action: 'deactivate',
        planned: 12,
        already: 0,
        limit: 10,
        of: 1000,
        lift: '--allow deactivate=12',
        message:
          'deactivate: 0 done + 12 planned > 10 in 24 h, of 1000 people: check the plan, then pass --allow deactivate=12',
      },
    ])
  })

  it('are lifted by exactly the planned number', () => {
    const plan = planOf(deactivations(12))
    expect(check(plan, {}, { allow: { deactivate: 12 } })).toEqual([])
    for (const number of [11, 13]) {
      const [violation] = check(plan, {}, { allow: { deactivate: number } })
      expect(violation?.message).toContain(`--allow deactivate=${number} is another number`)
    }
  })

  it('are lifted for one action alone', () => {
    const plan = planOf([...deactivations(12), ...updates(1000, { email: 'x@acme.test' })])
    const left = check(plan, {}, { allow: { deactivate: 12 } })
    expect(left).toMatchObject([{ action: 'changeEmail', planned: 1000, limit: 10 }])
    expect(check(plan, {}, { allow: { deactivate: 12, changeEmail: 1000 } })).toEqual([])
  })

  it('count what was done in the last 24 hours', () => {
    const [violation] = check(planOf(deactivations(6)), { counts: { deactivate: 6 } })
    expect(violation?.message).toContain('6 done + 6 planned > 10 in 24 h')
    expect(check(planOf(deactivations(4)), { counts: { deactivate: 6 } })).toEqual([])
  })

  it('are a part of few people, but never below the floor', () => {
    const small = { ...planOf([]).base, managed: 30 }
    expect(check(planOf(deactivations(2), { base: small }))).toEqual([])
    expect(check(planOf(deactivations(3), { base: small }))).toMatchObject([{ limit: 2, of: 30 }])
  })

  it('are those of the policy where it has some', () => {
    const policy = { ...ALL, limits: { deactivate: { count: 25, percent: 2 }, updateUser: { count: 1 } } }
    expect(check(planOf(deactivations(20)), {}, { policy })).toEqual([])
    expect(check(planOf(deactivations(21)), {}, { policy })).toMatchObject([{ limit: 20 }])
    expect(check(planOf(updates(2, { title: 'A' })), {}, { policy })).toMatchObject([
      { action: 'updateUser', limit: 1 },
    ])
    expect(check(planOf(updates(2000, { title: 'A' })))).toEqual([])
  })

  it('count each cleared value', () => {
    expect(check(planOf(updates(5, { title: null, phone: null })))).toEqual([])
    expect(check(planOf(updates(6, { title: null, phone: null })))).toMatchObject([
      { action: 'clear', planned: 12, limit: 10 },
    ])
  })

  it('hold for each group and for all memberships', () => {
    expect(check(planOf([removes(10)]))).toEqual([])
    expect(check(planOf([removes(11)]))).toMatchObject([{ subject: 'S1', planned: 11, limit: 10, of: 50 }])
    // 55 members this morning, of whom 5 are gone: 11 of them may go in a day.
    expect(check(planOf([removes(6)]), { removed: { S1: 5 } })).toEqual([])
    expect(check(planOf([removes(7)]), { removed: { S1: 5 } })).toMatchObject([
      { already: 5, planned: 7, limit: 11 },
    ])
    const all = planOf([removes(11)], { base: { ...planOf([]).base, memberships: 100 } })
    expect(check(all)).toMatchObject([{ of: 100, limit: 5 }, { subject: 'S1' }])
    expect(check(all, {}, { allow: { removeMembers: 11 } })).toEqual([])
  })

  it('hold for each group as the policy says', () => {
    const limits = { removeMembersPerGroup: { percent: 50, floor: 1 } }
    const plan = planOf([removes(25)], { base: { ...planOf([]).base, memberships: 1000 } })
    expect(check(plan)).toMatchObject([{ subject: 'S1', limit: 10 }])
    expect(check(plan, {}, { policy: { ...ALL, limits } })).toEqual([])
    const more = planOf([removes(26)], { base: plan.base })
    expect(check(more, {}, { policy: { ...ALL, limits } })).toMatchObject([{ subject: 'S1', limit: 25 }])
    const floor = { removeMembersPerGroup: { floor: 4 } }
    expect(check(plan, {}, { policy: { ...ALL, limits: floor } })).toMatchObject([
      { subject: 'S1', limit: 10 },
    ])
    const none = { removeMembersPerGroup: { count: 0 } }
    expect(check(planOf([removes(1)]), {}, { policy: { ...ALL, limits: none } })).toMatchObject([
      { subject: 'S1', planned: 1, limit: 0 },
    ])
  })

  it('let no sequence of plans within a day pass more than the limit', () => {
    const limited = Object.keys(DEFAULT_LIMITS).filter((action) =>
      ['deactivate', 'reactivate', 'toGuest'].includes(action),
    )
    const run = fc.record({
      minutes: fc.integer({ min: 1, max: 900 }),
      count: fc.integer({ min: 1, max: 14 }),
      action: fc.constantFrom(...(limited as ('deactivate' | 'reactivate' | 'toGuest')[])),
    })
    fc.assert(
      fc.property(fc.array(run, { maxLength: 30 }), (runs) => {
        const done: { at: number; action: Action; count: number }[] = []
        let at = 0
        for (const { minutes, count, action } of runs) {
          at += minutes
          const recent = done.filter((one) => one.action === action && one.at > at - 1440)
          const already = recent.reduce((sum, one) => sum + one.count, 0)
          const steps = deactivations(count).map((step) => ({ ...step, kind: action }) as Step)
          if (check(planOf(steps), { counts: { [action]: already } }).length === 0)
            done.push({ at, action, count })
        }
        for (const { at: end, action } of done) {
          const day = done.filter((one) => one.action === action && one.at > end - 1440 && one.at <= end)
          expect(day.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(10)
        }
      }),
    )
  })
})

describe('the other guards', () => {
  it('refuse what the policy does not allow', () => {
    expect(check(planOf(deactivations(1)), {}, { policy: { protect: ['x'] } })).toMatchObject([
      { guard: 'allow', action: 'deactivate', lift: 'policy.allow: [deactivate]' },
    ])
  })

  it('refuse a snapshot of the future', () => {
    const takenAt = new Date(Date.parse(AT) + 3_600_000).toISOString()
    expect(check(planOf([], { snapshot: { takenAt, complete: true } }))).toMatchObject([
      { guard: 'snapshot', message: expect.stringContaining('which is in the future') },
    ])
  })

  it('refuse the last member of a group unless emptyGroup is allowed', () => {
    const allow = ALL.allow?.filter((action) => action !== 'emptyGroup')
    expect(check(planOf([removes(2, 0)]), {}, { policy: { ...ALL, allow } })).toMatchObject([
      { guard: 'allow', action: 'emptyGroup' },
    ])
  })

  it('refuse who is protected when the plan is applied', () => {
    const snapshot = { organization: 'E1', takenAt: AT, complete: true, users: new Map(), groups: new Map() }
    const steps = [...deactivations(2), ...updates(3, { email: 'x@acme.test' })]
    expect(
      check(planOf(steps), {}, { snapshot: { ...snapshot, roles: new Map([['U1', 'owner']]) } }),
    ).toMatchObject([
      { guard: 'protected', subject: 'U1' },
      { guard: 'protected', subject: 'U1' },
    ])
    expect(check(planOf(steps), {}, { policy: { ...ALL, protect: ['U2'] } })).toMatchObject([
      { subject: 'U2' },
    ])
  })

  it('refuse a plan that does not know whom to protect', () => {
    const held = [{ code: 'roles-unknown', who: 'x', why: 'y' }] as const
    const [violation] = check(planOf([], { held }))
    expect(violation).toMatchObject({ guard: 'protected', planned: 1 })
    expect(violation?.message).toContain('--protect')
    expect(violation?.message).toContain('slack-scim doctor')
  })

  it('refuse another organization', () => {
    expect(check(planOf([]), { organization: 'E2' })).toMatchObject([
      { guard: 'organization', subject: 'E2' },
    ])
    expect(check(planOf([]), { organization: '' })).toEqual([])
  })

  it('refuse a snapshot that is not complete, or too old when the plan is applied', () => {
    expect(check(planOf([], { snapshot: { takenAt: AT, complete: false } }))).toMatchObject([
      { guard: 'snapshot' },
    ])
    expect(check(planOf([]), {}, { now: new Date('2026-11-29T12:15:00.000Z') })).toEqual([])
    expect(check(planOf([]), {}, { now: new Date('2026-11-29T12:15:01.000Z') })).toMatchObject([
      { guard: 'snapshot' },
    ])
    expect(check(planOf([], { snapshot: { takenAt: 'never', complete: true } }))).toMatchObject([
      { guard: 'snapshot' },
    ])
  })

  it('refuse a group of more than 15,000', () => {
    const step: Step = {
      ...base,
      id: 'addMembers:S1',
      kind: 'addMembers',
      target: 'S1',
      members: ['U1'],
      leaves: 15_001,
    }
    expect(check(planOf([step]))).toMatchObject([{ guard: 'group-size', planned: 15_001 }])
    expect(check(planOf([{ ...step, leaves: 15_000 }]))).toEqual([])
  })
})

describe('SCIMGuardError', () => {
  it('says what each violation says', () => {
    const error = new SCIMGuardError(check(planOf(deactivations(12)), { organization: 'E2' }))
    expect(error.message.split('\n')).toHaveLength(2)
    expect(error).toMatchObject({ name: 'SCIMGuardError', code: 'guard', violations: [{}, {}] })
  })
})
