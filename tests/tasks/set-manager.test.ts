import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { SCIMValidationError, setManager, URN_2_0, type User } from '../../src/index.ts'
import { fakeUsers } from '../support/fakes.ts'
import { inEveryWorld, openPlace } from '../support/worlds.ts'

const seed: Seed = {
  users: [
    { userName: 'boss', email: 'boss@example.com' },
    { userName: 'jo', enterprise: { department: 'Ops' } },
    { userName: 'kim', enterprise: { managerId: 'boss' } },
    { userName: 'guest', guest: true },
    { userName: 'shy', guest: true, enterprise: { managerId: 'boss' } },
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
      expect((await setManager(scim, id('jo'), null)).id).toBe(id('jo'))
      expect(writes()).toEqual([])
    }))

  it('clears what a short form does not show', async () => {
    const { scim, id, emulator } = openPlace('1.1', { seed })
    await setManager(scim, id('shy'), null)
    expect(emulator.state.user('shy')?.profile.enterprise.managerId).toBeNull()
  })

  it.each([null, 'U0BOSS1'])('reads until the account shows the manager %j', async (manager) => {
    const { enterprise } = URN_2_0
    const shown = [{ manager: { managerId: 'U0KIM01' } }, { manager: { managerId: 'U0KIM01' } }, undefined]
    const scim = fakeUsers({
      readUser: async (id) => {
        const extension = shown.length > 0 ? shown.shift() : { manager: { managerId: manager } }
        const user = { id, userName: 'x', emails: [], ...(extension && { [enterprise]: extension }) }
        return { user: user as unknown as User }
      },
      patchUser: async () => ({}),
    })
    const user = await setManager(scim, 'U0JO001', manager, { clock: openPlace('2.0').clock })
    expect(user[enterprise]).toEqual(manager === null ? undefined : { manager: { managerId: manager } })
  })

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
