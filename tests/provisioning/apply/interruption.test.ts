import { describe, expect, it } from 'vitest'
import { type Company, openCompany, type PlanOptions, personOf } from './company.ts'

type Wanted = readonly [people: (company: Company) => Parameters<Company['plan']>[0], more?: PlanOptions]

/** A change of one step each. */
const CHANGES: Readonly<Record<string, Wanted>> = {
  createUser: [({ people }) => [...people, personOf(100)]],
  updateUser: [(company) => company.with({ 3: personOf(3, { title: 'New' }) })],
  deactivate: [(company) => company.with({ 3: 'left' }), { policy: { allow: ['deactivate'] } }],
  createGroup: [({ people }) => people, { groups: [{ key: 'g', name: 'g', members: ['1'], mode: 'add' }] }],
}

describe('an interruption while a request is on its way', () => {
  describe.each(['1.1', '2.0'] as const)('%s', (version) => {
    it.each(Object.entries(CHANGES))(
      'lets %s finish, and nothing is in doubt',
      async (kind, [wanted, more]) => {
        let interrupt: AbortController | undefined
        const company = await openCompany({
          version,
          wrap: (fetch) => (url, init) => {
            if (init?.method !== 'GET') interrupt?.abort()
            return fetch(url, init)
          },
        })
        const plan = await company.plan(wanted(company), more)
        expect(plan.steps.map((step) => step.kind)).toEqual([kind])
        interrupt = new AbortController()
        const options = more?.policy ? { policy: more.policy } : {}
        const report = await company.apply(plan, { ...options, signal: interrupt.signal })
        expect([report.stopped?.reason, report.failures]).toEqual(['aborted by its signal', []])
        expect(company.place.writes()).toHaveLength(1)
        interrupt = undefined
        expect((await company.apply(plan, options)).outcome).toBe('equal')
        expect(company.place.writes()).toHaveLength(1)
      },
    )
  })
})
