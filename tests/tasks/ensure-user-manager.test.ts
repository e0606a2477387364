import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { ensureUser, type UserCreate } from '../../src/index.ts'
import { isSlackId } from '../../src/tasks/manager.ts'
import { inEveryWorld, openPlace, type Place } from '../support/worlds.ts'

const seed: Seed = {
  users: [
    { userName: 'boss', email: 'boss@example.com' },
    { userName: 'other', email: 'other@example.com' },
    { userName: 'jo', email: 'jo@example.com', enterprise: { managerId: 'boss', department: 'Ops' } },
    { userName: 'kim', email: 'kim@example.com', enterprise: { department: 'Ops' } },
  ],
}

const wish = ({ scim }: Place, userName: string, managerId: string | null): UserCreate => ({
  userName,
  emails: [{ value: `${userName}@example.com`, primary: true }],
  [scim.dialect.urns.enterprise]: { department: 'Ops', manager: { managerId } },
})

/** The manager in the last write. */
const sentManager = ({ scim, writes }: Place): unknown => {
  const { [scim.dialect.urns.enterprise]: extension } = (writes().at(-1)?.body ?? {}) as Record<
    string,
    unknown
  >
  return extension
}

/** A place whose filters do not find managers; records what was searched for. */
function missing(status = 200): Place & { searches: string[] } {
  const searches: string[] = []
  const none = { totalResults: 0, itemsPerPage: 0, startIndex: 1, schemas: [], Resources: [] }
  const place = openPlace('1.1', {
    seed,
    wrap: (transport) => async (url, init) => {
      const filter = new URL(url).searchParams.get('filter')
      if (filter) searches.push(filter)
      if (!filter || !/boss|other/i.test(filter)) return transport(url, init)
      return { status, headers: { get: () => null }, text: async () => JSON.stringify(none) }
    },
  })
  return { ...place, searches }
}

describe('ensureUser with a manager', () => {
  it.each(['boss@example.com', 'BOSS@example.com', 'boss', 'Boss'])(
    'sets the one that is named %s, and comes to rest',
    (manager) =>
      inEveryWorld({ seed }, async (place) => {
        const { scim, emulator, clock, id } = place
        expect((await ensureUser(scim, wish(place, 'kim', manager), { clock })).outcome).toBe('updated')
        expect(emulator.state.user('kim')?.profile.enterprise).toMatchObject({
          managerId: id('boss'),
          department: 'Ops',
        })
        const again = await ensureUser(scim, wish(place, 'kim', manager), { clock })
        expect(again.outcome).toBe('unchanged')
      }),
  )

  it.each(['boss@example.com', 'boss'])('sends the id of the one that is named %s', async (manager) => {
    const place = openPlace('1.1', { seed })
    await ensureUser(place.scim, wish(place, 'kim', manager))
    expect(sentManager(place)).toEqual({ manager: { managerId: place.id('boss') } })
    await ensureUser(place.scim, wish(place, 'new', manager))
    expect(sentManager(place)).toEqual({ department: 'Ops', manager: { managerId: place.id('boss') } })
  })

  it.each(['boss@example.com', 'Boss'])(
    'leaves the present one, named %s, where filters miss it',
    async (name) => {
      for (const status of [200, 403]) {
        const place = missing(status)
        expect((await ensureUser(place.scim, wish(place, 'jo', name))).outcome).toBe('unchanged')
        expect(place.writes()).toEqual([])
      }
    },
  )

  it('sends the name as it is where filters miss it, and it is not of the present one', async () => {
    for (const userName of ['jo', 'kim', 'new']) {
      const place = missing()
      await ensureUser(place.scim, wish(place, userName, 'other@example.com'))
      expect(sentManager(place)).toMatchObject({ manager: { managerId: 'other@example.com' } })
      expect(place.emulator.state.user(userName)?.profile.enterprise.managerId).toBe(place.id('other'))
    }
  })

  it('sends the name as it is where the present one cannot be read', async () => {
    const place = missing()
    place.emulator.faults.add({ kind: 'refusal', reason: 'no_such_user', match: { operation: 'readUser' } })
    await ensureUser(place.scim, wish(place, 'jo', 'other'))
    expect(sentManager(place)).toEqual({ manager: { managerId: 'other' } })
  })

  it('searches for no id, and for none to clear', async () => {
    const place = missing()
    const { scim, searches, id, emulator } = place
    expect((await ensureUser(scim, wish(place, 'jo', id('boss')))).outcome).toBe('unchanged')
    for (const none of [null, '', ' ']) await ensureUser(scim, wish(place, 'jo', none))
    expect(emulator.state.user('jo')?.profile.enterprise.managerId).toBeNull()
    expect(new Set(searches)).toEqual(new Set(['email eq "jo@example.com"']))
  })
})

describe('isSlackId', () => {
  it.each([
    ['U012AB', true],
    ['W012ABCDEF', true],
    ['jo.W012AB', false],
    ['U012AB.jo', false],
    ['U012A', false],
    ['u012ab', false],
  ])('tells whether %s is one: %j', (text, expected) => {
    expect(isSlackId(text)).toBe(expected)
  })
})
