import { describe, expect, it } from 'vitest'
import type { Assumptions, Seed } from '../../mocks/index.ts'
import { CORE, open } from './caller.ts'

function creating(seed: Seed = {}, assumptions: Partial<Assumptions> = {}) {
  const { call, reason, id } = open({ seed, assumptions })
  const body = (userName: unknown, rest: object) => ({
    schemas: [CORE],
    userName,
    emails: [{ value: `p${Math.abs(JSON.stringify(userName).length)}@x.test` }],
    ...rest,
  })
  return {
    id,
    reason: (userName: unknown, rest = {}) => reason('POST', 'v1/Users', body(userName, rest)),
    create: async (userName: unknown, rest = {}) =>
      (await call('POST', 'v1/Users', body(userName, rest))).body,
  }
}

describe('userName', () => {
  it('lower-cases a userName and replaces special characters by underscores', async () => {
    expect((await creating().create('Jo Park!é')).userName).toBe('jo_park__')
  })

  it('mirrors a userName in nickName and in the profile URL', async () => {
    const user = await creating().create('Jo')
    expect(user.nickName).toBe('jo')
    expect(user.profileUrl).toBe('https://acme.enterprise.slack.com/team/jo')
  })

  it('converts an email address to a userName by the switch email-as-username', async () => {
    expect((await creating().create('Jo.Park@acme.test')).userName).toBe('jo.park')
    const whole = creating({}, { 'email-as-username': 'whole-address' })
    expect((await whole.create('jo@acme.test')).userName).toBe('jo_acme.test')
  })

  it('refuses or shortens a userName above 21 characters by the switch long-username', async () => {
    const long = 'abcdefghijklmnopqrstuv'
    expect((await creating().create(long.slice(0, 21))).userName).toHaveLength(21)
    expect(await creating().reason(long)).toBe(`username_too_long (user=${long})`)
    const other = creating({}, { 'long-username': 'long_username' })
    expect(await other.reason(long)).toBe(`long_username (user=${long})`)
    const shortened = creating({ users: [{ userName: long.slice(0, 21) }] }, { 'long-username': 'shortened' })
    expect((await shortened.create(long)).userName).toBe('abcdefghijklmnopqrst1')
    const users = Array.from({ length: 100 }, (_, index) => {
      const suffix = index === 0 ? '' : String(index)
      return { userName: long.slice(0, 21 - suffix.length) + suffix }
    })
    const full = creating({ users }, { 'long-username': 'shortened' })
    expect(await full.reason(long)).toBe('truncation_error')
  })

  it('refuses a reserved userName, and one without letters and digits', async () => {
    expect(await creating().reason('slackbot')).toBe('username_not_allowed (user=slackbot)')
    expect(await creating().reason('___')).toBe('username_invalid')
  })

  it('refuses a userName of a deactivated account, a channel or a group', async () => {
    const { id, reason } = creating({
      users: [{ userName: 'gone', active: false }],
      channels: ['general'],
      groups: [{ displayName: 'Ops' }],
    })
    expect(await reason('gone')).toBe(`username_taken (user=${id('gone')})`)
    expect(await reason('General')).toBe('username_taken')
    expect(await reason('ops')).toBe('username_taken')
    const apart = creating({ groups: [{ displayName: 'Ops' }] }, { 'username-of-a-group': 'accepted' })
    expect((await apart.create('ops')).userName).toBe('ops')
  })

  it('answers a conflict by the switches conflict-context and conflict-status', async () => {
    const seed = { users: [{ userName: 'jo' }] }
    expect(await creating(seed, { 'conflict-context': 'absent' }).reason('jo')).toBe('username_taken')
    const { call } = open({ seed, assumptions: { 'conflict-status': '400' } })
    const body = { schemas: [CORE], userName: 'jo', emails: [{ value: 'x@x.test' }] }
    expect((await call('POST', 'v1/Users', body)).status).toBe(400)
  })
})

