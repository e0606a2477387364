import { describe, expect, it } from 'vitest'
import type { Transport } from '../../../src/index.ts'
import {
  applyBatch,
  batches,
  type JournalStore,
  type Plan,
  verifyPlan,
} from '../../../src/provisioning/index.ts'
import { type Company, openCompany, personOf } from './company.ts'

const POLICY = { allow: ['updateUser', 'deactivate'] } as const

/** A plan that changes two titles. */
async function openPlan(
  options: Parameters<typeof openCompany>[0] = {},
): Promise<{ company: Company; plan: Plan }> {
  const company = await openCompany(options)
  const director = { title: 'Director' }
  const wanted = company.with({ 3: personOf(3, director), 4: personOf(4, director) })
  return { company, plan: await company.plan(wanted, { policy: POLICY }) }
}

describe('applyPlan', () => {
  it('refuses a plan that is dated in the future, but for the difference of two clocks', async () => {
    const { company, plan } = await openPlan()
    const dated = (minutes: number): Plan => ({
      ...plan,
      asOf: new Date(company.place.clock.now() + minutes * 60_000).toISOString(),
    })
    await expect(company.apply(dated(60), { policy: POLICY })).rejects.toMatchObject({
      reason: 'stale',
      message: expect.stringContaining('which is in the future'),
    })
    expect(await company.apply(dated(4), { policy: POLICY })).toMatchObject({ outcome: 'equal' })
  })

  it('stops when the journal does not answer, instead of waiting for ever', async () => {
    const { company, plan } = await openPlan()
    const { journal, place } = company
    let appends = 0
    const silent: JournalStore = {
      ...journal,
      // The beginning of the run is written; the intent of its first step is not.
      append: (lease, entries) => (++appends > 1 ? new Promise(() => {}) : journal.append(lease, entries)),
    }
    const report = await company.apply(plan, { policy: POLICY, journal: silent, leaseTime: 1000 })
    expect(report).toMatchObject({ outcome: 'stopped', stopped: { reason: 'the journal failed: silent' } })
    expect(place.writes()).toEqual([])
  })

  it('says of an error of others only that it was one', async () => {
    const { company, plan } = await openPlan()
    const onStep = async (): Promise<'go'> => {
      throw new TypeError('cannot read ada.berg@acme.test of xoxp-secret')
    }
    const report = await company.apply(plan, { policy: POLICY, onStep })
    expect(report.stopped?.reason).toBe('an error that is no SCIMError (TypeError)')
    expect(JSON.stringify(report)).not.toMatch(/ada|xoxp/)
  })

  it('counts a write whose answer does not say whether the account is active', async () => {
    const { company, plan } = await openPlan({ wrap: withoutActive })
    const report = await company.apply(plan, { policy: POLICY })
    expect(report).toMatchObject({ outcome: 'equal', failures: [], counts: { updateUser: { done: 2 } } })
  })
})

/** Answers to a PATCH lack `active`. */
function withoutActive(transport: Transport): Transport {
  return async (url, init) => {
    const response = await transport(url, init)
    if (init.method !== 'PATCH') return response
    const { active: _active, ...rest } = JSON.parse(await response.text())
    return { ...response, headers: response.headers, text: async () => JSON.stringify(rest) }
  }
}

describe('applyBatch', () => {
  it('refuses a plan of another organization, also without facts', async () => {
    const { company, plan } = await openPlan()
    const { place, journal } = company
    const other = { ...plan, organization: 'other.enterprise.slack.com' }
    const [batch] = batches(other)
    if (!batch) throw new Error('there is a batch')
    const options = { policy: POLICY, pacer: null }
    const empty = { ...journal, read: async function* () {} }
    await expect(
      applyBatch(place.scim, { plan: other, batch }, { journal: empty, ...options }),
    ).rejects.toMatchObject({
      violations: [expect.objectContaining({ guard: 'organization', planned: 2 })],
    })
    expect(place.writes()).toEqual([])
  })
})

describe('verifyPlan', () => {
  it('does not wait for a step that no run has done', async () => {
    const { company, plan } = await openPlan()
    const { place, journal } = company
    const onStep = async ({ target }: { target?: unknown }): Promise<'go' | 'hold'> =>
      target === place.id('p3') ? 'hold' : 'go'
    expect((await company.apply(plan, { policy: POLICY, onStep: onStep as never })).outcome).toBe('partial')
    const before = place.clock.now()
    const verification = await verifyPlan(place.scim, plan, { journal })
    expect(verification).toEqual({
      outcome: 'differs',
      lagging: [],
      differs: [`updateUser:${place.id('p3')}`],
    })
    expect(place.clock.now() - before).toBeLessThan(5000)
  })
})
