import { eq } from '../../src/filter/index.ts'
import type { SCIM2Client, SCIMClient } from '../../src/index.ts'
import { type ContractHarness, contractTest, rejection } from './harness.ts'
import { person } from './user-contract.ts'

/** Lists: a page, all of it, filtered. */
export function listContract(harness: ContractHarness): void {
  const { describe, expect } = harness
  const test = (title: string, body: Parameters<typeof contractTest>[2]): void =>
    contractTest(harness, title, body)
  const fill = async (
    scim: SCIMClient | SCIM2Client,
    name: () => string,
    count: number,
  ): Promise<string[]> => {
    const ids: string[] = []
    for (let made = 0; made < count; made++) ids.push((await scim.createUser(person(name()))).user.id)
    return ids
  }

  describe('lists', () => {
    test('resolve to one page when awaited', async ({ scim, name }) => {
      await fill(scim, name, 3)
      const page = await scim.searchUsers({ count: 2 })
      expect([page.status, page.users.length, page.startIndex, page.itemsPerPage]).toEqual([200, 2, 1, 2])
      expect(page.totalResults >= 3).toBe(true)
      expect(typeof page.users[0]?.userName).toBe('string')
    })

    test('yield every user once, at any page size', async ({ scim, name }) => {
      const made = await fill(scim, name, 5)
      const { totalResults } = await scim.searchUsers({ count: 1 })
      for (const count of [1, 2, 3, 1000]) {
        const ids: string[] = []
        for await (const { id } of scim.searchUsers({ count })) ids.push(id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.length).toBe(totalResults)
        expect(made.every((id) => ids.includes(id))).toBe(true)
      }
    })

    test('yield every user once with pages fetched ahead', async ({ scim, name }) => {
      const made = await fill(scim, name, 5)
      const ids = (await scim.searchUsers({ count: 2, ahead: 3 }).toArray({ max: 100_000 })).map(
        ({ id }) => id,
      )
      expect(new Set(ids).size).toBe(ids.length)
      expect(made.every((id) => ids.includes(id))).toBe(true)
    })

    test('start at any startIndex, and end past the last row', async ({ scim, name }) => {
      await fill(scim, name, 3)
      const { totalResults } = await scim.searchUsers({ count: 1 })
      const rest = await scim.searchUsers({ startIndex: totalResults, count: 2 }).toArray({ max: 100 })
      expect(rest.length).toBe(1)
      const past: string[] = []
      const behind = scim.searchUsers({ startIndex: totalResults + 5, count: 2, incomplete: 'allow' })
      for await (const { id } of behind) past.push(id)
      // Some servers still return rows there; the walk yields each once and ends.
      expect(new Set(past).size).toBe(past.length)
    })

    test('reject when there are more rows than max', async ({ scim, name }) => {
      await fill(scim, name, 3)
      const error = await rejection(scim.searchUsers({ count: 2 }).toArray({ max: 2 }))
      expect(error?.['~slack-scim']).toBe('error')
    })

    test('accept a filter as text or JSON', async ({ scim, name }) => {
      const userName = name()
      const { user } = await scim.createUser(person(userName))
      for (const filter of [`userName eq "${userName}"`, eq('userName', userName)]) {
        const page = await scim.searchUsers({ filter })
        expect(page.users.map(({ id }) => id)).toEqual([user.id])
        expect(page.totalResults).toBe(1)
      }
      const nobody = await scim.searchUsers({ filter: eq('userName', `no${userName}`) })
      expect([nobody.users, nobody.totalResults]).toEqual([[], 0])
    })

    test('yield groups with their members', async ({ scim, name }) => {
      const [id = ''] = await fill(scim, name, 1)
      const { group } = await scim.createGroup({ displayName: name(), members: [{ value: id }] })
      let found: unknown
      for await (const one of scim.searchGroups()) {
        if (one.id === group.id) found = one.members.map(({ value }) => value)
      }
      expect(found).toEqual([id])
    })
  })
}
