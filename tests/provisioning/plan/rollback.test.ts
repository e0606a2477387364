import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Plan, planProvisioning, planRollback, type Snapshot } from '../../../src/provisioning/index.ts'
import { simulatePlan } from '../../support/plan-simulator.ts'
import { anyCompany } from './any-company.ts'
import { ALL, account, company, group, roster, row } from './company.ts'

const everything = ({ steps }: Plan) => ({ done: new Set(steps.map(({ id }) => id)) })

/** A plan without the steps that cannot be undone in full, and without those that wait for them. */
function reversible(plan: Plan): Plan {
  const kept = new Set<string>()
  const steps = plan.steps.filter((step) => {
    const isWhole = step.reversible === 'yes' && (step.after ?? []).every((id) => kept.has(id))
    const hasRefs = JSON.stringify(step).includes('{"key":')
    if (isWhole && !hasRefs) kept.add(step.id)
    return kept.has(step.id)
  })
  return { ...plan, steps }
}

/** A snapshot as sorted text. */
function textOf({ users, groups }: Snapshot): string {
  const accounts = [...users.values()].map((one) => ({
    ...one,
    attributes: Object.entries(one.attributes).sort(),
  }))
  const rosters = [...groups.values()].map((one) => ({ ...one, members: [...one.members].sort() }))
  return JSON.stringify([accounts.sort(byId), rosters.sort(byId)])
}

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)

describe('planRollback', () => {
  it('restores the snapshot after steps that are reversible', () => {
    let undone = 0
    fc.assert(
      fc.property(anyCompany, (input) => {
        const plan = reversible(planProvisioning(input))
        const after = simulatePlan(plan, input)
        const back = planRollback(plan, everything(plan), after.snapshot)
        const restored = simulatePlan(back, after)
        expect(textOf(restored.snapshot)).toBe(textOf(input.snapshot))
        expect(back.held).toEqual([])
        undone += back.steps.length
      }),
      { numRuns: 500 },
    )
    expect(undone).toBeGreaterThan(100)
  })

  const input = company({
    rows: [row('1', { title: 'B', department: 'D' }), row('2', {}, { active: false }), row('3')],
    accounts: [account('1', { title: 'A' }), account('2')],
    linked: ['1', '2'],
    groups: [group('ops', ['1'])],
    rosters: [roster('ops', ['U2', 'U1'])],
  })
  const plan = planProvisioning(input)
  const { snapshot } = simulatePlan(plan, input)

  it('undoes what was done and says what does not come back', () => {
    const back = planRollback(plan, everything(plan), snapshot)
    expect(back.steps).toMatchObject([
      { id: 'updateUser:U1', from: { title: 'B', department: 'D' }, to: { title: 'A', department: null } },
      { id: 'reactivate:U2', kind: 'reactivate' },
      { id: 'addMembers:Sops', members: ['U2'], leaves: 2 },
    ])
    expect(back.held.map(({ code, key }) => `${code} ${key}`)).toEqual(['irreversible 3', 'irreversible 2'])
  })

  it('leaves alone what the run has not done', () => {
    expect(planRollback(plan, { done: new Set(['updateUser:U1']) }, snapshot).steps).toHaveLength(1)
    expect(planRollback(plan, { done: new Set() }, snapshot)).toMatchObject({ steps: [], held: [] })
  })

  it('leaves what somebody else has changed since', () => {
    const users = new Map(snapshot.users)
    users.set('U1', account('1', { title: 'C', department: 'D' }))
    users.set('U2', account('2'))
    const back = planRollback(plan, everything(plan), { ...snapshot, users })
    expect(back.steps).toMatchObject([
      { id: 'updateUser:U1', to: { department: null } },
      { id: 'addMembers:Sops' },
    ])
    expect(back.held.filter(({ code }) => code === 'contested').map(({ who }) => who)).toEqual([
      'Given1 Family1',
      'Given2 Family2',
    ])
  })

  it('goes back round a cycle by the same parked name', () => {
    const swap = company({
      rows: [row('1', { userName: 'user2' }), row('2', { userName: 'user1' })],
      accounts: [account('1'), account('2')],
      linked: ['1', '2'],
      policy: { ...ALL, parking: { userName: 'parked-{n}' } },
    })
    const there = planProvisioning(swap)
    const after = simulatePlan(there, swap)
    const back = planRollback(there, everything(there), after.snapshot)
    expect(back.steps.map(({ id }) => id)).toEqual([
      'updateUser:U1',
      'updateUser:U2',
      'updateUser:U1:park-userName',
    ])
    expect(textOf(simulatePlan(back, after).snapshot)).toBe(textOf(swap.snapshot))
  })

  it('rejects a snapshot of another organization', () => {
    expect(() => planRollback(plan, everything(plan), { ...snapshot, organization: 'E2' })).toThrow(
      expect.objectContaining({ name: 'SCIMPlanError', reason: 'wrong_organization' }),
    )
  })
})
