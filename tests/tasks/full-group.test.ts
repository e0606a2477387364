import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { setGroupMembers } from '../../src/index.ts'
import { fakeGroups } from '../support/fakes.ts'
import { openPlace, VERSIONS } from '../support/worlds.ts'

describe('setGroupMembers of a large group', () => {
  /** A group as a plain object that refuses to grow past a limit, and records each request and what it left. */
  function limited(start: readonly string[], limit: number) {
    const current = new Set(start)
    const requests: { removed: number; added: number; left: number }[] = []
    /** What comes first in each request. */
    const orders: string[] = []
    const scim = fakeGroups({
      readGroup: async (id) => ({
        group: { id, displayName: 'team', members: [...current].map((value) => ({ value })) },
      }),
      patchGroup: async (_id, { members }) => {
        const [removed, added] = [true, false].map((isRemoval) =>
          (members ?? []).filter(({ operation }) => (operation === 'delete') === isRemoval),
        )
        // In the order in which they stand, as a service would.
        for (const { value, operation } of members ?? []) {
          if (operation === 'delete') current.delete(String(value))
          else current.add(String(value))
          if (current.size > limit) throw new Error(`the group would have ${current.size} members`)
        }
        orders.push(members?.[0]?.operation === 'delete' ? 'removals' : 'additions')
        requests.push({ removed: removed?.length ?? 0, added: added?.length ?? 0, left: current.size })
        return {}
      },
    })
    return { scim, requests, orders, current }
  }
  const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `U${from + n}`)

  it.each<[string, number, number, string]>([
    ['additions first with room for all', 4000, 1000, 'additions'],
    ['additions first with room for exactly those who come', 4999, 1, 'additions'],
    ['removals first without room for the last', 5000, 1, 'removals'],
  ])('writes %s', async (_, size, coming, first) => {
    const { scim, orders } = limited(ids(0, size), 5000)
    await setGroupMembers(scim, 'S1', [...ids(coming, size), ...ids(10_000, 10_000 + coming)])
    expect(orders).toEqual([first])
  })

  it('writes additions first as soon as requests before have made room', async () => {
    const { scim, orders } = limited(ids(0, 4000), 5000)
    await setGroupMembers(scim, 'S1', ids(10_000, 13_000))
    expect(orders).toEqual(['removals', 'additions'])
  })

  it('exchanges members of a full group in one request', async () => {
    const { scim, requests, current } = limited(ids(0, 5000), 5000)
    await setGroupMembers(scim, 'S1', ids(2000, 7000))
    expect(requests).toEqual([{ removed: 2000, added: 2000, left: 5000 }])
    expect([...current].sort()).toEqual(ids(2000, 7000).sort())
  })

  it('exchanges 5000 people in one request, however they are divided', async () => {
    const { scim, requests } = limited(ids(0, 4000), 5000)
    await setGroupMembers(scim, 'S1', ids(4000, 5000))
    expect(requests).toEqual([{ removed: 4000, added: 1000, left: 1000 }])
  })

  it('exchanges the rest in one request as soon as it fits', async () => {
    const { scim, requests } = limited(ids(0, 6000), 6000)
    await setGroupMembers(scim, 'S1', ids(6000, 9000))
    expect(requests).toEqual([
      { removed: 2500, added: 2500, left: 6000 },
      { removed: 3500, added: 500, left: 3000 },
    ])
  })

  it('exchanges everyone of a full group in several, never emptying or overfilling it', async () => {
    const { scim, requests, current } = limited(ids(0, 5000), 5000)
    await setGroupMembers(scim, 'S1', ids(5000, 10_000))
    expect(requests).toEqual([
      { removed: 2500, added: 2500, left: 5000 },
      { removed: 2500, added: 2500, left: 5000 },
    ])
    expect(current.size).toBe(5000)
  })

  it.each([
    [7000, 3],
    [3, 7000],
    [6001, 6000],
    [12_000, 12_001],
    [0, 5001],
  ])('goes from %i to %i others within 5000 people a request', async (before, after) => {
    const { scim, requests, current } = limited(ids(0, before), Math.max(before, after))
    const { added, removed } = await setGroupMembers(scim, 'S1', ids(20_000, 20_000 + after))
    expect([added.length, removed.length, current.size]).toEqual([after, before, after])
    for (const request of requests) {
      expect(request.removed + request.added).toBeLessThanOrEqual(5000)
      expect(request.left).toBeGreaterThan(0)
    }
  })

  it('exchanges members of a full user group below Enterprise', () => {
    const users = Array.from({ length: 5001 }, (_, n) => ({ userName: `u${n}` }))
    const members = users.slice(0, 5000).map(({ userName }) => userName)
    const full: Seed = {
      organization: { plan: 'business-plus' },
      users,
      groups: [{ displayName: 'team', members }],
    }
    return Promise.all(
      VERSIONS.map(async (version) => {
        const place = openPlace(version, { seed: full })
        const wanted = users.slice(1).map(({ userName }) => place.id(userName))
        const { added, removed } = await setGroupMembers(
          place.scim,
          place.emulator.state.group('team')?.id ?? '',
          wanted,
        )
        expect([added, removed]).toEqual([[place.id('u5000')], [place.id('u0')]])
        expect(place.emulator.state.group('team')?.members).toHaveLength(5000)
      }),
    )
  })
})
