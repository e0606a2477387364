import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import {
  deactivateUser,
  ensureUser,
  reactivateUser,
  SCIMApiError,
  SCIMRefusedError,
  type User,
} from '../../src/index.ts'
import { fakeUsers } from '../support/fakes.ts'
import { laggingReads } from '../support/lagging-reads.ts'
import { inEveryWorld, openPlace, type PlaceOptions, VERSIONS } from '../support/worlds.ts'

const seed: Seed = {
  users: [
    { userName: 'boss', rank: 'primary-owner' },
    { userName: 'jo' },
    { userName: 'gone', active: false },
    { userName: 'guest', guest: true },
  ],
}
const lagging: PlaceOptions = {
  seed,
  wrap: (transport, emulator, clock, world) =>
    laggingReads(transport, emulator, { seed, world, clock, lag: 10_000 }),
}

describe('deactivateUser', () => {
  it('deletes, and looks until the account is inactive', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock, writes }) => {
      const user = await deactivateUser(scim, id('jo'), { clock })
      expect([user?.id, user?.active, emulator.state.user('jo')?.active]).toEqual([id('jo'), false, false])
      expect(writes()).toEqual([{ method: 'DELETE', path: `Users/${id('jo')}`, body: undefined }])
    }))

  it('can be repeated', () =>
    inEveryWorld({ seed }, async ({ scim, id, clock }) => {
      for (let times = 0; times < 3; times++) {
        expect((await deactivateUser(scim, id('gone'), { clock }))?.active).toBe(false)
      }
    }))

  it('waits where reads lag by ten seconds, and no longer than settleTimeout', () =>
    inEveryWorld(lagging, async ({ scim, id, clock }) => {
      const impatient = deactivateUser(scim, id('jo'), { clock, settleTimeout: 4000 })
      await expect(impatient).rejects.toMatchObject({ name: 'SCIMRefusedError', reason: 'unsettled' })
      expect(clock.elapsed()).toBeLessThanOrEqual(4000)
      expect((await deactivateUser(scim, id('jo'), { clock }))?.active).toBe(false)
      expect(clock.elapsed()).toBeGreaterThanOrEqual(10_000)
    }))

  it('is settled by reading where every answer is lost', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock }) => {
      emulator.faults.add({ kind: 'connection', when: 'after', times: Infinity, match: { method: 'DELETE' } })
      expect((await deactivateUser(scim, id('jo'), { clock }))?.active).toBe(false)
    }))

  it('does not say that it is done when no request arrived', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock }) => {
      emulator.faults.add({
        kind: 'connection',
        when: 'before',
        times: Infinity,
        match: { method: 'DELETE' },
      })
      await expect(deactivateUser(scim, id('jo'), { clock })).rejects.toThrow(SCIMRefusedError)
      expect(emulator.state.user('jo')?.active).toBe(true)
    }))

  it('passes on a refusal', () =>
    inEveryWorld({ seed }, async ({ scim, id, clock }) => {
      await expect(deactivateUser(scim, id('boss'), { clock })).rejects.toThrow(SCIMApiError)
    }))

  for (const version of VERSIONS) {
    it(`looks at nothing without verify, and then a lost answer is an error (${version})`, async () => {
      const { scim, emulator, id, sent } = openPlace(version, { seed })
      expect(await deactivateUser(scim, id('jo'), { verify: false })).toBeUndefined()
      expect(sent.map(({ method }) => method)).toEqual(['DELETE'])
      emulator.faults.add({ kind: 'connection', when: 'after', times: Infinity, match: { method: 'DELETE' } })
      await expect(deactivateUser(scim, id('guest'), { verify: false })).rejects.toMatchObject({
        name: 'SCIMConnectionError',
        applied: 'unknown',
      })
    })
  }
})

describe('reactivateUser', () => {
  it('patches a boolean, and looks until the account is active', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock, writes }) => {
      const user = await reactivateUser(scim, id('gone'), { clock })
      expect([user?.active, emulator.state.user('gone')?.active]).toEqual([true, true])
      expect(writes()).toHaveLength(1)
      expect(writes()[0]?.body).toMatchObject(
        scim.version === '1.1'
          ? { active: true }
          : { Operations: [{ op: 'replace', path: 'active', value: true }] },
      )
    }))

  it('leaves a guest a guest', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock }) => {
      await deactivateUser(scim, id('guest'), { clock })
      await reactivateUser(scim, id('guest'), { clock })
      expect(emulator.state.user('guest')).toMatchObject({ active: true, guest: { type: 'multi' } })
    }))

  it('waits where reads lag, and is settled by reading where the answers are lost', () =>
    inEveryWorld(lagging, async ({ scim, emulator, id, clock }) => {
      emulator.faults.add({ kind: 'connection', when: 'after', times: Infinity, match: { method: 'PATCH' } })
      expect((await reactivateUser(scim, id('gone'), { clock }))?.active).toBe(true)
      expect(emulator.state.user('gone')?.active).toBe(true)
    }))
})

describe('deactivateUser and reactivateUser', () => {
  const silent = (active: unknown) =>
    fakeUsers({
      deleteUser: async () => {},
      patchUser: async () => ({}),
      readUser: async (id) => ({ user: { id, userName: 'jo', emails: [], active } as unknown as User }),
    })

  it.each([undefined, null, 'false'])(
    'say that the service does not tell where active is %j',
    async (active) => {
      const refused = { name: 'SCIMRefusedError', reason: 'active_unknown', applied: 'yes' }
      await expect(deactivateUser(silent(active), 'U1')).rejects.toMatchObject(refused)
      await expect(reactivateUser(silent(active), 'U1')).rejects.toMatchObject(refused)
    },
  )

  it('resolve to undefined where the service deletes for good', async () => {
    const { another } = openPlace('2.0')
    const answer = (status: number) => ({ status, headers: { get: () => null }, text: async () => '' })
    const scim = another({ transport: async (_url, { method }) => answer(method === 'DELETE' ? 204 : 404) })
    expect(await deactivateUser(scim, 'U1')).toBeUndefined()
    await expect(reactivateUser(scim, 'U1')).rejects.toMatchObject({ status: 404 })
  })

  it('pass on a 404 of the read where the answer to the DELETE was lost', async () => {
    const { another } = openPlace('2.0')
    const scim = another({
      transport: async (_url, { method }) => {
        if (method === 'DELETE') throw new Error('lost')
        return { status: 404, headers: { get: () => null }, text: async () => '' }
      },
    })
    await expect(deactivateUser(scim, 'U1')).rejects.toMatchObject({ status: 404, applied: 'unknown' })
  })
})

describe('ensureUser of an account without active', () => {
  it('says that the service does not tell, and writes nothing', async () => {
    const wanted = { userName: 'jo', emails: [{ value: 'jo@example.com', primary: true }], title: 'x' }
    const scim = fakeUsers({
      async *searchUsers() {
        yield { id: 'U1', ...wanted } as unknown as User
      },
    })
    for (const options of [{}, { onDeactivated: 'reactivate' }] as const) {
      for (const active of [{}, { active: true }, { active: false }]) {
        const done = ensureUser(scim, { ...wanted, ...active, title: 'y' }, options)
        await expect(done).rejects.toMatchObject({ reason: 'active_unknown', applied: 'no' })
      }
    }
  })
})
