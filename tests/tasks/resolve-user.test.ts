import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { resolveUser, SCIMValidationError, type User } from '../../src/index.ts'
import { fakeUsers } from '../support/fakes.ts'
import { failure } from '../support/outcome.ts'
import { inEveryWorld, openPlace } from '../support/worlds.ts'

const seed: Seed = {
  users: [
    { userName: 'jo', email: 'jo@example.com', secondaryEmail: 'jo.home@example.com' },
    { userName: 'jo.neighbour', email: 'jo@example.com.au' },
    { userName: 'gone', active: false },
    // The name of an account that looks like the id of another one.
    { userName: 'u0nobody1' },
  ],
}

describe('resolveUser', () => {
  it('finds an account by id, address, second address and name, deactivated ones too', () =>
    inEveryWorld({ seed }, async ({ scim, id }) => {
      const resolved = async (who: string) => (await resolveUser(scim, who, { certain: true }))?.userName
      expect(await resolved(id('jo'))).toBe('jo')
      expect(await resolved('JO@example.com')).toBe('jo')
      expect(await resolved('jo.home@example.com')).toBe('jo')
      expect(await resolved('@jo')).toBe('jo')
      expect(await resolved('Jo')).toBe('jo')
      expect(await resolved('ｊｏ')).toBe('jo')
    }))

  it('finds deactivated accounts where the service lists them', () =>
    inEveryWorld({ seed }, async ({ scim, id, world }) => {
      expect((await resolveUser(scim, id('gone')))?.active).toBe(false)
      if (world.assumptions['deactivated-in-lists'] === 'excluded') return
      expect((await resolveUser(scim, '@gone', { certain: true }))?.active).toBe(false)
    }))

  it('resolves to undefined for an id, an address and a name of nobody, and takes no id for a name', () =>
    inEveryWorld({ seed }, async ({ scim }) => {
      for (const who of ['U0NOBODY1', 'W0000000001', 'nobody@example.com', '@nobody', 'example.com']) {
        expect(await resolveUser(scim, who, { certain: true })).toBeUndefined()
      }
    }))

  it.each(['@', '@ jo', '@\tjo', '@\u00a0'])('refuses %j, which has no name', async (who) => {
    const { scim, sent } = openPlace('2.0', { seed })
    await failure(resolveUser(scim, who), SCIMValidationError)
    expect(sent).toEqual([])
  })

  it('reads everyone only when it must be certain', async () => {
    const { scim, sent } = openPlace('1.1', { seed })
    await resolveUser(scim, 'nobody@example.com')
    expect(sent).toHaveLength(1)
    await resolveUser(scim, 'nobody@example.com', { certain: true })
    expect(sent).toHaveLength(3)
  })

  it('does not accept an account of another id', async () => {
    const other: User = { id: 'U0OTHER', userName: 'other', active: true, emails: [] }
    const scim = fakeUsers({ readUser: async () => ({ user: other }) })
    expect(await resolveUser(scim, 'U0ASKED')).toBeUndefined()
    expect(await resolveUser(scim, 'U0OTHER')).toBe(other)
  })

  it('resolves to undefined for an id that Slack cannot decode', () =>
    inEveryWorld({ seed }, async ({ scim, emulator }) => {
      const reason = 'cannot_decode_user_id'
      emulator.faults.add({ kind: 'refusal', reason, status: 400, match: { operation: 'readUser' } })
      expect(await resolveUser(scim, 'U0NOBODY1')).toBeUndefined()
    }))

  it('passes on every error but that of an id of nobody', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator }) => {
      emulator.faults.add({ kind: 'refusal', reason: 'permission_denied', match: { operation: 'readUser' } })
      await expect(resolveUser(scim, id('jo'))).rejects.toMatchObject({ reason: 'permission_denied' })
    }))
})
