import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { findGroupByName, type Group, isMember } from '../../src/index.ts'
import { fakeGroups } from '../support/fakes.ts'
import { inEveryWorld, openPlace } from '../support/worlds.ts'

const seed: Seed = {
  users: [{ userName: 'jo' }, { userName: 'ada' }],
  groups: [
    { displayName: 'staffing', members: ['ada'] },
    { displayName: 'Staff', members: ['jo'] },
    { displayName: 'ΟΔΥΣΣΕΥΣ', members: ['jo'] },
  ],
}
const group = (id: string, displayName: string, more: object = {}): Group => ({
  id,
  displayName,
  members: [],
  ...more,
})

/** Groups in a list that no filter shortens. */
const listing = (...groups: Group[]) =>
  fakeGroups({
    async *searchGroups() {
      yield* groups
    },
    readGroup: async (id) => ({ group: groups.find((one) => one.id === id) ?? group(id, '') }),
  })

describe('findGroupByName', () => {
  it('finds a group whatever its case, and no neighbour', () =>
    inEveryWorld({ seed }, async ({ scim, emulator }) => {
      const found = async (name: string) => (await findGroupByName(scim, name, { certain: true }))?.id
      expect(await found('staff')).toBe(emulator.state.group('Staff')?.id)
      expect(await found('οδυσσεύς'.normalize('NFD'))).toBeUndefined()
      expect(await found('οδυσσευς')).toBe(emulator.state.group('ΟΔΥΣΣΕΥΣ')?.id)
      expect(await found('staf')).toBeUndefined()
    }))

  it('prefers the name in the same case, and otherwise refuses to choose', async () => {
    const scim = listing(group('S1', 'STAFF'), group('S2', 'Staff'), group('S3', 'staff '))
    expect((await findGroupByName(scim, 'Staff'))?.id).toBe('S2')
    expect((await findGroupByName(scim, 'staff'))?.id).toBe('S3')
    const error = findGroupByName(scim, 'sTAFF')
    await expect(error).rejects.toMatchObject({ reason: 'ambiguous', applied: 'no' })
    await expect(error).rejects.toThrow('S1, S2, S3')
  })

  it('reads every group when the filter is refused, if it must be certain', () =>
    inEveryWorld({ seed }, async ({ scim, emulator }) => {
      const refusal = {
        kind: 'refusal',
        reason: 'invalid_query',
        match: { operation: 'searchGroups' },
      } as const
      emulator.faults.add({ ...refusal })
      await expect(findGroupByName(scim, 'Staff')).rejects.toMatchObject({ status: 400 })
      emulator.faults.add({ ...refusal })
      expect((await findGroupByName(scim, 'Staff', { certain: true }))?.displayName).toBe('Staff')
    }))

  it('reads every group only when the filter finds none, and it must be certain', async () => {
    const { scim, sent } = openPlace('1.1', { seed })
    await findGroupByName(scim, 'nothing')
    expect(sent).toHaveLength(1)
    await findGroupByName(scim, 'Staff', { certain: true })
    expect(sent).toHaveLength(2)
    await findGroupByName(scim, 'nothing', { certain: true })
    expect(sent).toHaveLength(4)
  })
})

describe('isMember', () => {
  it('tells who is in a group and who is not', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id }) => {
      const staff = emulator.state.group('Staff')?.id ?? ''
      expect(await isMember(scim, staff, id('jo'))).toBe(true)
      expect(await isMember(scim, staff, id('ada'))).toBe(false)
      await expect(isMember(scim, 'S0NONE', id('jo'))).rejects.toMatchObject({ status: 404 })
    }))

  it('does not take a page of the members for all of them', async () => {
    const scim = listing(group('S1', 'staff', { members: [{ value: 'U1' }], totalResults: 2 }))
    expect(await isMember(scim, 'S1', 'U1')).toBe(true)
    const odd = [null, { value: 'U1' }, { value: 'U3' }]
    expect(await isMember(listing(group('S1', 'x', { members: odd, totalResults: 9 })), 'S1', 'U1')).toBe(
      true,
    )
    await expect(isMember(scim, 'S1', 'U2')).rejects.toMatchObject({
      reason: 'incomplete',
      message: expect.stringMatching(/^isMember: S1: .* members: read the groups of the account$/),
    })
  })
})
