import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import {
  addGroupMembers,
  deactivateUser,
  ensureUser,
  reactivateUser,
  SCIMRefusedError,
  setGroupMembers,
} from '../../src/index.ts'
import { fakeGroups } from '../support/fakes.ts'
import { inEveryWorld } from '../support/worlds.ts'

const seed: Seed = {
  users: [{ userName: 'jo' }, { userName: 'ada' }, { userName: 'gone', active: false }],
  groups: [{ displayName: 'staff', members: ['ada'] }],
}
const failed = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)
const person = (userName: string, title: string) => ({
  userName,
  emails: [{ value: `${userName}@example.com`, primary: true }],
  title,
})

describe('applied of an error of a task, for all of its requests', () => {
  it('is yes when the account was deactivated and the read after it failed', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock }) => {
      emulator.faults.add({ kind: 'status', status: 500, times: 2, match: { method: 'GET' } })
      expect(await failed(deactivateUser(scim, id('jo'), { clock }))).toMatchObject({
        name: 'SCIMApiError',
        status: 500,
        applied: 'yes',
      })
      expect(emulator.state.user('jo')?.active).toBe(false)
    }))

  it('is unknown when the answer to a create was lost and the search after it failed', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, clock }) => {
      emulator.faults.add(
        { kind: 'connection', when: 'after', match: { operation: 'createUser' } },
        { kind: 'status', status: 500, times: 2, match: { operation: 'searchUsers', nth: 2 } },
      )
      expect(await failed(ensureUser(scim, person('kim', 'Lead'), { clock }))).toMatchObject({
        status: 500,
        applied: 'unknown',
      })
    }))

  it('is unknown when the second of two requests for members was refused', async () => {
    const current = Array.from({ length: 6000 }, (_, index) => ({ value: `U${index}` }))
    const requests: unknown[] = []
    const scim = fakeGroups({
      readGroup: async (id) => ({ group: { id, displayName: 'staff', members: current } }),
      patchGroup: async (_id, { members }) => {
        requests.push(members?.length)
        if (requests.length === 2) throw new SCIMRefusedError('the second one', 'unsettled')
        return {}
      },
    })
    const error = await failed(setGroupMembers(scim, 'S1', ['U0']))
    expect(error).toMatchObject({ message: 'the second one', applied: 'unknown' })
    expect(requests).toEqual([5000, 999])
  })

  it.each([
    [1, 'yes'],
    [5001, 'unknown'],
  ])('of the first request for %i new members that took effect is %s', async (count, applied) => {
    const scim = fakeGroups({
      patchGroup: async () => {
        throw Object.assign(new SCIMRefusedError('took effect', 'unsettled'), { applied: 'yes' })
      },
    })
    const people = Array.from({ length: count }, (_, index) => `U${index}`)
    expect(await failed(addGroupMembers(scim, 'S1', people))).toMatchObject({ applied })
  })

  it('is no when nothing was written', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock }) => {
      const { id: groupId = '' } = emulator.state.group('staff') ?? {}
      emulator.faults.add({
        kind: 'refusal',
        reason: 'permission_denied',
        match: { operation: 'patchGroup' },
      })
      const wanted = [id('jo'), id('ada')]
      const error = await failed(setGroupMembers(scim, groupId, wanted, { clock }))
      expect(error).toMatchObject({ reason: 'permission_denied', applied: 'no' })
    }))
})

describe('an account whose deactivation reads do not show yet', () => {
  it('is refused by ensureUser, and stays deactivated', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock }) => {
      await scim.deleteUser(id('jo'))
      const error = await failed(ensureUser(scim, person('jo', 'Lead'), { clock }))
      expect(error).toMatchObject({ name: 'SCIMRefusedError', reason: 'deactivated' })
      expect(emulator.state.user('jo')?.active).toBe(false)
    }))

  it('is reactivated by ensureUser with onDeactivated: reactivate', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock }) => {
      await scim.deleteUser(id('jo'))
      const options = { clock, onDeactivated: 'reactivate' } as const
      expect((await ensureUser(scim, person('jo', 'Lead'), options)).outcome).toBe('reactivated')
      expect(emulator.state.user('jo')).toMatchObject({ active: true, title: 'Lead' })
    }))

  it('does not count as reactivated by a read that is older than a write in doubt', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, id, clock }) => {
      await scim.deleteUser(id('jo'))
      emulator.faults.add({
        kind: 'connection',
        when: 'before',
        times: Number.POSITIVE_INFINITY,
        match: { method: 'PATCH' },
      })
      expect(await failed(reactivateUser(scim, id('jo'), { clock }))).toMatchObject({
        name: 'SCIMRefusedError',
        reason: 'unsettled',
        applied: 'unknown',
      })
    }))
})
