import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { CORE, GUEST, GUEST_2, manualClock, open, patchOp } from './caller.ts'

const seed: Seed = {
  users: [
    { userName: 'boss', rank: 'primary-owner' },
    { userName: 'olga', rank: 'owner' },
    { userName: 'adam', rank: 'admin' },
    { userName: 'jo' },
    { userName: 'robot', kind: 'bot' },
    { userName: 'erased', forgotten: true },
    { userName: 'guest', guest: true },
  ],
  groups: [{ displayName: 'Team', members: ['jo', 'adam'] }],
}
const off = { schemas: [CORE], active: false }
const on = { schemas: [CORE], active: true }

describe('accounts that refuse', () => {
  it('refuses writes to the primary owner, to bots and to erased accounts', async () => {
    const { reason, id } = open({ seed })
    expect(await reason('DELETE', `v1/Users/${id('boss')}`)).toBe('cannot_disable_primary_owner')
    expect(await reason('PATCH', `v1/Users/${id('boss')}`, off)).toBe('cannot_disable_primary_owner')
    expect(await reason('DELETE', `v1/Users/${id('robot')}`)).toBe('cannot_disable_bot_user_with_scim')
    expect(await reason('PATCH', `v1/Users/${id('robot')}`, off)).toBe('cannot_disable_bot_user_with_scim')
    expect(await reason('PATCH', `v1/Users/${id('erased')}`, on)).toBe('cannot_modify_gdpr')
  })

  it('refuses every update of a bot unless bot-updates is accepted', async () => {
    const body = { schemas: [CORE], title: 'Helper' }
    const strict = open({ seed })
    expect(await strict.reason('PATCH', `v1/Users/${strict.id('robot')}`, body)).toBe('permission_denied')
    const lax = open({ seed, assumptions: { 'bot-updates': 'accepted' } })
    expect((await lax.call('PATCH', `v1/Users/${lax.id('robot')}`, body)).status).toBe(200)
  })

  it('refuses to convert an admin or owner to a guest', async () => {
    const { reason, id } = open({ seed })
    const body = { schemas: [CORE, GUEST], [GUEST]: { type: 'multi' } }
    for (const name of ['adam', 'olga', 'boss']) {
      expect(await reason('PATCH', `v1/Users/${id(name)}`, body)).toBe('cannot_make_user_guest')
    }
  })
})

describe('deactivation', () => {
  it('removes a deactivated account from its groups, also after its reactivation', async () => {
    const { call, id, emulator } = open({ seed })
    await call('PATCH', `v1/Users/${id('jo')}`, off)
    expect(emulator.state.group('Team')?.members).toEqual([id('adam')])
    await call('PATCH', `v1/Users/${id('jo')}`, on)
    expect(emulator.state.user('jo')).toMatchObject({ active: true, groups: [] })
  })

  it('keeps or restores memberships by the switch deactivation-memberships', async () => {
    const kept = open({ seed, assumptions: { 'deactivation-memberships': 'kept' } })
    await kept.call('DELETE', `v1/Users/${kept.id('jo')}`)
    expect(kept.emulator.state.user('jo')?.groups).toEqual(['Team'])
    const restored = open({ seed, assumptions: { 'deactivation-memberships': 'restored-on-reactivation' } })
    await restored.call('DELETE', `v1/Users/${restored.id('jo')}`)
    expect(restored.emulator.state.user('jo')?.groups).toEqual([])
    await restored.call('PATCH', `v1/Users/${restored.id('jo')}`, on)
    expect(restored.emulator.state.user('jo')?.groups).toEqual(['Team'])
  })

  it('takes the rank of a deactivated admin unless deactivation-rank is kept', async () => {
    for (const [rank, assumptions] of [
      ['member', {}],
      ['admin', { 'deactivation-rank': 'kept' }],
    ] as const) {
      const { call, id, emulator } = open({ seed, assumptions })
      await call('DELETE', `v1/Users/${id('adam')}`)
      await call('PATCH', `v1/Users/${id('adam')}`, on)
      expect(emulator.state.user('adam')?.rank).toBe(rank)
    }
  })

  it('removes the channels of a deactivated guest', async () => {
    const users = [{ userName: 'visitor', guest: { channels: ['general'] } }]
    const { call, id, emulator } = open({ seed: { users } })
    expect(emulator.state.user('visitor')?.guest?.channels).toHaveLength(1)
    await call('DELETE', `v1/Users/${id('visitor')}`)
    await call('PATCH', `v1/Users/${id('visitor')}`, on)
    expect(emulator.state.user('visitor')?.guest?.channels).toEqual([])
  })

  it('applies the same losses to a deactivation through state', async () => {
    const users = [...(seed.users ?? []), { userName: 'visitor', guest: { channels: ['general'] } }]
    const lost = open({ seed: { ...seed, users } })
    for (const name of ['adam', 'visitor']) {
      lost.emulator.state.deactivateUser(name)
      await lost.call('PATCH', `v1/Users/${lost.id(name)}`, on)
    }
    expect(lost.emulator.state.user('adam')).toMatchObject({ active: true, rank: 'member', groups: [] })
    expect(lost.emulator.state.user('visitor')?.guest?.channels).toEqual([])
    expect(lost.emulator.assumptions().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['deactivation-visibility', 'deactivation-rank', 'deactivation-memberships']),
    )
    const kept = open({
      seed,
      assumptions: { 'deactivation-rank': 'kept', 'deactivation-memberships': 'kept' },
    })
    kept.emulator.state.deactivateUser('adam')
    kept.emulator.state.deactivateUser('adam')
    expect(kept.emulator.state.user('adam')).toMatchObject({ active: false, rank: 'admin', groups: ['Team'] })
  })

  it('shows a deactivation one read late', async () => {
    const { call, id } = open({ seed })
    const active = async () => (await call('GET', `v1/Users/${id('jo')}`)).body.active
    await call('DELETE', `v1/Users/${id('jo')}`)
    expect([await active(), await active()]).toEqual([true, false])
  })

  it('shows a deactivation after five seconds or at once by the switch deactivation-visibility', async () => {
    const clock = manualClock()
    const late = open({ seed, clock, assumptions: { 'deactivation-visibility': 'five-seconds-late' } })
    const active = async () => (await late.call('GET', `v1/Users/${late.id('jo')}`)).body.active
    await late.call('DELETE', `v1/Users/${late.id('jo')}`)
    clock.advance(4999)
    expect(await active()).toBe(true)
    clock.advance(1)
    expect(await active()).toBe(false)
    const prompt = open({ seed, assumptions: { 'deactivation-visibility': 'at-once' } })
    await prompt.call('DELETE', `v1/Users/${prompt.id('jo')}`)
    expect((await prompt.call('GET', `v1/Users/${prompt.id('jo')}`)).body.active).toBe(false)
  })
})

