import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { type Caller, CORE, open } from './caller.ts'

const seed: Seed = {
  users: [
    { userName: 'boss', rank: 'primary-owner' },
    { userName: 'olga', rank: 'owner' },
    { userName: 'adam', rank: 'admin' },
    { userName: 'jo' },
  ],
  tokens: [
    { token: 'xoxp-owner', holder: 'olga' },
    { token: 'xoxp-admin', holder: 'adam' },
    { token: 'xoxp-member', holder: 'jo' },
    { token: 'xoxp-workspace', holder: 'olga', level: 'workspace' },
  ],
}
const off = { schemas: [CORE], active: false }
const on = { schemas: [CORE], active: true }
const as = (token: string) => ({ authorization: `Bearer ${token}` })

describe('tokens', () => {
  it("allows a token to write accounts of its holder's rank and below", async () => {
    const { call, id } = open({ seed })
    const touch = async (token: string, name: string) => {
      const reply = await call('PATCH', `v1/Users/${id(name)}`, { schemas: [CORE], title: 'x' }, as(token))
      return reply.body.Errors?.description ?? reply.status
    }
    expect(await touch('xoxp-admin', 'jo')).toBe(200)
    expect(await touch('xoxp-admin', 'adam')).toBe(200)
    expect(await touch('xoxp-admin', 'olga')).toBe('cannot_modify_owner')
    expect(await touch('xoxp-owner', 'olga')).toBe(200)
    expect(await touch('xoxp-owner', 'boss')).toBe('cannot_modify_owner')
  })

  it('refuses the token of a member, also for reads', async () => {
    const { call } = open({ seed })
    const { status, body } = await call('GET', 'v1/Users', undefined, as('xoxp-member'))
    expect([status, body.Errors?.description]).toEqual([403, 'permission_denied'])
  })

  it('refuses a token of one workspace on Enterprise', async () => {
    const { call } = open({ seed })
    const { body } = await call('GET', 'v2/Users', undefined, as('xoxp-workspace'))
    expect(body.detail).toBe('non_org_teams_only')
  })

  it('answers a refusal with 403, or 400 by the switch refusal-status, and counts that', async () => {
    const seed: Seed = { users: [{ userName: 'jo' }], tokens: [{ token: 'xoxp-member', holder: 'jo' }] }
    const member = { authorization: 'Bearer xoxp-member' }
    const usual = open({ seed })
    expect((await usual.call('GET', 'v1/Users', undefined, member)).status).toBe(403)
    expect(usual.emulator.assumptions()).toMatchObject([
      { name: 'refusal-status', value: 'by-reason', uses: 1 },
    ])
    const faults = [{ kind: 'status', status: 500, match: { path: 'Groups' } }] as const
    const other = open({ seed, faults, assumptions: { 'refusal-status': '400' } })
    const reply = await other.call('GET', 'v1/Users', undefined, member)
    expect([reply.status, reply.body.Errors]).toEqual([400, { description: 'permission_denied', code: 400 }])
    expect((await other.call('GET', 'v1/Groups')).status).toBe(500)
  })

  it('refuses every token on a plan without SCIM', async () => {
    expect(await open({ seed: { organization: { plan: 'pro' } } }).reason('GET', 'v1/Users')).toBe(
      'plus_teams_only',
    )
  })

  it('revokes the tokens of a deactivated account', async () => {
    const { call, id } = open({ seed })
    expect((await call('GET', 'v1/Users', undefined, as('xoxp-owner'))).status).toBe(200)
    await call('DELETE', `v1/Users/${id('olga')}`)
    expect((await call('GET', 'v1/Users', undefined, as('xoxp-owner'))).status).toBe(401)
  })

  it('keeps tokens revoked after a reactivation', async () => {
    const ways: readonly ((caller: Caller) => unknown)[] = [
      ({ call, id }) => call('DELETE', `v1/Users/${id('adam')}`),
      ({ call, id }) => call('PATCH', `v1/Users/${id('adam')}`, off),
      ({ emulator }) => emulator.state.deactivateUser('adam'),
      ({ emulator }) => emulator.state.upsertUser({ userName: 'adam', rank: 'admin', active: false }),
    ]
    for (const deactivate of ways) {
      const caller = open({ seed, assumptions: { 'deactivation-rank': 'kept' } })
      await deactivate(caller)
      await caller.call('PATCH', `v1/Users/${caller.id('adam')}`, on)
      expect(caller.emulator.state.user('adam')).toMatchObject({ active: true, rank: 'admin' })
      const { status, body } = await caller.call('GET', 'v1/Users', undefined, as('xoxp-admin'))
      expect([status, body.Errors?.description]).toEqual([401, 'invalid_authentication'])
      caller.emulator.reset()
      expect((await caller.call('GET', 'v1/Users', undefined, as('xoxp-admin'))).status).toBe(200)
    }
  })

  it('has no valid token for a deactivated account of the seed', async () => {
    const users = [{ userName: 'gone', rank: 'admin', active: false } as const]
    const { call, id } = open({ seed: { users, tokens: [{ token: 'xoxp-gone', holder: 'gone' }] } })
    await call('PATCH', `v1/Users/${id('gone')}`, on)
    expect((await call('GET', 'v1/Users', undefined, as('xoxp-gone'))).status).toBe(401)
  })
})
