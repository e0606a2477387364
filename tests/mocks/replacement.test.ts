import { describe, expect, it } from 'vitest'
import { CORE, ENTERPRISE, open } from './caller.ts'

const JO = { userName: 'jo', name: 'Jo Park', email: 'jo@example.com' }

describe('PUT', () => {
  const full = {
    ...JO,
    title: 'Engineer',
    displayName: 'Jo',
    enterprise: { department: 'D' },
    timezone: 'Europe/Paris',
  }

  it('blanks omitted attributes on PUT, and keeps the name', async () => {
    const { call, id } = open({ seed: { users: [{ ...full, secondaryEmail: 'jo2@example.com' }] } })
    await call('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], name: { honorificPrefix: 'Dr' } })
    const { status, body } = await call('PUT', `v1/Users/${id('jo')}`, {
      schemas: [CORE],
      userName: 'jo',
      emails: [{ value: 'jo@example.com' }],
      active: true,
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      title: '',
      displayName: '',
      timezone: 'America/Los_Angeles',
      name: { givenName: 'Jo', familyName: 'Park', honorificPrefix: 'Dr' },
      emails: [{ value: 'jo@example.com', primary: true }],
      [ENTERPRISE]: { department: null },
      active: true,
    })
  })

  it('blanks the honorific prefix of a name without one', async () => {
    const { call, id } = open({ seed: { users: [full] } })
    await call('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], name: { honorificPrefix: 'Dr' } })
    const name = { givenName: 'Jo', familyName: 'Ek' }
    const put = { schemas: [CORE], userName: 'jo', name, emails: [{ value: 'jo@example.com' }] }
    const { body } = await call('PUT', `v1/Users/${id('jo')}`, put)
    expect(body.name).toEqual({ ...name, honorificPrefix: null })
  })

  it('shows the default picture at once on a PUT without one, and the former one until a new one is fetched', async () => {
    const [photo, next] = ['https://example.com/jo.png', 'https://example.com/new.png']
    const { call, id, emulator } = open({ seed: { users: [{ ...JO, photo }] } })
    const put = { schemas: [CORE], userName: 'jo', emails: [{ value: 'jo@example.com' }], active: true }
    const fetched = await call('PUT', `v1/Users/${id('jo')}`, { ...put, photos: [{ value: next }] })
    expect([fetched.body.photos[0]?.value, emulator.state.user('jo')?.photo]).toEqual([photo, next])
    const blank = await call('PUT', `v1/Users/${id('jo')}`, put)
    expect(blank.body.photos[0]?.value).toContain('gravatar.com')
    expect(emulator.state.user('jo')?.photo).toBeNull()
  })

  it('treats null on PUT as omitted', async () => {
    const { call, id } = open({ seed: { users: [full] } })
    const put = { schemas: [CORE], userName: 'jo', emails: [{ value: 'jo@example.com' }] }
    const nulls = { title: null, name: null, addresses: null, [ENTERPRISE]: null, active: null }
    const { status, body } = await call('PUT', `v1/Users/${id('jo')}`, { ...put, ...nulls })
    expect(status).toBe(200)
    expect(body).toMatchObject({ title: '', name: { givenName: 'Jo' }, active: false })
  })

  it('deactivates on a PUT without active unless put-without-active keeps it', async () => {
    const body = { schemas: [CORE], userName: 'jo', emails: [{ value: 'jo@example.com' }] }
    const strict = open({ seed: { users: [JO] } })
    expect((await strict.call('PUT', `v1/Users/${strict.id('jo')}`, body)).body.active).toBe(false)
    expect(strict.emulator.assumptions().map(({ name }) => name)).toContain('put-without-active')
    const lax = open({ seed: { users: [JO] }, assumptions: { 'put-without-active': 'keeps' } })
    expect((await lax.call('PUT', `v1/Users/${lax.id('jo')}`, body)).body.active).toBe(true)
  })

  it('refuses a PUT without a userName or an email', async () => {
    const { reason, id } = open({ seed: { users: [JO] } })
    const path = `v1/Users/${id('jo')}`
    expect(await reason('PUT', path, { schemas: [CORE], emails: [{ value: 'a@b.co' }] })).toBe(
      'username_empty',
    )
    expect(await reason('PUT', path, { schemas: [CORE], userName: 'jo' })).toBe('email_empty')
  })

  it('accepts the body of a read on PUT, and loses the mobile phone', async () => {
    const { call, id } = open({ seed: { users: [{ ...full, mobilePhone: '+1', primaryPhone: '+2' }] } })
    const { body } = await call('GET', `v1/Users/${id('jo')}`)
    const { phoneNumbers, ...rest } = (await call('PUT', `v1/Users/${id('jo')}`, body)).body
    expect(rest).toEqual({ ...body, phoneNumbers: undefined })
    expect(phoneNumbers).toEqual([
      { value: null, type: 'mobile' },
      { value: '+2', primary: true },
    ])
  })

  it('lets an old nickName win over a new userName unless two-names says otherwise', async () => {
    const { call, id } = open({ seed: { users: [JO] } })
    const put = { schemas: [CORE], userName: 'joanna', nickName: 'jo', emails: [{ value: 'jo@example.com' }] }
    expect((await call('PUT', `v1/Users/${id('jo')}`, put)).body.userName).toBe('jo')
    const other = open({ seed: { users: [JO] }, assumptions: { 'two-names': 'userName-wins' } })
    expect((await other.call('PUT', `v1/Users/${other.id('jo')}`, put)).body.userName).toBe('joanna')
    const strict = open({ seed: { users: [JO] }, assumptions: { 'two-names': 'refused' } })
    expect(await strict.reason('PUT', `v1/Users/${strict.id('jo')}`, put)).toBe('username_invalid')
  })
})

describe('DELETE', () => {
  it('deactivates by DELETE with an empty 200, repeatedly', async () => {
    const { call, id, emulator } = open({ seed: { users: [JO] } })
    for (let again = 0; again < 3; again++) {
      const reply = await call('DELETE', `v1/Users/${id('jo')}`)
      expect([reply.status, reply.text]).toEqual([200, ''])
    }
    expect(emulator.state.user('jo')?.active).toBe(false)
  })

  it('answers 404 for an unknown id', async () => {
    const { call } = open()
    const reply = await call('DELETE', 'v1/Users/U0NOBODY')
    expect(reply.status).toBe(404)
    expect(reply.body).toEqual({ Errors: { description: 'no_such_user', code: 404 } })
  })
})
