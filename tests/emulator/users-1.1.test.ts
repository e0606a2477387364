import { describe, expect, it } from 'vitest'
import { CORE, ENTERPRISE, GUEST, open, PROFILE } from './caller.ts'

const JO = { userName: 'jo', name: 'Jo Park', email: 'jo@example.com' }
const ada = (rest: object = {}) => ({
  schemas: [CORE],
  userName: 'ada',
  emails: [{ value: 'ada@example.com', primary: true }],
  ...rest,
})

describe('create', () => {
  it('answers 201 with the user and stores it', async () => {
    const { call, emulator } = open()
    const { status, body } = await call('POST', 'v1/Users', ada({ title: 'Countess' }))
    expect(status).toBe(201)
    expect(body).toMatchObject({ userName: 'ada', title: 'Countess', active: true, externalId: '' })
    expect(emulator.state.user('ada')).toMatchObject({ id: body.id, primaryEmail: 'ada@example.com' })
  })

  it('needs schemas, a userName and an email', async () => {
    const { reason } = open()
    expect(await reason('POST', 'v1/Users', { ...ada(), schemas: undefined })).toBe('missing_schema_element')
    expect(await reason('POST', 'v1/Users', ada({ userName: undefined }))).toBe('username_required')
    expect(await reason('POST', 'v1/Users', ada({ userName: '' }))).toBe('username_empty')
    expect(await reason('POST', 'v1/Users', ada({ emails: [] }))).toBe('email_empty')
    expect(await reason('POST', 'v1/Users', ada({ emails: [{ value: 'no address' }] }))).toBe('email_invalid')
  })

  it('takes the visible name for a person without a name', async () => {
    const { call } = open()
    const named = await call('POST', 'v1/Users', ada({ displayName: 'Ada L' }))
    expect(named.body.name).toMatchObject({ givenName: 'Ada L', familyName: '' })
  })

  it('refuses a name whose parts are all blank', async () => {
    const { reason } = open()
    const name = { givenName: ' ', familyName: '' }
    expect(await reason('POST', 'v1/Users', ada({ name }))).toBe('invalid_name_required')
  })

  it('drops all profile fields when one of them is invalid', async () => {
    const { call, emulator } = open()
    const { status, body } = await call(
      'POST',
      'v1/Users',
      ada({
        schemas: [CORE, ENTERPRISE, PROFILE],
        title: 'kept',
        userType: 'lost',
        phoneNumbers: [{ value: '+1' }],
        [ENTERPRISE]: { department: 'lost' },
        [PROFILE]: { startDate: 'some day' },
      }),
    )
    expect(status).toBe(201)
    expect(body.title).toBe('kept')
    expect(body.userType).toBeNull()
    expect(emulator.state.user('ada')?.profile).toMatchObject({
      primaryPhone: null,
      enterprise: { department: null },
    })
  })

  it('keeps the picture for later: the answer shows the old one, the next read the new one', async () => {
    const { call, id } = open({ seed: { users: [JO] } })
    const photo = 'https://example.com/jo.png'
    const patch = { schemas: [CORE], photos: [{ value: photo, type: 'photo' }] }
    const { body } = await call('PATCH', `v1/Users/${id('jo')}`, patch)
    expect(body.photos[0]?.value).not.toBe(photo)
    expect((await call('GET', `v1/Users/${id('jo')}`)).body.photos).toEqual([{ value: photo, type: 'photo' }])
  })

  it('can make a user that is not active', async () => {
    const { call } = open()
    expect((await call('POST', 'v1/Users', ada({ active: false }))).body.active).toBe(false)
  })

  it('refuses an attribute that Slack does not have, unless that is assumed away', async () => {
    const body = ada({ userNmae: 'ada' })
    expect(await open().reason('POST', 'v1/Users', body)).toBe('invalid_request_payload')
    const lenient = open({ assumptions: { 'unknown-attributes': 'ignored' } })
    expect((await lenient.call('POST', 'v1/Users', body)).status).toBe(201)
  })

  it('takes a password and never returns it', async () => {
    const { call } = open()
    const { status, text } = await call('POST', 'v1/Users', ada({ password: 'correct horse' }))
    expect([status, text.includes('horse')]).toEqual([201, false])
  })

  it('echoes a profile URL until the name changes', async () => {
    const { call } = open({ seed: { organization: { domain: 'acme', plan: 'business-plus' } } })
    const profileUrl = 'https://example.com/ada'
    const { body } = await call('POST', 'v1/Users', ada({ profileUrl }))
    expect(body.profileUrl).toBe(profileUrl)
    const patch = { schemas: [CORE], userName: 'lovelace' }
    const renamed = await call('PATCH', `v1/Users/${body.id}`, patch)
    expect(renamed.body.profileUrl).toBe('https://acme.slack.com/team/lovelace')
  })

  it('forgets an externalId', async () => {
    const { call } = open()
    expect((await call('POST', 'v1/Users', ada({ externalId: 'hr-7' }))).body.externalId).toBe('')
  })
})

