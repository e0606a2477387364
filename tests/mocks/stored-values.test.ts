import { describe, expect, it } from 'vitest'
import { CORE, ENTERPRISE, open } from './caller.ts'

const seed = { users: [{ userName: 'jo', email: 'jo@example.com' }] }

async function patched(body: object, assumptions = {}, users: object = {}) {
  const { call, id } = open({
    seed: { users: [{ ...seed.users[0], userName: 'jo', ...users }] },
    assumptions,
  })
  return (await call('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], ...body })).body
}

describe('emails', () => {
  const create = async (emails: object[]) => {
    const { call } = open()
    return (await call('POST', 'v1/Users', { schemas: [CORE], userName: 'ada', emails })).body.emails
  }

  it('stores two emails, the primary one by flag, then type work, then order', async () => {
    const [a, b, c] = ['a@x.test', 'b@x.test', 'c@x.test'].map((value) => ({ value }))
    expect(await create([{ ...a }, { ...b }, { ...c, primary: true }])).toEqual([
      { ...c, primary: true },
      { ...a, primary: false },
    ])
    expect(await create([{ ...a }, { ...b, type: 'work' }])).toEqual([
      { ...b, primary: true },
      { ...a, primary: false },
    ])
    expect(await create([{ ...a }, { ...b }])).toEqual([
      { ...a, primary: true },
      { ...b, primary: false },
    ])
  })

  it('accepts the primary flag as the string "true"', async () => {
    expect(await create([{ value: 'a@x.test' }, { value: 'b@x.test', primary: 'true' }])).toMatchObject([
      { value: 'b@x.test' },
      { value: 'a@x.test' },
    ])
  })

  it('makes a single patched email primary unless patched-email-without-primary says otherwise', async () => {
    const patch = { emails: [{ value: 'new@x.test' }] }
    expect((await patched(patch)).emails).toEqual([{ value: 'new@x.test', primary: true }])
    const second = await patched(patch, { 'patched-email-without-primary': 'becomes-secondary' })
    expect(second.emails).toEqual([
      { value: 'jo@example.com', primary: true },
      { value: 'new@x.test', primary: false },
    ])
  })

  it('drops the former primary email unless patched-primary-email demotes it', async () => {
    const patch = { emails: [{ value: 'new@x.test', primary: true }] }
    expect((await patched(patch)).emails).toHaveLength(1)
    const moved = { emails: [...patch.emails, { value: 'jo@example.com', operation: 'delete' }] }
    expect((await patched(moved, { 'patched-primary-email': 'demotes' })).emails).toHaveLength(1)
    expect((await patched(patch, { 'patched-primary-email': 'demotes' })).emails[1]?.value).toBe(
      'jo@example.com',
    )
  })
})

describe('phone numbers', () => {
  const phones = async (...phoneNumbers: object[]) => {
    const [mobile, primary] = (await patched({ phoneNumbers })).phoneNumbers
    return { mobile: mobile?.value, primary: primary?.value }
  }

  it('crosses phone types over: work reads back as mobile, mobile as primary', async () => {
    expect(await phones({ value: 'A', type: 'work' }, { value: 'B', type: 'mobile' })).toEqual({
      mobile: 'A',
      primary: 'B',
    })
  })

  it('stores a single number as the primary phone with any flag', async () => {
    for (const form of [{}, { primary: true }, { primary: false }, { type: 'mobile' }]) {
      expect(await phones({ value: 'A', ...form })).toEqual({ mobile: null, primary: 'A' })
    }
    expect(await phones({ value: 'A', type: 'work' })).toEqual({ mobile: 'A', primary: null })
  })

  it('assigns two numbers by their primary flags', async () => {
    expect(await phones({ value: 'A', primary: false }, { value: 'B', primary: true })).toEqual({
      mobile: 'A',
      primary: 'B',
    })
  })

  it('keeps the other phone on PATCH', async () => {
    const body = await patched({ phoneNumbers: [{ value: 'C', type: 'work' }] }, {}, { primaryPhone: 'P' })
    expect(body.phoneNumbers.map((phone) => phone.value)).toEqual(['C', 'P'])
  })
})

describe('what is stored once', () => {
  it('stores one address without its type, by flag, then type, then order', async () => {
    const { addresses } = await patched({
      addresses: [
        { locality: 'Here', type: 'home' },
        { locality: 'There', type: 'work', primary: true },
      ],
    })
    expect(addresses).toEqual([
      { streetAddress: null, locality: 'There', region: null, postalCode: null, country: null },
    ])
  })

  it('stores one role, given as an object or a string', async () => {
    expect((await patched({ roles: ['Chief', 'Cook'] })).roles).toEqual([{ value: 'Chief', primary: true }])
    const roles = [{ value: 'Chief' }, { value: 'Cook', primary: 'true' }]
    expect((await patched({ roles })).roles).toEqual([{ value: 'Cook', primary: true }])
  })

  it('stores one picture, a public or a data URL, and refuses other values', async () => {
    const { reason, id } = open({ seed })
    const photos = [{ value: 'C:\\jo.png' }]
    expect(await reason('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], photos })).toBe('photos_invalid')
  })

  it('handles the removal of a picture by the switch removed-photos', async () => {
    const [value, photo] = ['https://example.com/b.png', 'https://example.com/a.png']
    const removing = async (assumptions = {}, ...more: object[]) => {
      const { call, emulator, id } = open({ seed: { users: [{ userName: 'jo', photo }] }, assumptions })
      const photos = [{ value, operation: 'delete' }, ...more]
      const reply = await call('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], photos })
      return [reply.body.Errors?.description ?? reply.status, emulator.state.user('jo')?.photo]
    }
    expect(await removing()).toEqual(['photos_invalid', photo])
    expect(await removing({ 'removed-photos': 'ignored' })).toEqual([200, photo])
    expect(await removing({ 'removed-photos': 'removed' })).toEqual([200, null])
    const next = { value: 'https://example.com/c.png' }
    expect(await removing({ 'removed-photos': 'ignored' }, next)).toEqual([200, next.value])
  })
})

describe('the manager', () => {
  it('stores a manager as an id, given as an id, an email or a userName', async () => {
    const { call, id } = open({
      seed: { users: [{ userName: 'jo' }, { userName: 'boss', email: 'boss@x.test' }] },
    })
    for (const managerId of [id('boss'), 'boss@x.test', 'boss']) {
      const { body } = await call('PATCH', `v1/Users/${id('jo')}`, {
        schemas: [CORE, ENTERPRISE],
        [ENTERPRISE]: { manager: { managerId } },
      })
      expect(body[ENTERPRISE]?.manager).toEqual({ managerId: id('boss') })
    }
  })

  it('refuses a manager without managerId, and an unknown one', async () => {
    const { reason, id } = open({ seed })
    const body = { schemas: [CORE, ENTERPRISE], [ENTERPRISE]: { manager: {} } }
    expect(await reason('PATCH', `v1/Users/${id('jo')}`, body)).toBe('improper_enterprise_schema_format')
    const nobody = { schemas: [CORE, ENTERPRISE], [ENTERPRISE]: { manager: { managerId: 'nobody' } } }
    expect(await reason('PATCH', `v1/Users/${id('jo')}`, nobody)).toBe('unknown_user')
  })

  it('does not find a manager by a secondary email', async () => {
    const boss = { userName: 'boss', email: 'boss@x.test', secondaryEmail: 'second@x.test' }
    const { reason, id } = open({ seed: { users: [...seed.users, boss] } })
    const body = { schemas: [CORE, ENTERPRISE], [ENTERPRISE]: { manager: { managerId: 'second@x.test' } } }
    expect(await reason('PATCH', `v1/Users/${id('jo')}`, body)).toBe('unknown_user')
  })
})

describe('malformed values', () => {
  it('refuses malformed values with the reason of their attribute', async () => {
    const { reason, id } = open({ seed })
    const patch = (body: object) => reason('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], ...body })
    expect(await patch({ emails: ['a@b.co'] })).toBe('emails_invalid')
    expect(await patch({ phoneNumbers: ['1'] })).toBe('phoneNumbers_invalid')
    expect(await patch({ addresses: ['x'] })).toBe('addresses_invalid')
    expect(await patch({ roles: [7] })).toBe('roles_invalid')
    expect(await patch({ emails: { value: 'a@b.co' } })).toBe('invalid_attribute_format')
    expect(await patch({ title: ['Engineer'] })).toBe('invalid_attribute_format')
    expect(await patch({ active: 1 })).toBe('invalid_attribute_format')
  })
})
