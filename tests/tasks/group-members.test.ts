import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import {
  addGroupMembers,
  removeGroupMembers,
  SCIMApiError,
  SCIMRefusedError,
  SCIMValidationError,
  setGroupMembers,
} from '../../src/index.ts'
import { fakeGroups } from '../support/fakes.ts'
import { laggingReads } from '../support/lagging-reads.ts'
import { inEveryWorld, openPlace, type Place, type Sent, VERSIONS } from '../support/worlds.ts'

const seed: Seed = {
  users: ['a', 'b', 'c', 'd', 'e'].map((userName) => ({ userName })),
  groups: [{ displayName: 'team', members: ['a', 'b', 'c'] }],
}

const groupId = ({ emulator }: Place): string => emulator.state.group('team')?.id ?? ''
const members = ({ emulator }: Place): string[] =>
  (emulator.state.group('team')?.members ?? []).map((id) => emulator.state.user(id)?.userName ?? id).sort()

/** The paths of the operations that remove, of all that was sent. */
function removals(sent: readonly Sent[]): { op: string; path?: string; value?: unknown }[] {
  return sent.flatMap(({ body }) => {
    const { Operations = [] } = (body ?? {}) as { Operations?: { op: string; path?: string }[] }
    return Operations.filter(({ op }) => op === 'remove')
  })
}

describe('addGroupMembers and removeGroupMembers', () => {
  it('add and remove the named people once each, and no one else', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, id, writes } = place
      await addGroupMembers(scim, groupId(place), [id('d'), id('a'), id('d')])
      expect(members(place)).toEqual(['a', 'b', 'c', 'd'])
      await removeGroupMembers(scim, groupId(place), [id('a'), id('e'), id('a')])
      expect(members(place)).toEqual(['b', 'c', 'd'])
      expect(writes()).toHaveLength(2)
    }))

  it('send nothing for an empty list', () =>
    inEveryWorld({ seed }, async (place) => {
      await addGroupMembers(place.scim, groupId(place), [])
      await removeGroupMembers(place.scim, groupId(place), [])
      expect(place.sent).toEqual([])
    }))

  it('remove members on 2.0 by value filters only', () =>
    inEveryWorld({ seed }, async (place) => {
      await removeGroupMembers(place.scim, groupId(place), [place.id('a'), place.id('b')])
      await setGroupMembers(place.scim, groupId(place), [place.id('e')], { clock: place.clock })
      expect(members(place)).toEqual(['e'])
      if (place.version === '1.1') return
      const removed = removals(place.writes())
      expect(removed).toEqual(
        ['a', 'b', 'c'].map((name) => ({ op: 'remove', path: `members[value eq "${place.id(name)}"]` })),
      )
    }))

  for (const version of VERSIONS) {
    it(`send at most 5000 people a request (${version})`, async () => {
      const ids = Array.from({ length: 10_001 }, (_, index) => `U${index}`)
      const named: string[][] = []
      const { another } = openPlace(version)
      const scim = another({
        transport: async (_url, { body = '' }) => {
          named.push(body.match(/U\d+/g) ?? [])
          return { status: 204, headers: { get: () => null }, text: async () => '' }
        },
      })
      await addGroupMembers(scim, 'S1', ids)
      await removeGroupMembers(scim, 'S1', ids)
      expect(named.map(({ length }) => length)).toEqual([5000, 5000, 1, 5000, 5000, 1])
      expect(named.flat()).toEqual([...ids, ...ids])
    })

    it(`reject what is no list of ids before anything is sent (${version})`, async () => {
      const { scim, sent } = openPlace(version, { seed })
      for (const bad of [['U1', ''], [undefined], 'U1', undefined] as unknown as string[][]) {
        await expect(addGroupMembers(scim, 'S1', bad)).rejects.toThrow(SCIMValidationError)
        await expect(removeGroupMembers(scim, 'S1', bad)).rejects.toThrow(SCIMValidationError)
        await expect(setGroupMembers(scim, 'S1', bad)).rejects.toThrow(SCIMValidationError)
      }
      expect(sent).toEqual([])
    })
  }
})

