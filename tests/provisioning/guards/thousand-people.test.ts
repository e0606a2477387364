import { describe, expect, it } from 'vitest'
import { checkGuards, checkSources, planProvisioning } from '../../../src/provisioning/index.ts'
import { account, company, row } from '../plan/company.ts'

const keys = Array.from({ length: 1000 }, (_, n) => String(n))
const accounts = keys.map((key) => account(key))
const history = { counts: {}, rows: { hr: 1000 } }

describe('a company of 1,000 people', () => {
  it('keeps its accounts when the domain of all addresses changes, once exactly that is allowed', () => {
    const rows = keys.map((key) => row(key, { email: `user${key}@new.test` }))
    const input = company({ rows, accounts, linked: keys })
    const plan = planProvisioning(input)
    expect(new Set(plan.steps.map(({ kind }) => kind))).toEqual(new Set(['updateUser']))
    expect(plan.steps).toHaveLength(1000)
    expect(checkGuards(plan, history, input.policy)).toMatchObject([
      { action: 'changeEmail', planned: 1000, limit: 10 },
    ])
    expect(checkGuards(plan, history, input.policy, { allow: { changeEmail: 1000 } })).toEqual([])
  })

  it('is held for one reused number, and updated for the other 999', () => {
    const rows = keys.map((key) =>
      key === '42'
        ? row(key, { email: 'bo@acme.test', givenName: 'Bo', familyName: 'Chen' })
        : row(key, { title: 'Engineer' }),
    )
    const { steps, held } = planProvisioning(company({ rows, accounts, linked: keys }))
    expect(held).toMatchObject([{ code: 'reused', key: '42', target: 'U42' }])
    expect(steps).toHaveLength(999)
    expect(JSON.stringify(steps)).not.toContain('"U42"')
  })

  it('is refused from an empty file or half of one before anything is read, and deactivates nobody', () => {
    for (const count of [0, 600]) {
      const input = company({ rows: keys.slice(0, count).map((key) => row(key)), accounts, linked: keys })
      const violations = checkSources(input.desired.sources, history, input)
      expect(violations).toMatchObject([{ guard: 'source', planned: count, of: 1000 }])
      expect(planProvisioning(input).steps).toEqual([])
    }
  })
})
