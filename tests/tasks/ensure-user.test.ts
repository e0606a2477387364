import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import {
  ensureUser,
  SCIMConfigurationError,
  SCIMRefusedError,
  SCIMValidationError,
  type UserCreate,
} from '../../src/index.ts'
import { inEveryWorld, openPlace, VERSIONS } from '../support/worlds.ts'

const seed: Seed = {
  users: [
    { userName: 'jo', name: 'Jo Park', email: 'jo@example.com', title: 'Engineer' },
    { userName: 'jo.neighbour', email: 'jo@example.com.au' },
    { userName: 'gone', email: 'gone@example.com', active: false },
    { userName: 'guest', email: 'guest@example.com', guest: true },
  ],
  groups: [{ displayName: 'staff', members: ['jo'] }],
  channels: ['general'],
}
const kim = { userName: 'kim', emails: [{ value: 'kim@example.com', primary: true }], userType: 'e' }
const jo = { userName: 'jo', emails: [{ value: 'jo@example.com', primary: true }] }

describe('ensureUser', () => {
  it('creates an account that does not exist', () =>
    inEveryWorld({ seed }, async ({ scim, emulator, clock }) => {
      const wanted = { userName: 'kim', emails: [{ value: 'kim@example.com', primary: true }], title: 'Lead' }
      const { outcome, user } = await ensureUser(scim, wanted, { clock })
      expect([outcome, user.id]).toEqual(['created', emulator.state.user('kim@example.com')?.id])
      expect(emulator.state.user('kim')?.title).toBe('Lead')
      expect(emulator.state.users).toHaveLength(6)
    }))

  it('creates an account where the service takes no filter', async () => {
    const assumptions = { 'filter-on-2.0': 'refused' } as const
    const { scim, emulator, clock } = openPlace('2.0', { seed, world: { name: 'no filters', assumptions } })
    expect((await ensureUser(scim, kim, { clock })).outcome).toBe('created')
    expect(emulator.state.user('kim@example.com')?.userName).toBe('kim')
  })

  it('writes nothing when the account is as wanted', () =>
    inEveryWorld({ seed }, async ({ scim, clock, emulator, id }) => {
      const before = emulator.state.users
      const wanted = { ...jo, name: { givenName: 'Jo', familyName: 'Park' }, title: 'Engineer' }
      const { outcome, user } = await ensureUser(scim, wanted, { clock })
      expect([outcome, user.id]).toEqual(['unchanged', id('jo')])
      expect(emulator.state.users).toEqual(before)
    }))

  it('patches the attributes that differ, and no others', () =>
    inEveryWorld({ seed }, async ({ scim, clock, emulator, id, writes }) => {
      const before = emulator.state.user('jo')
      const { outcome, user } = await ensureUser(scim, { ...jo, title: 'Lead' }, { clock })
      expect([outcome, user.id]).toEqual(['updated', id('jo')])
      expect(emulator.state.user('jo')).toEqual({ ...before, title: 'Lead' })
      expect(writes().at(-1)).toMatchObject({ method: 'PATCH', path: `Users/${id('jo')}` })
      expect(JSON.stringify(writes().at(-1))).not.toContain('emails')
    }))

  it('takes the account from the answer to the change', async () => {
    const { scim, clock, sent } = openPlace('1.1', { seed })
    const { user } = await ensureUser(scim, { ...jo, title: 'Lead' }, { clock })
    expect([user.title, sent.at(-1)?.method]).toEqual(['Lead', 'PATCH'])
  })

  it('returns unchanged the second time', () =>
    inEveryWorld({ seed }, async ({ scim, clock, emulator }) => {
      const wanted = {
        userName: 'Kim.Lee (HR)',
        displayName: 'Kim Lee (HR)',
        name: { givenName: 'Kim', familyName: 'Lee' },
        emails: [{ value: 'kim@example.com' }, { value: 'kim.lee@example.com' }, { value: 'k@example.com' }],
        phoneNumbers: [
          { value: '1', type: 'work' },
          { value: '2', type: 'mobile' },
        ],
        addresses: [
          { locality: 'Paris', type: 'home' },
          { locality: 'Tokyo', type: 'work' },
        ],
        roles: [{ value: 'b' }, { value: 'a', primary: 'true' }],
        locale: 'en_GB',
      }
      expect((await ensureUser(scim, wanted, { clock })).outcome).toBe('created')
      const before = emulator.state.users
      expect((await ensureUser(scim, wanted, { clock })).outcome).toBe('unchanged')
      expect(emulator.state.users).toEqual(before)
    }))

  it.each([
    ['no roles', { roles: [] }],
    ['roles that are null', { roles: null }],
    ['a role without a value', { roles: [{ value: '' }] }],
    ['no addresses', { addresses: [] }],
    ['an address without parts', { addresses: [{ locality: undefined }] }],
    ['no phone numbers', { phoneNumbers: [] }],
    ['a time zone that is null', { timezone: null }],
    ['an empty time zone', { timezone: '' }],
    ['a name that is null', { name: null }],
    ['a part of the name that is undefined', { name: { givenName: 'Kim', honorificPrefix: undefined } }],
    ['texts without a text', { title: '', userType: ' ', locale: null }],
  ])('returns unchanged the second time for %s', (_, wish) =>
    inEveryWorld({ seed }, async ({ scim, clock, emulator }) => {
      const wanted = { ...kim, ...wish } as unknown as UserCreate
      expect((await ensureUser(scim, wanted, { clock })).outcome).toBe('created')
      const before = emulator.state.users
      expect((await ensureUser(scim, wanted, { clock })).outcome).toBe('unchanged')
      expect(emulator.state.users).toEqual(before)
    }),
  )

  it('adds nothing for an empty list, and clears an attribute for null', () =>
    inEveryWorld({ seed: { users: [{ userName: 'kim', userType: 'e', role: 'lead' }] } }, async (place) => {
      const { scim, clock, emulator, writes } = place
      expect((await ensureUser(scim, { ...kim, roles: [] }, { clock })).outcome).toBe('unchanged')
      expect(writes().filter(({ method }) => method === 'PATCH')).toEqual([])
      const cleared = { ...kim, roles: null, timezone: null }
      expect((await ensureUser(scim, cleared, { clock })).outcome).toBe('updated')
      expect(emulator.state.user('kim')?.profile.role).toBeNull()
      expect((await ensureUser(scim, cleared, { clock })).outcome).toBe('unchanged')
    }))

  it('rejects with the account when it is deactivated', () =>
    inEveryWorld({ seed }, async ({ scim, clock, emulator, id }) => {
      const wanted = { userName: 'gone', emails: [{ value: 'gone@example.com', primary: true }], title: 'x' }
      const error = await ensureUser(scim, wanted, { clock }).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(SCIMRefusedError)
      expect(error).toMatchObject({ reason: 'deactivated', user: { id: id('gone') } })
      expect(emulator.state.user('gone')).toMatchObject({ active: false, title: '' })
    }))

  it('reactivates and updates a deactivated account with onDeactivated: reactivate', () =>
    inEveryWorld({ seed }, async ({ scim, clock, emulator, id }) => {
      const wanted = { userName: 'gone', emails: [{ value: 'gone@example.com', primary: true }], title: 'x' }
      const done = await ensureUser(scim, wanted, { clock, onDeactivated: 'reactivate' })
      expect(done).toMatchObject({ outcome: 'reactivated', user: { id: id('gone') } })
      expect(emulator.state.user('gone')).toMatchObject({ active: true, title: 'x' })
    }))

  it('returns the account as it is after a mere reactivation', () =>
    inEveryWorld({ seed }, async ({ scim, clock, id }) => {
      const wanted = { userName: 'gone', emails: [{ value: 'gone@example.com', primary: true }] }
      const done = await ensureUser(scim, wanted, { clock, onDeactivated: 'reactivate' })
      expect(done).toMatchObject({ outcome: 'reactivated', user: { id: id('gone'), active: true } })
    }))

  it('returns the account as inactive when a service deletes it permanently', async () => {
    let isGone = false
    const { scim, id } = openPlace('2.0', {
      seed,
      wrap: (transport) => async (url, init) => {
        isGone ||= init.method === 'DELETE'
        if (init.method === 'GET' && isGone) {
          return { status: 404, headers: { get: () => null }, text: async () => '' }
        }
        return transport(url, init)
      },
    })
    const done = await ensureUser(scim, { ...jo, active: false })
    expect(done).toMatchObject({ outcome: 'updated', user: { id: id('jo'), active: false } })
  })

  it('searches for nobody when a change is refused that is in no conflict', () =>
    inEveryWorld({ seed }, async ({ scim, clock, emulator, sent }) => {
      const operation = { operation: 'patchUser' } as const
      emulator.faults.add({ kind: 'refusal', reason: 'permission_denied', match: operation })
      const done = ensureUser(scim, { ...jo, title: 'Lead' }, { clock })
      await expect(done).rejects.toMatchObject({ reason: 'permission_denied' })
      expect(sent.at(-1)?.method).toBe('PATCH')
    }))

  it('deactivates for active: false, and then never reactivates', () =>
    inEveryWorld({ seed }, async ({ scim, clock, emulator }) => {
      const { outcome, user } = await ensureUser(scim, { ...jo, active: false }, { clock })
      expect([outcome, user.active, emulator.state.user('jo')?.active]).toEqual(['updated', false, false])
      const again = await ensureUser(scim, { ...jo, active: false }, { clock, onDeactivated: 'reactivate' })
      expect(again.outcome).toBe('unchanged')
      expect(emulator.state.user('jo')?.active).toBe(false)
    }))

  it('keeps a guest a guest and a member a member without guestStatus: change', () =>
    inEveryWorld({ seed }, async ({ scim, clock, emulator }) => {
      const wanted = {
        userName: 'guest',
        emails: [{ value: 'guest@example.com', primary: true }],
        title: 'x',
      }
      expect((await ensureUser(scim, wanted, { clock })).outcome).toBe('updated')
      expect(emulator.state.user('guest')).toMatchObject({ title: 'x', guest: { type: 'multi' } })
      const guestUrn =
        scim.version === '1.1'
          ? 'urn:scim:schemas:extension:slack:guest:1.0'
          : 'urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User'
      const converting = ensureUser(scim, { ...jo, [guestUrn]: { type: 'multi' } }, { clock })
      await expect(converting).rejects.toMatchObject({ reason: 'guest_status', applied: 'no' })
      expect(emulator.state.user('jo')?.guest).toBeNull()
    }))

  it('accepts frozen arguments', async () => {
    const { scim, clock } = openPlace('2.0', { seed })
    const wanted = Object.freeze({
      ...jo,
      emails: Object.freeze(jo.emails.map((email) => Object.freeze({ ...email }))),
      title: 'y',
    })
    await ensureUser(scim, wanted as unknown as typeof jo, Object.freeze({ clock }))
    expect(wanted.title).toBe('y')
  })

  for (const version of VERSIONS) {
    it(`rejects a person without an address and unknown option values before anything is sent (${version})`, async () => {
      const { scim, clock, sent } = openPlace(version, { seed })
      const refused = (user: object, options: object = {}) =>
        expect(ensureUser(scim, user as typeof jo, { clock, ...options })).rejects.toThrow(
          SCIMValidationError,
        )
      await refused({ userName: 'x', emails: [] })
      await refused({ userName: 'x', emails: [{ value: ' ' }] })
      await refused({ userName: 'x' })
      for (const options of [{ match: ['userName'] }, { onDeactivated: 'revive' }, { guestStatus: 'keep' }]) {
        await expect(ensureUser(scim, jo, options as object)).rejects.toThrow(SCIMConfigurationError)
      }
      expect(sent).toEqual([])
    })

    it(`rejects a body that validation refuses, without a wait (${version})`, async () => {
      const { scim, clock, sent } = openPlace(version, { seed })
      const wanted = {
        userName: 'kim',
        emails: [{ value: 'kim@example.com' }],
        title: 7 as unknown as string,
      }
      await expect(ensureUser(scim, wanted, { clock })).rejects.toThrow(SCIMValidationError)
      expect([sent.length, clock.elapsed()]).toEqual([0, 0])
    })
  }
})
