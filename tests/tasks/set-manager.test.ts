import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { SCIMValidationError, setManager } from '../../src/index.ts'
import { inEveryWorld } from '../support/worlds.ts'

const seed: Seed = {
  users: [
    { userName: 'boss', email: 'boss@example.com' },
    { userName: 'jo', enterprise: { department: 'Ops' } },
    { userName: 'kim', enterprise: { managerId: 'boss' } },
    { userName: 'guest', guest: true },
  ],
}

describe('setManager', () => {
  it('takes an id, an address and a name, and sends the id', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator, writes }) => {
      for (const manager of [id('boss'), 'BOSS@example.com', '@boss']) {
        await setManager(scim, id('jo'), manager, { certain: true })
        expect(emulator.state.user('jo')?.profile.enterprise.managerId).toBe(id('boss'))
        await setManager(scim, id('jo'), null)
        expect(emulator.state.user('jo')?.profile.enterprise.managerId).toBeNull()
      }
      expect(emulator.state.user('jo')?.profile.enterprise.department).toBe('Ops')
      expect(JSON.stringify(writes())).not.toMatch(/boss/i)
    }))

  it('writes nothing when the manager is set already', () =>
    inEveryWorld({ seed }, async ({ scim, id, writes }) => {
      expect((await setManager(scim, id('kim'), id('boss'))).id).toBe(id('kim'))
      expect(writes()).toEqual([])
    }))

  it('sets that of a guest, whom reads show without one', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator, clock }) => {
      await setManager(scim, id('guest'), id('boss'))
      expect(emulator.state.user('guest')?.profile.enterprise.managerId).toBe(id('boss'))
      expect(clock.elapsed()).toBeLessThan(2000)
      await setManager(scim, id('guest'), null)
      expect(emulator.state.user('guest')?.profile.enterprise.managerId).toBeNull()
    }))

  it('refuses a manager that is nobody or the person, and writes nothing', () =>
    inEveryWorld({ seed }, async ({ scim, id, writes }) => {
      for (const nobody of ['U0NOBODY1', 'nobody@example.com', '@nobody']) {
        const done = setManager(scim, id('jo'), nobody, { certain: true })
        await expect(done).rejects.toMatchObject({ reason: 'not_found', applied: 'no' })
      }
      await expect(setManager(scim, id('jo'), id('jo'))).rejects.toThrow(SCIMValidationError)
      expect(writes()).toEqual([])
    }))
})