describe('guests', () => {
  it('converts to a guest and back by the extension, reactivating each time', async () => {
    const { call, id, emulator } = open({ seed })
    await call('DELETE', `v1/Users/${id('jo')}`)
    await call('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE, GUEST], [GUEST]: { type: 'multi' } })
    expect(emulator.state.user('jo')).toMatchObject({ active: true, guest: { type: 'multi' } })
    await call('DELETE', `v1/Users/${id('jo')}`)
    await call('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], meta: { attributes: [GUEST] } })
    expect(emulator.state.user('jo')).toMatchObject({ active: true, guest: null })
  })

  it('refuses a guest type other than multi', async () => {
    const { reason, id } = open({ seed })
    const body = { schemas: [CORE, GUEST], [GUEST]: { type: 'single' } }
    expect(await reason('PATCH', `v1/Users/${id('jo')}`, body)).toBe('invalid_request_payload')
    const untyped = { schemas: [CORE, GUEST], [GUEST]: { expiration: '2027-01-01T00:00:00Z' } }
    expect(await reason('PATCH', `v1/Users/${id('jo')}`, untyped)).toBe('invalid_request_payload')
  })

  it('sets and clears the expiration of a guest', async () => {
    const { call, id } = open({ seed })
    const expiration = '2027-01-01T00:00:00Z'
    const path = `v2/Users/${id('guest')}`
    const given = await call(
      'PATCH',
      path,
      patchOp({ op: 'add', path: GUEST_2, value: { type: 'multi', expiration } }),
    )
    expect(given.body[GUEST_2]).toEqual({ type: 'multi', expiration })
    const taken = await call('PATCH', path, patchOp({ op: 'remove', path: `${GUEST_2}.expiration` }))
    expect(taken.body[GUEST_2]).toEqual({ type: 'multi' })
  })

  it('refuses an extension that schemas does not list, unless unlisted-extension allows it', async () => {
    const body = { schemas: [CORE], [GUEST]: { type: 'multi' } }
    const strict = open({ seed })
    expect(await strict.reason('PATCH', `v1/Users/${strict.id('jo')}`, body)).toBe('missing_schema_element')
    const applied = open({ seed, assumptions: { 'unlisted-extension': 'applied' } })
    await applied.call('PATCH', `v1/Users/${applied.id('jo')}`, body)
    expect(applied.emulator.state.user('jo')?.guest).not.toBeNull()
    const ignored = open({ seed, assumptions: { 'unlisted-extension': 'ignored' } })
    await ignored.call('PATCH', `v1/Users/${ignored.id('jo')}`, body)
    expect(ignored.emulator.state.user('jo')?.guest).toBeNull()
  })

  it('makes a guest a full member on a PUT without the extension, unless put-without-guest-extension keeps it', async () => {
    const body = {
      schemas: [CORE],
      userName: 'guest',
      emails: [{ value: 'guest@example.com' }],
      active: true,
    }
    const strict = open({ seed })
    await strict.call('PUT', `v1/Users/${strict.id('guest')}`, body)
    expect(strict.emulator.state.user('guest')?.guest).toBeNull()
    const lax = open({ seed, assumptions: { 'put-without-guest-extension': 'keeps' } })
    await lax.call('PUT', `v1/Users/${lax.id('guest')}`, body)
    expect(lax.emulator.state.user('guest')?.guest).not.toBeNull()
  })
})

describe('the Web API beside SCIM', () => {
  it("returns the token's account from auth.test and all flags from users.list", async () => {
    const { call, id, emulator } = open({ seed })
    await call('DELETE', `v1/Users/${id('jo')}`)
    const ask = async (method: string) =>
      (
        await emulator.fetch(`https://slack.com/api/${method}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${emulator.token}` },
        })
      ).json()
    expect(await ask('auth.test')).toMatchObject({
      ok: true,
      user_id: id('boss'),
      is_enterprise_install: true,
    })
    const { members } = (await ask('users.list')) as { members: { id: string }[] }
    const flags = Object.fromEntries(members.map((member) => [member.id, member]))
    expect(flags[id('boss')]).toMatchObject({ is_primary_owner: true, is_owner: true, is_admin: true })
    expect(flags[id('olga')]).toMatchObject({ is_primary_owner: false, is_owner: true, is_admin: true })
    expect(flags[id('adam')]).toMatchObject({ is_owner: false, is_admin: true })
    expect(flags[id('robot')]).toMatchObject({ is_bot: true })
    expect(flags[id('guest')]).toMatchObject({ is_restricted: true, is_ultra_restricted: false })
    expect(flags[id('jo')]).toMatchObject({ deleted: true })
    expect(flags[id('jo')]).not.toHaveProperty('is_admin')
  })

  it('refuses users.list to a token without the scope users:read', async () => {
    const tokens = [
      { token: 'xoxp-admin', holder: 'boss', scopes: ['admin'] },
      { token: 'xoxp-reader', holder: 'boss', scopes: ['admin', 'users:read'] },
    ]
    const { emulator } = open({ seed: { ...seed, tokens } })
    const ask = async (method: string, token: string) => {
      const headers = { authorization: `Bearer ${token}` }
      return (await emulator.fetch(`https://slack.com/api/${method}`, { headers })).json()
    }
    const refusal = { ok: false, error: 'missing_scope', needed: 'users:read', provided: 'admin' }
    expect(await ask('users.list', 'xoxp-admin')).toEqual(refusal)
    expect(await ask('auth.test', 'xoxp-admin')).toMatchObject({ ok: true })
    expect(await ask('users.list', 'xoxp-reader')).toMatchObject({ ok: true })
  })

  it('returns the id of the organization from auth.test', async () => {
    const idOf = async (organization: object) => {
      const { emulator } = open({ seed: { ...seed, organization } })
      const headers = { authorization: `Bearer ${emulator.token}` }
      const { team_id, enterprise_id } = await (
        await emulator.fetch('https://slack.com/api/auth.test', { headers })
      ).json()
      return [team_id, enterprise_id]
    }
    expect(await idOf({})).toEqual(['E0EMULATOR', 'E0EMULATOR'])
    expect(await idOf({ id: 'E0OTHER' })).toEqual(['E0OTHER', 'E0OTHER'])
    expect(await idOf({ plan: 'business-plus' })).toEqual(['T0EMULATOR', undefined])
    expect(await idOf({ id: 'T0OTHER', plan: 'business-plus' })).toEqual(['T0OTHER', undefined])
  })

  it('pages users.list by cursor and refuses with Web API errors', async () => {
    const { emulator } = open({ seed })
    const headers = { authorization: `Bearer ${emulator.token}` }
    const page = async (query: string) =>
      (await emulator.fetch(`https://slack.com/api/users.list?${query}`, { headers })).json() as Promise<{
        members: unknown[]
        response_metadata: { next_cursor: string }
      }>
    const first = await page('limit=5')
    expect(first.members).toHaveLength(5)
    const second = await page(`limit=5&cursor=${first.response_metadata.next_cursor}`)
    expect(second.members).toHaveLength(2)
    expect(second.response_metadata.next_cursor).toBe('')
    const refused = await emulator.fetch('https://slack.com/api/auth.test', {
      headers: { authorization: 'Bearer no' },
    })
    expect([refused.status, await refused.json()]).toEqual([200, { ok: false, error: 'invalid_auth' }])
  })
})