describe('the two forms of a user', () => {
  const SHORT =
    'schemas id externalId meta userName nickName name displayName profileUrl title timezone active emails photos groups'

  it('is short, in this key order, for people without profile data', async () => {
    const { call, id } = open({ seed: { users: [JO] } })
    const { body } = await call('GET', `v1/Users/${id('jo')}`)
    expect(Object.keys(body).join(' ')).toBe(SHORT)
    expect(body.schemas).toEqual([CORE])
    expect(body.name).toEqual({ givenName: 'Jo', familyName: 'Park' })
    const full = open({ seed: { users: [JO] }, assumptions: { 'user-form': 'always-full' } })
    expect((await full.call('GET', `v1/Users/${full.id('jo')}`)).body.roles).toEqual([
      { value: null, primary: true },
    ])
  })

  it('is full, with null placeholders and in this key order, once there are profile data', async () => {
    const { call, id } = open({ seed: { users: [{ ...JO, userType: 'Staff' }] } })
    const { body } = await call('GET', `v1/Users/${id('jo')}`)
    const block = `addresses phoneNumbers userType roles preferredLanguage locale ${ENTERPRISE} ${PROFILE} groups`
    expect(Object.keys(body).join(' ')).toBe(SHORT.replace('groups', block))
    expect(body.schemas).toEqual([CORE, ENTERPRISE, PROFILE])
    expect(body).toMatchObject({
      name: { honorificPrefix: null },
      roles: [{ value: null, primary: true }],
      phoneNumbers: [
        { value: null, type: 'mobile' },
        { value: null, primary: true },
      ],
      [ENTERPRISE]: { department: null, manager: { managerId: null } },
    })
  })

  it('is short with the guest extension at its end for guests', async () => {
    const guest = { expiration: '2027-01-01T00:00:00Z', channels: ['general'] }
    const { call, id } = open({ seed: { users: [{ ...JO, guest }] } })
    const { body } = await call('GET', `v1/Users/${id('jo')}`)
    expect(Object.keys(body).join(' ')).toBe(`${SHORT} ${GUEST}`)
    expect(body[GUEST]).toMatchObject({ type: 'multi', channels: [{ display: 'general' }] })
  })

  it('writes created in Pacific time, with and without summer time', async () => {
    const users = [
      { ...JO, created: '2022-05-27T22:19:18Z' },
      { userName: 'winter', created: '2024-01-02T11:04:05Z' },
      { userName: 'before', created: '2024-03-10T09:59:59Z' },
      { userName: 'after', created: '2024-03-10T10:00:00Z' },
      { userName: 'still', created: '2024-11-03T08:59:59Z' },
      { userName: 'no-more', created: '2024-11-03T09:00:00Z' },
    ]
    const { call, id } = open({ seed: { users } })
    const created = async (name: string) => (await call('GET', `v1/Users/${id(name)}`)).body.meta.created
    expect(await created('jo')).toBe('2022-05-27T15:19:18-07:00')
    expect(await created('winter')).toBe('2024-01-02T03:04:05-08:00')
    expect(await created('before')).toBe('2024-03-10T01:59:59-08:00')
    expect(await created('after')).toBe('2024-03-10T03:00:00-07:00')
    expect(await created('still')).toBe('2024-11-03T01:59:59-07:00')
    expect(await created('no-more')).toBe('2024-11-03T01:00:00-08:00')
  })
})

