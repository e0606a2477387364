import { describe, expect, it } from 'vitest'
import { CORE, ENTERPRISE, open, PROFILE } from './caller.ts'

const JO = { userName: 'jo', name: 'Jo Park', email: 'jo@example.com' }
const ada = (rest: object = {}) => ({
  schemas: [CORE],
  userName: 'ada',
  emails: [{ value: 'ada@example.com', primary: true }],
  ...rest,
})

describe('create', () => {
  it('creates a user with 201', async () => {
    const { call, emulator } = open()
    const { status, body } = await call('POST', 'v1/Users', ada({ title: 'Countess' }))
    expect(status).toBe(201)
    expect(body).toMatchObject({ userName: 'ada', title: 'Countess', active: true, externalId: '' })
    expect(emulator.state.user('ada')).toMatchObject({ id: body.id, primaryEmail: 'ada@example.com' })
  })

  it('refuses a create without schemas, a userName or an email', async () => {
    const { reason } = open()
    expect(await reason('POST', 'v1/Users', { ...ada(), schemas: undefined })).toBe('missing_schema_element')
    expect(await reason('POST', 'v1/Users', ada({ userName: undefined }))).toBe('username_required')
    expect(await reason('POST', 'v1/Users', ada({ userName: '' }))).toBe('username_empty')
    expect(await reason('POST', 'v1/Users', ada({ emails: [] }))).toBe('email_empty')
    expect(await reason('POST', 'v1/Users', ada({ emails: [{ value: 'no address' }] }))).toBe('email_invalid')
  })

  it('takes the visible name for a create without a name', async () => {
    const { call } = open()
    const named = await call('POST', 'v1/Users', ada({ displayName: 'Ada L' }))
    expect(named.body.name).toMatchObject({ givenName: 'Ada L', familyName: '' })
  })

  it('refuses a name with only blank parts', async () => {
    const { reason } = open()
    const name = { givenName: ' ', familyName: '' }
    expect(await reason('POST', 'v1/Users', ada({ name }))).toBe('invalid_name_required')
  })

  it('drops all profile fields of a create when one is invalid', async () => {
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

  it('shows the former picture in the answer and the new one in the next read', async () => {
    const { call, id } = open({ seed: { users: [JO] } })
    const photo = 'https://example.com/jo.png'
    const patch = { schemas: [CORE], photos: [{ value: photo, type: 'photo' }] }
    const { body } = await call('PATCH', `v1/Users/${id('jo')}`, patch)
    expect(body.photos[0]?.value).not.toBe(photo)
    expect((await call('GET', `v1/Users/${id('jo')}`)).body.photos).toEqual([{ value: photo, type: 'photo' }])
  })

  it('creates an inactive user', async () => {
    const { call } = open()
    expect((await call('POST', 'v1/Users', ada({ active: false }))).body.active).toBe(false)
  })

  it('refuses an unknown attribute unless unknown-attributes are ignored', async () => {
    const body = ada({ userNmae: 'ada' })
    expect(await open().reason('POST', 'v1/Users', body)).toBe('invalid_request_payload')
    const lenient = open({ assumptions: { 'unknown-attributes': 'ignored' } })
    expect((await lenient.call('POST', 'v1/Users', body)).status).toBe(201)
  })

  it('accepts a password at create and never returns it', async () => {
    const { call } = open()
    const { status, text } = await call('POST', 'v1/Users', ada({ password: 'correct horse' }))
    expect([status, text.includes('horse')]).toEqual([201, false])
  })

  it('echoes a profile URL until the userName changes', async () => {
    const { call } = open({ seed: { organization: { domain: 'acme', plan: 'business-plus' } } })
    const profileUrl = 'https://example.com/ada'
    const { body } = await call('POST', 'v1/Users', ada({ profileUrl }))
    expect(body.profileUrl).toBe(profileUrl)
    const patch = { schemas: [CORE], userName: 'lovelace' }
    const renamed = await call('PATCH', `v1/Users/${body.id}`, patch)
    expect(renamed.body.profileUrl).toBe('https://acme.slack.com/team/lovelace')
  })

  it('drops an externalId', async () => {
    const { call } = open()
    expect((await call('POST', 'v1/Users', ada({ externalId: 'hr-7' }))).body.externalId).toBe('')
  })
})

describe('PATCH of 1.1', () => {
  it('merges a partial user of 1.1 and answers 200 with the user', async () => {
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

  it('clears an attribute or extension that is set to null', async () => {
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

  it('removes elements with operation delete, an address only when all five parts match', async () => {
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

  it('clears the attributes and sub-attributes in meta.attributes', async () => {
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

  it('refuses a PATCH without schemas unless patch-without-schemas is accepted', async () => {
    const strict = open({ seed: { users: [JO] } })
    expect(await strict.reason('PATCH', `v1/Users/${strict.id('jo')}`, { active: false })).toBe(
      'missing_schema_element',
    )
    const lax = open({ seed: { users: [JO] }, assumptions: { 'patch-without-schemas': 'accepted' } })
    expect((await lax.call('PATCH', `v1/Users/${lax.id('jo')}`, { active: false })).status).toBe(200)
  })

  it('refuses updates of password, externalId and profileUrl', async () => {
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
})
