import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import {
  convertToGuest,
  convertToMember,
  SCIMConfigurationError,
  SCIMValidationError,
  setGuestExpiration,
} from '../../src/index.ts'
import { fakeUsers } from '../support/fakes.ts'
import { laggingReads } from '../support/lagging-reads.ts'
import { inEveryWorld, openPlace } from '../support/worlds.ts'

const seed: Seed = {
  users: [
    { userName: 'jo' },
    { userName: 'guest', guest: { expiration: '2027-01-01T00:00:00Z' } },
    { userName: 'single', guest: { type: 'single' } },
    { userName: 'gone', active: false },
    { userName: 'gone.guest', active: false, guest: true },
  ],
}
const LATER = '2028-06-01T00:00:00Z'

describe('convertToGuest', () => {
  it('makes a guest of a member, until the expiration', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator }) => {
      const user = await convertToGuest(scim, id('jo'), { expiration: LATER })
      expect(user[scim.dialect.urns.guest]).toMatchObject({ type: 'multi', expiration: LATER })
      expect(emulator.state.user('jo')?.guest).toMatchObject({ type: 'multi', expiration: LATER })
    }))

  it('leaves a guest as it is, but for the expiration', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator, writes }) => {
      await convertToGuest(scim, id('guest'))
      await convertToGuest(scim, id('single'))
      await convertToGuest(scim, id('guest'), { expiration: '2027-01-01T01:00:00+0100' })
      expect(writes()).toEqual([])
      await convertToGuest(scim, id('guest'), { expiration: LATER })
      expect(emulator.state.user('guest')?.guest?.expiration).toBe(LATER)
      expect(emulator.state.user('single')?.guest?.type).toBe('single')
    }))

  it('refuses an expiration that is no time, before anything is sent', async () => {
    const { scim, id, sent } = openPlace('1.1', { seed })
    for (const bad of ['soon', '', '5', 5, 'until 2027-01-31', '2027-99-99', '2027-02-31', ['2027-01-31']]) {
      const options = { expiration: bad as string }
      await expect(convertToGuest(scim, id('jo'), options)).rejects.toThrow(SCIMConfigurationError)
    }
    expect(sent).toEqual([])
  })
})

describe('convertToMember', () => {
  it('makes a full member of a guest, and leaves a member as it is', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator, writes }) => {
      await convertToMember(scim, id('guest'))
      await convertToMember(scim, id('single'))
      expect(emulator.state.user('guest')?.guest).toBeNull()
      expect(emulator.state.user('single')?.guest).toBeNull()
      const written = writes().length
      expect((await convertToMember(scim, id('jo'))).id).toBe(id('jo'))
      expect(writes()).toHaveLength(written)
    }))
})

describe('a conversion', () => {
  it('reactivates a deactivated account only when told to', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator, writes }) => {
      const refused = { reason: 'deactivated', applied: 'no' }
      await expect(convertToGuest(scim, id('gone'))).rejects.toMatchObject(refused)
      await expect(convertToMember(scim, id('gone.guest'))).rejects.toMatchObject(refused)
      expect(writes()).toEqual([])
      await convertToGuest(scim, id('gone'), { onDeactivated: 'reactivate' })
      await convertToMember(scim, id('gone.guest'), { onDeactivated: 'reactivate' })
      expect(emulator.state.user('gone')).toMatchObject({ active: true, guest: { type: 'multi' } })
      expect(emulator.state.user('gone.guest')).toMatchObject({ active: true, guest: null })
    }))

  it('names the state that no read showed', async () => {
    const { scim, id, clock, emulator } = openPlace('1.1', { seed })
    emulator.faults.add({ kind: 'revert', times: Infinity, match: { operation: 'patchUser' } })
    await expect(convertToMember(scim, id('guest'), { clock })).rejects.toThrow(/that it is a full member$/)
    await expect(convertToGuest(scim, id('jo'), { clock })).rejects.toThrow(/that it is a guest with this/)
  })

  it('sends nothing through a wrapper that has no dialect', async () => {
    const { dialect: _dialect, ...scim } = fakeUsers({})
    await expect(convertToMember(scim, 'U1')).rejects.toThrow(/client\.dialect/)
    await expect(setGuestExpiration(scim, 'U1', LATER)).rejects.toThrow(/client\.dialect/)
  })

  it('waits where reads lag by ten seconds', () =>
    inEveryWorld(
      {
        seed,
        wrap: (transport, emulator, clock, world) =>
          laggingReads(transport, emulator, { seed, world, clock, lag: 10_000 }),
      },
      async ({ scim, id, clock }) => {
        const user = await convertToMember(scim, id('guest'))
        expect(user[scim.dialect.urns.guest]).toBeUndefined()
        const hasty = convertToGuest(scim, id('jo'), { settleTimeout: 4000 })
        await expect(hasty).rejects.toMatchObject({ reason: 'unsettled', applied: 'yes' })
        expect(clock.elapsed()).toBeGreaterThanOrEqual(10_000)
      },
    ))
})

describe('setGuestExpiration', () => {
  it('sets and clears when a guest leaves, and keeps the guest a guest', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator }) => {
      await setGuestExpiration(scim, id('guest'), LATER)
      expect(emulator.state.user('guest')?.guest).toMatchObject({ type: 'multi', expiration: LATER })
      await setGuestExpiration(scim, id('guest'), null)
      expect(emulator.state.user('guest')?.guest).toMatchObject({ type: 'multi', expiration: null })
    }))

  it('writes nothing for the same moment, also of a deactivated guest', () =>
    inEveryWorld({ seed }, async ({ scim, id, writes }) => {
      await setGuestExpiration(scim, id('guest'), '2026-12-31T23:00:00-01:00')
      await setGuestExpiration(scim, id('gone.guest'), null)
      expect(writes()).toEqual([])
    }))

  it('does not reactivate a deactivated guest', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator }) => {
      await setGuestExpiration(scim, id('gone.guest'), LATER)
      expect(emulator.state.user('gone.guest')).toMatchObject({ active: false, guest: { expiration: LATER } })
    }))

  it('refuses a full member, and what is no time', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator, writes, sent }) => {
      for (const bad of ['soon', '', undefined, 20270101, '2027-99-99']) {
        const done = setGuestExpiration(scim, id('guest'), bad as string)
        await expect(done).rejects.toThrow(SCIMValidationError)
      }
      expect(sent).toEqual([])
      const done = setGuestExpiration(scim, id('jo'), LATER)
      await expect(done).rejects.toMatchObject({ reason: 'guest_status', applied: 'no' })
      expect([writes(), emulator.state.user('jo')?.guest]).toEqual([[], null])
    }))
})