describe('PATCH of 1.1', () => {
  it('merges what is given and answers 200 with the user', async () => {
    const { call, id } = open({ seed: { users: [{ ...JO, title: 'Engineer' }] } })
    const { status, body } = await call('PATCH', `v1/Users/${id('jo')}`, {
      schemas: [CORE],
      name: { familyName: 'Parker' },
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ title: 'Engineer', name: { givenName: 'Jo', familyName: 'Parker' } })
  })

  it('clears a scalar that is set to one space', async () => {
    const { call, id } = open({ seed: { users: [{ ...JO, title: 'Engineer', userType: 'Staff' }] } })
    const { body } = await call('PATCH', `v1/Users/${id('jo')}`, {
      schemas: [CORE, ENTERPRISE],
      title: ' ',
      userType: ' ',
      [ENTERPRISE]: { department: ' ' },
    })
    expect(body).toMatchObject({ title: '', userType: null, [ENTERPRISE]: { department: null } })
  })

  it('clears what is set to null, also a whole extension', async () => {
    const users = [
      {
        ...JO,
        title: 'Engineer',
        role: 'Chief',
        enterprise: { department: 'D' },
        secondaryEmail: 'jo2@x.test',
      },
    ]
    const { call, id } = open({ seed: { users } })
    const patch = { schemas: [CORE], title: null, roles: null, [ENTERPRISE]: null, emails: null }
    const { body } = await call('PATCH', `v1/Users/${id('jo')}`, patch)
    expect(body).toMatchObject({ title: '', roles: [{ value: null }], [ENTERPRISE]: { department: null } })
    expect(body.emails.map((email) => email.value)).toEqual(['jo@example.com', ''])
  })

  it('removes elements with operation delete, and an address only when all five parts match', async () => {
    const address = {
      streetAddress: '1 Main',
      locality: 'Here',
      region: 'HR',
      postalCode: '1',
      country: 'US',
    }
    const { call, id } = open({
      seed: {
        users: [{ ...JO, secondaryEmail: 'jo2@example.com', role: 'Chief', primaryPhone: '+1', address }],
      },
    })
    const patch = (body: object) => call('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], ...body })
    const { body } = await patch({
      emails: [{ value: 'jo2@example.com', operation: 'delete' }],
      roles: [{ value: 'Chief', operation: 'delete' }],
      phoneNumbers: [{ value: '+1', operation: 'delete' }],
      addresses: [{ streetAddress: '1 Main', operation: 'delete' }],
    })
    expect(body.emails).toEqual([
      { value: 'jo@example.com', primary: true },
      { value: '', primary: false },
    ])
    expect(body.roles[0]?.value).toBeNull()
    expect(body.phoneNumbers[1]?.value).toBeNull()
    expect(body.addresses).toEqual([address])
    const gone = await patch({ addresses: [{ ...address, operation: 'delete' }] })
    expect(gone.body.addresses[0]?.streetAddress).toBeNull()
  })

  it('clears what meta.attributes lists, down to sub-attributes', async () => {
    const users = [
      { ...JO, role: 'Chief', primaryPhone: '+1', enterprise: { department: 'D', division: 'V' } },
    ]
    const { call, id } = open({ seed: { users } })
    const { body } = await call('PATCH', `v1/Users/${id('jo')}`, {
      schemas: [CORE],
      meta: { attributes: ['roles', 'phoneNumbers', `${ENTERPRISE}.department`] },
    })
    expect(body.roles[0]?.value).toBeNull()
    expect(body.phoneNumbers[1]?.value).toBeNull()
    expect(body[ENTERPRISE]).toMatchObject({ department: null, division: 'V' })
  })

  it('refuses to remove the primary email', async () => {
    const { reason, id } = open({ seed: { users: [JO] } })
    const emails = [{ value: 'jo@example.com', operation: 'delete' }]
    expect(await reason('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], emails })).toBe(
      'missing_primary_email',
    )
  })

  it('refuses a body without schemas, unless that is assumed away', async () => {
    const strict = open({ seed: { users: [JO] } })
    expect(await strict.reason('PATCH', `v1/Users/${strict.id('jo')}`, { active: false })).toBe(
      'missing_schema_element',
    )
    const lax = open({ seed: { users: [JO] }, assumptions: { 'patch-without-schemas': 'accepted' } })
    expect((await lax.call('PATCH', `v1/Users/${lax.id('jo')}`, { active: false })).status).toBe(200)
  })

  it('refuses passwords, and external ids and profile URLs as unsupported', async () => {
    const { reason, id } = open({ seed: { users: [JO] } })
    const patch = (body: object) => reason('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], ...body })
    expect(await patch({ password: 'x' })).toBe('password_change_not_allowed')
    expect(await patch({ externalId: 'x' })).toBe('invalid_request_payload')
    expect(await patch({ profileUrl: 'https://x' })).toBe('invalid_request_payload')
    const lax = open({ seed: { users: [JO] }, assumptions: { 'unsupported-updates': 'ignored' } })
    const body = { schemas: [CORE], externalId: 'x', profileUrl: 'https://x' }
    const { externalId, profileUrl } = (await lax.call('PATCH', `v1/Users/${lax.id('jo')}`, body)).body
    expect([externalId, profileUrl]).toEqual(['', 'https://acme.enterprise.slack.com/team/jo'])
  })

  it('keeps what went before a part that failed, unless patches are assumed to be atomic', async () => {
    const patch = { schemas: [CORE], title: 'Half', password: 'x' }
    const partial = open({ seed: { users: [JO] } })
    await partial.call('PATCH', `v1/Users/${partial.id('jo')}`, patch)
    expect(partial.emulator.state.user('jo')?.title).toBe('Half')
    const atomic = open({ seed: { users: [JO] }, assumptions: { 'failed-patch': 'changes-nothing' } })
    await atomic.call('PATCH', `v1/Users/${atomic.id('jo')}`, patch)
    expect(atomic.emulator.state.user('jo')?.title).toBe('')
  })
})

describe('PUT', () => {
  const full = {
    ...JO,
    title: 'Engineer',
    displayName: 'Jo',
    enterprise: { department: 'D' },
    timezone: 'Europe/Paris',
  }

  it('blanks what is left out, but keeps the name', async () => {
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
      name: { givenName: 'Jo', familyName: 'Park', honorificPrefix: null },
      emails: [{ value: 'jo@example.com', primary: true }],
      [ENTERPRISE]: { department: null },
      active: true,
    })
  })

  it('takes null for what is left out', async () => {
    const { call, id } = open({ seed: { users: [full] } })
    const put = { schemas: [CORE], userName: 'jo', emails: [{ value: 'jo@example.com' }] }
    const nulls = { title: null, name: null, addresses: null, [ENTERPRISE]: null, active: null }
    const { status, body } = await call('PUT', `v1/Users/${id('jo')}`, { ...put, ...nulls })
    expect(status).toBe(200)
    expect(body).toMatchObject({ title: '', name: { givenName: 'Jo' }, active: false })
  })

  it('deactivates when active is left out, unless that is assumed away', async () => {
    const body = { schemas: [CORE], userName: 'jo', emails: [{ value: 'jo@example.com' }] }
    const strict = open({ seed: { users: [JO] } })
    expect((await strict.call('PUT', `v1/Users/${strict.id('jo')}`, body)).body.active).toBe(false)
    expect(strict.emulator.assumptions().map(({ name }) => name)).toContain('put-without-active')
    const lax = open({ seed: { users: [JO] }, assumptions: { 'put-without-active': 'keeps' } })
    expect((await lax.call('PUT', `v1/Users/${lax.id('jo')}`, body)).body.active).toBe(true)
  })

  it('needs a userName and an email', async () => {
    const { reason, id } = open({ seed: { users: [JO] } })
    const path = `v1/Users/${id('jo')}`
    expect(await reason('PUT', path, { schemas: [CORE], emails: [{ value: 'a@b.co' }] })).toBe(
      'username_empty',
    )
    expect(await reason('PUT', path, { schemas: [CORE], userName: 'jo' })).toBe('email_empty')
  })

  it('takes back the body of a read, and loses the mobile phone by it', async () => {
    const { call, id } = open({ seed: { users: [{ ...full, mobilePhone: '+1', primaryPhone: '+2' }] } })
    const { body } = await call('GET', `v1/Users/${id('jo')}`)
    const { phoneNumbers, ...rest } = (await call('PUT', `v1/Users/${id('jo')}`, body)).body
    expect(rest).toEqual({ ...body, phoneNumbers: undefined })
    expect(phoneNumbers).toEqual([
      { value: null, type: 'mobile' },
      { value: '+2', primary: true },
    ])
  })

  it('lets an old nickName win over a new userName, unless that is assumed away', async () => {
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
  it('deactivates with an empty 200, again and again', async () => {
    const { call, id, emulator } = open({ seed: { users: [JO] } })
    for (let again = 0; again < 3; again++) {
      const reply = await call('DELETE', `v1/Users/${id('jo')}`)
      expect([reply.status, reply.text]).toEqual([200, ''])
    }
    expect(emulator.state.user('jo')?.active).toBe(false)
  })

  it('answers 404 for nobody', async () => {
    const { call } = open()
    const reply = await call('DELETE', 'v1/Users/U0NOBODY')
    expect(reply.status).toBe(404)
    expect(reply.body).toEqual({ Errors: { description: 'no_such_user', code: 404 } })
  })
})
