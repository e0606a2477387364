import { describe, expect, it } from 'vitest'
import { type Company, everywhere } from './company.ts'

const POLICY = { allow: ['createGroup', 'addMembers', 'removeMembers', 'reactivate', 'deactivate'] } as const
const GROUPS = [{ key: 'crew', members: ['0', '1', '2'], mode: 'exact' }] as const

async function apply(company: Company): Promise<string[]> {
  const plan = await company.plan(company.people, { policy: POLICY, groups: GROUPS })
  const report = await company.apply(plan, { policy: POLICY })
  expect(report).toMatchObject({ failures: [], held: [] })
  return plan.drift.map(({ target, attribute, overwritten }) => `${target} ${attribute} ${overwritten}`)
}

describe('what somebody else does between two runs', { timeout: 300_000 }, () => {
  it('is told as drift once, put right, and told no more', async () => {
    await everywhere({ people: 8 }, async (company, world) => {
      expect(await apply(company)).toEqual([])
      const { place } = company
      const other = place.another()
      const group = place.emulator.state.groups.find(({ displayName }) => displayName === 'crew')?.id ?? ''
      const gone = { value: place.id('p1'), operation: 'delete' as const }
      await other.patchGroup(group, { members: [gone] })
      await other.patchGroup(group, { members: [{ value: place.id('p5') }] })
      await other.deleteUser(place.id('p7'))
      // Slack may show it from the second read on.
      await company.plan(company.people)
      place.clock.advance(3_600_000)
      const isHidden = world.assumptions['deactivated-in-lists'] === 'excluded'
      const active = isHidden ? [] : [`${place.id('p7')} active true`]
      expect(await apply(company)).toEqual([`${group} members true`, ...active])
      place.clock.advance(3_600_000)
      expect(await apply(company)).toEqual([])
    })
  })
})
