import { describe, expect, it } from 'vitest'
import {
  type ApplyOptions,
  applyBatch,
  type BatchResult,
  batches,
  fold,
  type Plan,
} from '../../../src/provisioning/index.ts'
import { type Company, openCompany, personOf } from './company.ts'

const POLICY = { allow: ['createUser', 'updateUser', 'deactivate'] } as const

async function inBatches(
  { place, journal, facts }: Company,
  plan: Plan,
  size: number,
  options: Partial<ApplyOptions> = {},
): Promise<BatchResult[]> {
  const results: BatchResult[] = []
  for (const batch of batches(plan, size))
    results.push(
      await applyBatch(
        place.scim,
        { plan, batch },
        { journal, facts, policy: POLICY, pacer: null, ...options },
      ),
    )
  return results
}

async function openPlan(): Promise<{ company: Company; wanted: ReturnType<Company['with']>; plan: Plan }> {
  const company = await openCompany()
  const changed = company.with({ 3: personOf(3, { title: 'Director' }), 4: 'left' })
  const wanted = [...changed, personOf(100), personOf(101), personOf(102)]
  return { company, wanted, plan: await company.plan(wanted, { policy: POLICY }) }
}

describe('applyBatch', () => {
  it('does a plan batch by batch, and plans nothing afterwards', async () => {
    const { company, wanted, plan } = await openPlan()
    const results = await inBatches(company, plan, 2)
    expect(results.map(({ batch, counts }) => [batch, Object.keys(counts)])).toEqual([
      ['batch-0001', ['createUser']],
      ['batch-0002', ['createUser', 'updateUser']],
      ['batch-0003', ['deactivate']],
    ])
    expect(results.flatMap(({ failures, held }) => [...failures, ...held])).toEqual([])
    expect(new Set(results.map(({ run }) => run)).size).toBe(1)
    const next = await company.plan(wanted, { policy: POLICY })
    expect([next.steps, next.held, next.drift]).toEqual([[], [], []])
  })

  it('sends nothing for a batch that is done again', async () => {
    const { company, plan } = await openPlan()
    await inBatches(company, plan, 2)
    const writes = company.place.writes().length
    const again = await inBatches(company, plan, 2)
    expect(company.place.writes().length).toBe(writes)
    expect(again.flatMap(({ counts }) => Object.values(counts)).every(({ done }) => done === 0)).toBe(true)
  })

  it('does a batch hours after the plan was made, and a day after only when told so', async () => {
    const { company, plan } = await openPlan()
    company.place.clock.advance(3 * 3_600_000)
    const [first] = await inBatches(company, plan, 10)
    expect(first?.counts).toMatchObject({ createUser: { done: 3 }, deactivate: { done: 1 } })
    company.place.clock.advance(22 * 3_600_000)
    await expect(inBatches(company, plan, 10)).rejects.toMatchObject({ reason: 'stale' })
    await inBatches(company, plan, 10, { maxAge: 48 * 3_600_000 })
  })

  it('refuses to deactivate an account that has become an admin since the plan', async () => {
    const { company, plan } = await openPlan()
    const admin = company.place.id('p4')
    const facts: ApplyOptions['facts'] = async () => ({
      organization: plan.organization,
      roles: new Map([[admin, 'admin']]),
    })
    await expect(inBatches(company, plan, 10, { facts })).rejects.toMatchObject({
      name: 'SCIMGuardError',
      violations: [expect.objectContaining({ guard: 'protected', subject: admin })],
    })
    expect(company.place.emulator.state.user('p4')?.active).toBe(true)
  })

  it('makes the links of a plan that has no steps', async () => {
    const company = await openCompany({ people: 3 })
    const { clock } = company.place
    const secret = await company.journal.secret()
    const first = await company.plan(company.people)
    const links = company.people.map(({ key, attributes }) => ({
      key: `again-${key}`,
      id: company.place.id(`${attributes.userName}`),
      source: 'hr',
      resource: 'user' as const,
      by: 'email',
    }))
    const plan: Plan = { ...first, steps: [], links }
    expect(batches(plan)).toEqual([{ id: 'batch-0001', steps: [], last: true }])
    await inBatches(company, plan, 50)
    const { links: known, openRun } = await fold(company.journal.read(), { now: clock.now(), secret })
    expect(known.users.get('again-1')?.id).toBe(company.place.id('p1'))
    expect(openRun).toBeUndefined()
  })
})

describe('batches', () => {
  it('cuts a plan in the order of doing, and says which batch is the last', async () => {
    const { plan } = await openPlan()
    const cut = batches(plan, 2)
    expect(cut.flatMap(({ steps }) => steps)).toEqual(plan.steps.map(({ id }) => id))
    expect(cut.map(({ last }) => last)).toEqual([false, false, true])
    expect(batches({ ...plan, steps: [], links: [] })).toEqual([])
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses a size of %s', async (size) => {
    const { plan } = await openPlan()
    expect(() => batches(plan, size)).toThrow('batches: size: must be a whole number, 1 or more')
  })
})
