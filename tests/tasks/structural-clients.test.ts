import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import {
  addGroupMembers,
  deactivateUser,
  ensureUser,
  findUserByEmail,
  type GroupOperations,
  type SCIM2Client,
  type SCIMClient,
  SCIMValidationError,
  setGroupMembers,
  type User,
  type UserOperations,
} from '../../src/index.ts'
import { fakeUsers } from '../support/fakes.ts'
import { openPlace, type Place, VERSIONS } from '../support/worlds.ts'

type Operations = UserOperations & GroupOperations

const seed: Seed = {
  users: [{ userName: 'jo' }, { userName: 'ada' }],
  groups: [{ displayName: 'team', members: ['ada'] }],
}

/** The ways in which people wrap a client; each counts what passes through. */
const WRAPPERS: Record<string, (scim: SCIMClient | SCIM2Client, seen: string[]) => Operations> = {
  'an object made by Object.create': (scim, seen) =>
    Object.assign(Object.create(scim) as Operations, {
      readUser: (...given: Parameters<Operations['readUser']>) => {
        seen.push('readUser')
        return scim.readUser(...given)
      },
    }),
  'a Proxy that passes on what it gets': (scim, seen) =>
    new Proxy<Operations>(scim, {
      get(target, key, receiver): unknown {
        seen.push(String(key))
        return Reflect.get(target, key, receiver)
      },
    }),
  'a Proxy that binds each method': (scim, seen) =>
    new Proxy<Operations>(scim, {
      get(target, key): unknown {
        seen.push(String(key))
        const value: unknown = Reflect.get(target, key, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    }),
  'a spread of an object that delegates': (scim, seen) => ({
    ...delegate(scim),
    readUser: (...given) => {
      seen.push('readUser')
      return scim.readUser(...given)
    },
  }),
}

/** A wrapper as a plain object, written by hand. */
function delegate(scim: SCIMClient | SCIM2Client): Operations {
  return {
    dialect: scim.dialect,
    clock: scim.clock,
    searchUsers: (...given) => scim.searchUsers(...given),
    readUser: (...given) => scim.readUser(...given),
    createUser: (...given) => scim.createUser(...given),
    patchUser: (...given) => scim.patchUser(...given),
    updateUser: (...given) => scim.updateUser(...given),
    deleteUser: (...given) => scim.deleteUser(...given),
    searchGroups: (...given) => scim.searchGroups(...given),
    readGroup: (...given) => scim.readGroup(...given),
    createGroup: (...given) => scim.createGroup(...given),
    patchGroup: (...given) => scim.patchGroup(...given),
    updateGroup: (...given) => scim.updateGroup(...given),
    deleteGroup: (...given) => scim.deleteGroup(...given),
  }
}

/** A run of tasks through a client, whatever it is made of. */
async function runTasks(scim: Operations, { id, emulator }: Place): Promise<unknown[]> {
  const kim = { userName: 'kim', emails: [{ value: 'kim@example.com', primary: true }], title: 'Lead' }
  const { outcome, user } = await ensureUser(scim, kim)
  await setGroupMembers(scim, emulator.state.group('team')?.id ?? '', [user.id])
  const left = await deactivateUser(scim, id('jo'))
  const found = await findUserByEmail(scim, 'jo@example.com', { certain: true })
  return [outcome, user.userName, left?.active, found?.id === id('jo')]
}

describe('tasks over an object with the operations of a client', () => {
  for (const version of VERSIONS) {
    for (const [title, wrap] of Object.entries(WRAPPERS)) {
      it(`accept ${title} (${version})`, async () => {
        const place = openPlace(version, { seed })
        const seen: string[] = []
        expect(await runTasks(wrap(place.scim, seen), place)).toEqual(['created', 'kim', false, true])
        expect(seen).toContain('readUser')
      })
    }
  }

  it('accept a fake whose list is an async generator', async () => {
    const jo: User = {
      id: 'U1',
      userName: 'jo',
      active: true,
      emails: [{ value: 'Jo@Example.com', primary: true }],
    }
    const scim = fakeUsers({
      async *searchUsers() {
        yield jo
      },
      patchUser: async (_id, partial) => ({ user: { ...jo, title: partial.title } }),
    })
    expect(await findUserByEmail(scim, 'jo@example.com')).toBe(jo)
    expect(await findUserByEmail(scim, 'ada@example.com', { certain: true })).toBeUndefined()
    const wanted = { userName: 'jo', emails: [{ value: 'jo@example.com', primary: true }], title: 'Lead' }
    expect(await ensureUser(scim, wanted)).toMatchObject({ outcome: 'updated', user: { title: 'Lead' } })
  })

  it('reject a spread of a client, and say how to wrap one', async () => {
    const { scim, sent } = openPlace('1.1')
    const spread = { ...scim } as unknown as Operations
    const error = await findUserByEmail(spread, 'jo@example.com').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SCIMValidationError)
    expect((error as Error).message).toMatch(
      /^findUserByEmail: client\.searchUsers: .*Object\.create or a Proxy/,
    )
    await expect(addGroupMembers(undefined as never, 'S1', [])).rejects.toThrow(SCIMValidationError)
    expect(sent).toEqual([])
  })

  it('reject a wrapper without a dialect when the task needs it', async () => {
    const { dialect: _dialect, ...scim } = fakeUsers({
      deleteUser: async () => {},
      readUser: async (id) => ({ user: { id, userName: 'jo', active: false, emails: [] } }),
    })
    await expect(findUserByEmail(scim, 'jo@example.com')).rejects.toThrow(/client\.dialect: is missing/)
    expect(await deactivateUser(scim, 'U1')).toMatchObject({ active: false })
  })
})

describe('a task that waits', () => {
  const lagging = {
    seed,
    world: { name: 'lag', assumptions: { 'deactivation-visibility': 'five-seconds-late' } },
  } as const

  it('uses the clock of the client', async () => {
    const { scim, id, clock } = openPlace('1.1', lagging)
    const started = performance.now()
    await deactivateUser(scim, id('jo'))
    expect(clock.elapsed()).toBeGreaterThanOrEqual(5000)
    expect(performance.now() - started).toBeLessThan(3000)
  })

  it('uses the clock of its options before that of the client', async () => {
    const { scim, id } = openPlace('1.1', { seed })
    const other = openPlace('1.1').clock
    const stubborn = Object.assign(Object.create(scim) as SCIMClient, {
      readUser: async () => ({ user: { id: id('jo'), userName: 'jo', active: true, emails: [] } }),
    })
    const done = deactivateUser(stubborn, id('jo'), { clock: other, settleTimeout: 3000 })
    await expect(done).rejects.toMatchObject({ reason: 'unsettled' })
    expect(other.elapsed()).toBe(3000)
  })
})
