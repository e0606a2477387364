import { describe, expect, it } from 'vitest'
import { actionsOf, type Plan, planDigest, resolveStep, type Step } from '../../../src/provisioning/index.ts'

const base = { id: 'x', who: 'x', reversible: 'yes' } as const

describe('actionsOf', () => {
  it('counts each cleared value, and other changes of one step once', () => {
    const step: Step = {
      ...base,
      kind: 'updateUser',
      target: 'U1',
      from: {},
      to: { title: 'A', department: 'B', phone: null, mobile: null, email: 'a@x.test', userName: 'a' },
    }
    expect(actionsOf(step)).toEqual({ updateUser: 1, clear: 2, changeEmail: 1, changeUserName: 1 })
  })

  it('counts a parked account with its final name alone', () => {
    const step: Step = {
      ...base,
      kind: 'updateUser',
      target: 'U1',
      from: {},
      to: { userName: 'p' },
      orTo: { userName: 'b' },
    }
    expect(actionsOf(step)).toEqual({})
  })

  it('counts members, and the last of a group apart', () => {
    const step: Step = { ...base, kind: 'removeMembers', target: 'S1', members: ['U1', 'U2'], leaves: 0 }
    expect(actionsOf(step)).toEqual({ removeMembers: 2, emptyGroup: 1 })
  })
})

describe('resolveStep', () => {
  it('puts in ids and leaves out members without one', () => {
    const step: Step = {
      ...base,
      kind: 'addMembers',
      target: { key: 'g' },
      members: [{ key: 'a' }, { key: 'b' }, 'U3'],
      leaves: 3,
    }
    const ids = new Map([
      ['user a', 'U1'],
      ['group g', 'S1'],
    ])
    expect(resolveStep(step, (resource, key) => ids.get(`${resource} ${key}`))).toEqual({
      ...step,
      target: 'S1',
      members: ['U1', 'U3'],
    })
  })

  it('moves a manager with an id to the attributes', () => {
    const step: Step = {
      ...base,
      kind: 'createUser',
      key: 'a',
      guest: false,
      to: { userName: 'a' },
      manager: { key: 'b' },
    }
    expect(resolveStep(step, () => 'U2')).toEqual({
      ...base,
      kind: 'createUser',
      key: 'a',
      guest: false,
      to: { userName: 'a', manager: 'U2' },
    })
    expect(resolveStep(step, () => undefined)).toEqual(step)
  })
})

describe('planDigest', () => {
  const plan = {
    organization: 'E1',
    steps: [{ ...base, kind: 'reactivate', target: 'U1', from: { email: 'a', userName: 'b' } }],
    asOf: '1',
  } as unknown as Plan

  it('is the same for other orders of names and another time', async () => {
    const other = {
      asOf: '2',
      steps: [{ from: { userName: 'b', email: 'a' }, target: 'U1', kind: 'reactivate', ...base }],
      organization: 'E1',
    } as unknown as Plan
    expect(await planDigest(other)).toBe(await planDigest(plan))
    expect(await planDigest(plan)).toMatch(/^[0-9a-f]{64}$/)
  })

  it('differs by organization and by each step', async () => {
    expect(await planDigest({ ...plan, organization: 'E2' })).not.toBe(await planDigest(plan))
    expect(await planDigest({ ...plan, steps: [] })).not.toBe(await planDigest(plan))
  })
})