describe('nickName', () => {
  it('refuses a nickName that is empty or above 21 characters', async () => {
    const { reason, id } = open({ seed: { users: [{ userName: 'jo' }] } })
    const patch = (nickName: string) => reason('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], nickName })
    expect(await patch('n'.repeat(22))).toBe('long_nickname')
    expect(await patch('')).toBe('username_empty')
  })

  it('changes the userName with the nickName', async () => {
    const { call, id } = open({ seed: { users: [{ userName: 'jo' }] } })
    const { body } = await call('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], nickName: 'Joanna' })
    expect(body).toMatchObject({ userName: 'joanna', nickName: 'joanna' })
  })

  it('keeps the differing names of an old account when both are repeated', async () => {
    const { call, id } = open({ seed: { users: [{ userName: 'pamela', nickName: 'pam' }] } })
    const { body } = await call('PATCH', `v1/Users/${id('pamela')}`, {
      schemas: [CORE],
      userName: 'pamela',
      nickName: 'pam',
    })
    expect(body).toMatchObject({ userName: 'pamela', nickName: 'pam' })
  })
})

describe('displayName', () => {
  it('keeps spaces and letters of all scripts in a displayName, and replaces special characters', async () => {
    expect((await creating().create('a', { displayName: 'Zoë Müller (Ops)' })).displayName).toBe(
      'Zoë Müller _Ops_',
    )
    const kept = creating({}, { 'special-characters-in-display-names': 'kept' })
    expect((await kept.create('a', { displayName: 'Zoë (Ops)' })).displayName).toBe('Zoë (Ops)')
  })

  it('refuses a displayName above 80 characters, with an emoji or with a leading @', async () => {
    const { create, reason } = creating()
    expect((await create('a', { displayName: 'x'.repeat(80) })).displayName).toHaveLength(80)
    expect(await reason('b', { displayName: 'x'.repeat(81) })).toBe('invalid_name_maxlength')
    expect(await reason('b', { displayName: '@jo' })).toBe('invalid_starts_with_at')
    for (const emoji of ['🎉', '🇩🇪', '5️⃣', '5⃣', '❤', '™️']) {
      expect(await reason('b', { displayName: `Jo ${emoji}` })).toBe('invalid_emoji_not_allowed')
    }
  })

  it('accepts copyright and trademark signs in a displayName as special characters', async () => {
    const displayName = 'Acme™ ©® 5#'
    expect((await creating().create('a', { displayName })).displayName).toBe('Acme_ __ 5_')
    const kept = creating({}, { 'special-characters-in-display-names': 'kept' })
    expect((await kept.create('a', { displayName })).displayName).toBe(displayName)
  })

  it('refuses a displayName where people may change their own', async () => {
    const seed = { users: [{ userName: 'jo' }], organization: { peopleChangeDisplayNames: true } }
    const { reason, id } = open({ seed })
    const body = { schemas: [CORE], displayName: 'Jo' }
    expect(await reason('PATCH', `v1/Users/${id('jo')}`, body)).toBe('invalid_display_name')
  })
})

describe('emails in use', () => {
  it('frees an email that was removed or replaced', async () => {
    const { call, id } = open({
      seed: { users: [{ userName: 'jo', email: 'a@x.test', secondaryEmail: 'b@x.test' }] },
    })
    const emails = [
      { value: 'c@x.test', primary: true },
      { value: 'b@x.test', operation: 'delete' },
    ]
    await call('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], emails })
    for (const [userName, value] of Object.entries({ one: 'a@x.test', two: 'b@x.test' })) {
      const { status } = await call('POST', 'v1/Users', { schemas: [CORE], userName, emails: [{ value }] })
      expect(status).toBe(201)
    }
  })

  it('refuses a taken email with its holder, also a deactivated one', async () => {
    const { call, id } = open({
      seed: { users: [{ userName: 'gone', email: 'Gone@x.test', active: false }] },
    })
    const { status, body } = await call('POST', 'v1/Users', {
      schemas: [CORE],
      userName: 'new',
      emails: [{ value: 'gone@X.test' }],
    })
    expect(status).toBe(409)
    expect(body.Errors?.description).toBe(`email_taken (existing_user=${id('gone')})`)
  })
})