describe('setGroupMembers', () => {
  it('sets exactly these members, and writes nothing the second time', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, id, clock, writes } = place
      const wanted = [id('b'), id('d'), id('b'), id('e')]
      const first = await setGroupMembers(scim, groupId(place), wanted, { clock })
      expect(first).toMatchObject({ added: [id('d'), id('e')], removed: [id('a'), id('c')] })
      expect(first.group.members.map(({ value }) => value).sort()).toEqual([id('b'), id('d'), id('e')].sort())
      expect(members(place)).toEqual(['b', 'd', 'e'])
      const written = writes().length
      const second = await setGroupMembers(scim, groupId(place), wanted, { clock })
      expect([second.added, second.removed, writes().length]).toEqual([[], [], written])
    }))

  it('empties a group only with emptyGroup: true', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, clock, sent } = place
      await expect(setGroupMembers(scim, groupId(place), [], { clock })).rejects.toThrow(/emptyGroup: true/)
      expect(sent).toEqual([])
      const { removed } = await setGroupMembers(scim, groupId(place), [], { clock, emptyGroup: true })
      expect([removed.length, members(place)]).toEqual([3, []])
    }))

  it('sets the members after a PUT that reads do not show yet', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, id, clock } = place
      const { group } = await scim.readGroup(groupId(place))
      const wanted = group.members.flatMap(({ value }) => (value ? [value] : []))
      await scim.updateGroup({ ...group, members: [{ value: id('e') }] })
      expect(members(place)).toEqual(['e'])
      // Three seconds are as long as such a read has been seen to lag; one that lags by reads still does.
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 3000))
      await setGroupMembers(scim, groupId(place), wanted, { clock })
      expect(members(place)).toEqual(['a', 'b', 'c'])
    }))

  it('waits for reads that lag by ten seconds', () =>
    inEveryWorld(
      {
        seed,
        wrap: (transport, emulator, clock, world) =>
          laggingReads(transport, emulator, { seed, world, clock, lag: 10_000 }),
      },
      async (place) => {
        await setGroupMembers(place.scim, groupId(place), [place.id('e')], { clock: place.clock })
        expect(members(place)).toEqual(['e'])
        expect(place.clock.elapsed()).toBeGreaterThanOrEqual(10_000)
        expect(place.writes().length).toBeLessThanOrEqual(4)
      },
    ))

  it('sets the members when the answer to a write is lost', () =>
    inEveryWorld({ seed }, async (place) => {
      for (const when of ['before', 'after'] as const) {
        const id = when === 'before' ? 'd' : 'e'
        place.emulator.faults.add({ kind: 'connection', when, times: 1, match: { operation: 'patchGroup' } })
        await setGroupMembers(place.scim, groupId(place), [place.id(id)], { clock: place.clock })
        expect(members(place)).toEqual([id])
      }
    }))

  it('keeps the members when a service that applies a PATCH in part refuses an addition', () =>
    inEveryWorld({ seed }, async (place) => {
      await expect(setGroupMembers(place.scim, groupId(place), ['UNKNOWN', place.id('c')])).rejects.toThrow(
        SCIMApiError,
      )
      expect(members(place)).toEqual(['a', 'b', 'c'])
    }))

  it('writes once while reads do not change', async () => {
    const patches: unknown[] = []
    const scim = fakeGroups({
      readGroup: async (id) => ({ group: { id, displayName: 'team', members: [{ value: 'U1' }] } }),
      patchGroup: async (_id, { members }) => {
        patches.push(members)
        return {}
      },
    })
    const done = setGroupMembers(scim, 'S1', ['U2'], { clock: openPlace('1.1').clock })
    await expect(done).rejects.toMatchObject({ reason: 'unsettled', applied: 'unknown' })
    expect(patches).toEqual([[{ value: 'U2' }, { value: 'U1', operation: 'delete' }]])
  })

  it('acts on three reads when each shows other members, and then only reads', async () => {
    let reads = 0
    let patches = 0
    const scim = fakeGroups({
      readGroup: async (id) => ({ group: { id, displayName: 'team', members: [{ value: `U${reads++}` }] } }),
      patchGroup: async () => {
        patches++
        return {}
      },
    })
    const done = setGroupMembers(scim, 'S1', ['U99'], { clock: openPlace('1.1').clock })
    await expect(done).rejects.toMatchObject({ reason: 'unsettled' })
    expect([patches, reads > 20]).toEqual([3, true])
  })

  it('waits while a read shows as many others, or a part', async () => {
    const shown = [['a', 'b'], ['a', 'b'], ['c'], ['c', 'd']]
    const scim = fakeGroups({
      readGroup: async (id) => {
        const members = (shown.shift() ?? []).map((value) => ({ value }))
        return { group: { id, displayName: 'team', members } }
      },
      patchGroup: async () => ({}),
    })
    const { group } = await setGroupMembers(scim, 'S1', ['c', 'd'], { clock: openPlace('1.1').clock })
    expect(group.members).toEqual([{ value: 'c' }, { value: 'd' }])
  })

  it('rejects as unsettled after three rounds when another app reverts the members', () =>
    inEveryWorld({ seed }, async (place) => {
      place.emulator.faults.add({ kind: 'revert', times: Infinity, match: { operation: 'patchGroup' } })
      const done = setGroupMembers(place.scim, groupId(place), [place.id('e')], { clock: place.clock })
      const error = await done.catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(SCIMRefusedError)
      expect(error).toMatchObject({ reason: 'unsettled' })
      expect(place.writes().length).toBeLessThanOrEqual(6)
    }))

  it('refuses a group that shows fewer members than it has, and writes nothing', async () => {
    const group = { id: 'S1', displayName: 'team', members: [{ value: 'U1' }], totalResults: 2 }
    const scim = fakeGroups({ readGroup: async () => ({ group }) })
    const error = await setGroupMembers(scim, 'S1', ['U1']).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ reason: 'incomplete', applied: 'no' })
    expect((error as Error).message).toBe(
      'setGroupMembers: S1: the group shows 1 of 2 members: change them one by one',
    )
  })
})
