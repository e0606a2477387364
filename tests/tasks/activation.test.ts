import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import {
  deactivateUser,
  ensureUser,
  reactivateUser,
  SCIMApiError,
  SCIMRefusedError,
  type User,
  type UserOperations,
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
  it('sends DELETE, and reads until the account is inactive', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock, writes }) => {
      const user = await deactivateUser(scim, id('jo'), { clock })
      expect([user?.id, user?.active, emulator.state.user('jo')?.active]).toEqual([id('jo'), false, false])
      expect(writes()).toEqual([{ method: 'DELETE', path: `Users/${id('jo')}`, body: undefined }])
    }))

  it('succeeds when repeated', () =>
    inEveryWorld({ seed }, async ({ scim, id, clock }) => {
      for (let times = 0; times < 3; times++) {
        expect((await deactivateUser(scim, id('gone'), { clock }))?.active).toBe(false)
      }
    }))

  it('waits for reads that lag by ten seconds, at most settleTimeout', () =>
    inEveryWorld(lagging, async ({ scim, id, clock }) => {
      const impatient = deactivateUser(scim, id('jo'), { clock, settleTimeout: 4000 })
      await expect(impatient).rejects.toMatchObject({ name: 'SCIMRefusedError', reason: 'unsettled' })
      expect(clock.elapsed()).toBeLessThanOrEqual(4000)
      expect((await deactivateUser(scim, id('jo'), { clock }))?.active).toBe(false)
      expect(clock.elapsed()).toBeGreaterThanOrEqual(10_000)
    }))

  it('resolves by reads when every answer to DELETE is lost', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock }) => {
      emulator.faults.add({ kind: 'connection', when: 'after', times: Infinity, match: { method: 'DELETE' } })
      expect((await deactivateUser(scim, id('jo'), { clock }))?.active).toBe(false)
    }))

  it('rejects when no DELETE arrived', () =>
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

  it('rejects with the refusal of an owner', () =>
    inEveryWorld({ seed }, async ({ scim, id, clock }) => {
      await expect(deactivateUser(scim, id('boss'), { clock })).rejects.toThrow(SCIMApiError)
    }))

  for (const version of VERSIONS) {
    it(`reads nothing without verify, and rejects when the answer is lost (${version})`, async () => {
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
  it('patches a boolean, and reads until the account is active', () =>
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

  it('keeps a guest a guest', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock }) => {
      await deactivateUser(scim, id('guest'), { clock })
      await reactivateUser(scim, id('guest'), { clock })
      expect(emulator.state.user('guest')).toMatchObject({ active: true, guest: { type: 'multi' } })
    }))

  it('patches, and reads nothing, without verify', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, sent }) => {
      expect(await reactivateUser(scim, id('gone'), { verify: false })).toBeUndefined()
      expect(sent.map(({ method }) => method)).toEqual(['PATCH'])
      expect(emulator.state.user('gone')?.active).toBe(true)
    }))

  it('waits for reads that lag, and resolves by them when answers are lost', () =>
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
    'reject as active_unknown when reads have an active of %j',
    async (active) => {
      const refused = { name: 'SCIMRefusedError', reason: 'active_unknown', applied: 'yes' }
      await expect(deactivateUser(silent(active), 'U1')).rejects.toMatchObject(refused)
      await expect(reactivateUser(silent(active), 'U1')).rejects.toMatchObject(refused)
    },
  )

  it('resolve to undefined when a service deletes permanently', async () => {
    const { another } = openPlace('2.0')
    const answer = (status: number) => ({ status, headers: { get: () => null }, text: async () => '' })
    const scim = another({ transport: async (_url, { method }) => answer(method === 'DELETE' ? 204 : 404) })
    expect(await deactivateUser(scim, 'U1')).toBeUndefined()
    await expect(reactivateUser(scim, 'U1')).rejects.toMatchObject({ status: 404 })
  })

  it('reject with the 404 of the read when the answer to DELETE is lost', async () => {
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

describe('a task whose signal aborts during a write', () => {
  /** A client whose writes are aborted by the caller, and what was asked of it afterwards. */
  function aborting() {
    const controller = new AbortController()
    const later: string[] = []
    const { another } = openPlace('1.1')
    const scim = another({
      transport: async (url, { method, signal }) => {
        if (method === 'GET' && !controller.signal.aborted) {
          const list = { totalResults: 0, itemsPerPage: 0, startIndex: 1, Resources: [] }
          return { status: 200, headers: { get: () => null }, text: async () => JSON.stringify(list) }
        }
        if (controller.signal.aborted) later.push(url)
        controller.abort()
        throw signal?.reason
      },
    })
    return { scim, later, signal: controller.signal }
  }

  it.each([
    ['deactivateUser', (scim, options) => deactivateUser(scim, 'U1', options)],
    [
      'ensureUser',
      (scim, options) => ensureUser(scim, { userName: 'jo', emails: [{ value: 'jo@example.com' }] }, options),
    ],
  ] satisfies [string, (scim: UserOperations, options: { signal: AbortSignal }) => Promise<unknown>][])(
    'rejects at once, and sends nothing more: %s',
    async (_, task) => {
      const { scim, later, signal } = aborting()
      const counted = Object.assign(Object.create(scim) as UserOperations, {
        readUser: () => later.push('readUser'),
      })
      await expect(task(counted, { signal })).rejects.toMatchObject({
        name: 'SCIMAbortError',
        message: expect.stringMatching(/^(deleteUser|createUser)/),
        applied: 'unknown',
      })
      expect(later).toEqual([])
    },
  )
})

describe('ensureUser of an account without active', () => {
  it('rejects as active_unknown, and writes nothing', async () => {
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
