import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { ensureUser, SCIMRefusedError, type UserCreate } from '../../src/index.ts'
import { inEveryWorld, openPlace, type Place, VERSIONS } from '../support/worlds.ts'

const SOON = '2027-01-01T00:00:00Z'
const LATER = '2028-06-01T00:00:00Z'
const seed: Seed = {
  users: [
    { userName: 'jo', email: 'jo@example.com' },
    { userName: 'guest', email: 'guest@example.com', guest: { expiration: SOON } },
    { userName: 'single', email: 'single@example.com', guest: { type: 'single' } },
    { userName: 'gone', email: 'gone@example.com', active: false },
    { userName: 'temp', email: 'temp@example.com', guest: true, userType: 'Temp', locale: 'fr_FR' },
  ],
}

/** What changed accounts; a search that misses one is followed by a create that is refused. */
const patches = ({ writes }: Place) => writes().filter(({ method }) => method !== 'POST')

/** The attributes of an account, with a guest extension in the place's dialect. */
const wish = ({ scim }: Place, userName: string, extension: unknown): UserCreate => ({
  userName,
  emails: [{ value: `${userName}@example.com`, primary: true }],
  [scim.dialect.urns.guest]: extension,
})

describe('ensureUser with a guest extension', () => {
  it('refuses to make a guest of a member, or a member of a guest, and writes nothing', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, emulator } = place
      const before = emulator.state.users
      for (const [userName, extension] of [
        ['jo', { type: 'multi' }],
        ['jo', { type: 'multi', expiration: LATER }],
        ['jo', {}],
        ['guest', null],
        ['single', { type: 'multi' }],
      ] as const) {
        const wanted = { ...wish(place, userName, extension), title: 'changed too' }
        const error = await ensureUser(scim, wanted).catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(SCIMRefusedError)
        expect(error).toMatchObject({ reason: 'guest_status', applied: 'no' })
        expect((error as Error).message).toContain("pass guestStatus: 'change'")
      }
      expect([patches(place), emulator.state.users]).toEqual([[], before])
    }))

  it.each(VERSIONS)('leaves a single-channel guest as it is (%s)', async (version) => {
    const place = openPlace(version, { seed })
    const { outcome } = await ensureUser(place.scim, wish(place, 'single', { type: 'single' }))
    expect([outcome, place.writes()]).toEqual(['unchanged', []])
  })

  it('changes the status when told to, in both directions', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, emulator } = place
      const options = { guestStatus: 'change' } as const
      const extension = { type: 'multi', expiration: LATER }
      expect((await ensureUser(scim, wish(place, 'jo', extension), options)).outcome).toBe('updated')
      expect(emulator.state.user('jo')?.guest).toMatchObject(extension)
      expect((await ensureUser(scim, wish(place, 'jo', extension))).outcome).toBe('unchanged')
      expect((await ensureUser(scim, wish(place, 'guest', null), options)).outcome).toBe('updated')
      expect(emulator.state.user('guest')?.guest).toBeNull()
      expect((await ensureUser(scim, wish(place, 'guest', null))).outcome).toBe('unchanged')
    }))

  it('changes an expiration like any other attribute, and comes to rest', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, emulator } = place
      const outcome = async (expiration: string | null | undefined) =>
        (await ensureUser(scim, wish(place, 'guest', { type: 'multi', expiration }))).outcome
      expect(await outcome(undefined)).toBe('unchanged')
      expect(await outcome('2027-01-01T01:00:00+01:00')).toBe('unchanged')
      expect(patches(place)).toEqual([])
      expect(await outcome(LATER)).toBe('updated')
      expect(emulator.state.user('guest')?.guest).toMatchObject({ type: 'multi', expiration: LATER })
      expect(await outcome(LATER)).toBe('unchanged')
      expect(await outcome(null)).toBe('updated')
      expect(emulator.state.user('guest')?.guest).toMatchObject({ type: 'multi', expiration: null })
      expect(await outcome(null)).toBe('unchanged')
    }))

  it('changes an expiration and other attributes in one request', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, emulator } = place
      await ensureUser(scim, {
        ...wish(place, 'guest', { type: 'multi', expiration: LATER }),
        title: 'Advisor',
      })
      expect(emulator.state.user('guest')).toMatchObject({ title: 'Advisor', guest: { expiration: LATER } })
      expect(patches(place)).toHaveLength(1)
    }))

  it.each(VERSIONS)('clears an expiration and another attribute in one request (%s)', async (version) => {
    const enterprise = { department: 'R&D', division: 'North' }
    const place = openPlace(version, {
      seed: { users: [{ userName: 'guest', guest: { expiration: SOON }, enterprise }] },
      world: { name: 'user-form=always-full', assumptions: { 'user-form': 'always-full' } },
    })
    const { scim, emulator, writes } = place
    await ensureUser(scim, {
      ...wish(place, 'guest', { type: 'multi', expiration: null }),
      [scim.dialect.urns.enterprise]: { department: null },
    } as UserCreate)
    expect(emulator.state.user('guest')).toMatchObject({
      guest: { expiration: null },
      profile: { enterprise: { department: null, division: 'North' } },
    })
    expect(writes()).toHaveLength(1)
  })

  it('clears what reads of a guest hid, once the account is a full member', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, emulator } = place
      const wanted = { ...wish(place, 'temp', null), userType: null } as UserCreate
      const done = await ensureUser(scim, wanted, { guestStatus: 'change' })
      expect([done.outcome, done.user.userType]).toEqual(['updated', null])
      expect(emulator.state.user('temp')).toMatchObject({
        guest: null,
        profile: { userType: null, locale: 'fr_FR' },
      })
    }))

  it('does not reactivate an account by a conversion that was not to', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, emulator } = place
      const wanted = { ...wish(place, 'gone', { type: 'multi' }), active: false }
      const options = { guestStatus: 'change' } as const
      await expect(ensureUser(scim, wanted, options)).rejects.toMatchObject({ reason: 'deactivated' })
      expect([patches(place), emulator.state.user('gone')?.active]).toEqual([[], false])
      const done = await ensureUser(scim, wanted, { ...options, onDeactivated: 'reactivate' })
      expect([done.outcome, done.user.active]).toEqual(['updated', false])
      expect(emulator.state.user('gone')).toMatchObject({ active: false, guest: { type: 'multi' } })
    }))

  it('creates a guest, and a member for null', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, emulator, writes } = place
      await ensureUser(scim, wish(place, 'kim', { type: 'multi', expiration: LATER }))
      expect(emulator.state.user('kim')?.guest).toMatchObject({ type: 'multi', expiration: LATER })
      await ensureUser(scim, wish(place, 'lee', null))
      expect(emulator.state.user('lee')?.guest).toBeNull()
      expect(Object.keys(writes().at(-1)?.body ?? {})).not.toContain(scim.dialect.urns.guest)
      expect((await ensureUser(scim, wish(place, 'lee', null))).outcome).toBe('unchanged')
    }))

  it('leaves alone what reads of guests hide, and names it', () =>
    inEveryWorld({ seed }, async (place) => {
      const { scim, emulator, world } = place
      const { enterprise } = scim.dialect.urns
      const wanted = {
        ...wish(place, 'pat', { type: 'multi' }),
        name: { givenName: 'Pat', familyName: 'Lee', honorificPrefix: 'Dr' },
        phoneNumbers: [{ value: '+1', primary: true }],
        addresses: [],
        [enterprise]: { department: 'R&D' },
      } as UserCreate
      expect(await ensureUser(scim, wanted)).toMatchObject({ outcome: 'created', skipped: [] })
      const isShown = world.assumptions['user-form'] === 'always-full'
      const skipped = isShown ? [] : ['name.honorificPrefix', 'phoneNumbers', enterprise]
      expect(await ensureUser(scim, wanted)).toMatchObject({ outcome: 'unchanged', skipped })
      const other = { ...wanted, title: 'Advisor', phoneNumbers: [{ value: '+2', primary: true }] }
      expect(await ensureUser(scim, other)).toMatchObject({ outcome: 'updated', skipped })
      expect(emulator.state.user('pat')).toMatchObject({
        title: 'Advisor',
        honorificPrefix: 'Dr',
        profile: { primaryPhone: isShown ? '+2' : '+1', enterprise: { department: 'R&D' } },
      })
      // A full member hides nothing.
      const member = { ...other, [scim.dialect.urns.guest]: null }
      expect(await ensureUser(scim, member, { guestStatus: 'change' })).toMatchObject({
        outcome: 'updated',
        skipped: [],
      })
      expect(emulator.state.user('pat')?.profile.primaryPhone).toBe('+2')
      expect((await ensureUser(scim, member)).outcome).toBe('unchanged')
    }))
})
