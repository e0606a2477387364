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

  it('stores two, the primary one by flag, then by type work, then by order', async () => {
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

  it('takes the flag as the string "true"', async () => {
    expect(await create([{ value: 'a@x.test' }, { value: 'b@x.test', primary: 'true' }])).toMatchObject([
      { value: 'b@x.test' },
      { value: 'a@x.test' },
    ])
  })

  it('makes a lone patched address the primary one, unless it is assumed to become the second', async () => {
    const patch = { emails: [{ value: 'new@x.test' }] }
    expect((await patched(patch)).emails).toEqual([{ value: 'new@x.test', primary: true }])
    const second = await patched(patch, { 'patched-email-without-primary': 'becomes-secondary' })
    expect(second.emails).toEqual([
      { value: 'jo@example.com', primary: true },
      { value: 'new@x.test', primary: false },
    ])
  })

  it('drops a former primary address, unless it is assumed to become the second', async () => {
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

  it('cross over: a work number reads back as mobile and a mobile one as primary', async () => {
    expect(await phones({ value: 'A', type: 'work' }, { value: 'B', type: 'mobile' })).toEqual({
      mobile: 'A',
      primary: 'B',
    })
  })

  it('take a lone number as the primary one, whatever its flag', async () => {
    for (const form of [{}, { primary: true }, { primary: false }, { type: 'mobile' }]) {
      expect(await phones({ value: 'A', ...form })).toEqual({ mobile: null, primary: 'A' })
    }
    expect(await phones({ value: 'A', type: 'work' })).toEqual({ mobile: 'A', primary: null })
  })

  it('are told apart by the flag when there are two', async () => {
    expect(await phones({ value: 'A', primary: false }, { value: 'B', primary: true })).toEqual({
      mobile: 'A',
      primary: 'B',
    })
  })

  it('keep the other slot on PATCH', async () => {
    const body = await patched({ phoneNumbers: [{ value: 'C', type: 'work' }] }, {}, { primaryPhone: 'P' })
    expect(body.phoneNumbers.map((phone) => phone.value)).toEqual(['C', 'P'])
  })
})

describe('what is stored once', () => {
  it('keeps one address without its type, by flag, then type, then order', async () => {
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

  it('keeps one role, given as an object or as a bare string', async () => {
    expect((await patched({ roles: ['Chief', 'Cook'] })).roles).toEqual([{ value: 'Chief', primary: true }])
    const roles = [{ value: 'Chief' }, { value: 'Cook', primary: 'true' }]
    expect((await patched({ roles })).roles).toEqual([{ value: 'Cook', primary: true }])
  })

  it('keeps one picture, a public or a data URL, and refuses anything else', async () => {
    const { reason, id } = open({ seed })
    const photos = [{ value: 'C:\\jo.png' }]
    expect(await reason('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], photos })).toBe('photos_invalid')
  })

  it('never sets a picture that is to be removed: it refuses that, or does what is assumed', async () => {
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
  it('may be given as an id, an email or a userName, and is kept as an id', async () => {
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

  it('is refused without its managerId, or when nobody is meant', async () => {
    const { reason, id } = open({ seed })
    const body = { schemas: [CORE, ENTERPRISE], [ENTERPRISE]: { manager: {} } }
    expect(await reason('PATCH', `v1/Users/${id('jo')}`, body)).toBe('improper_enterprise_schema_format')
    const nobody = { schemas: [CORE, ENTERPRISE], [ENTERPRISE]: { manager: { managerId: 'nobody' } } }
    expect(await reason('PATCH', `v1/Users/${id('jo')}`, nobody)).toBe('unknown_user')
  })

  it('is not found by a secondary address', async () => {
    const boss = { userName: 'boss', email: 'boss@x.test', secondaryEmail: 'second@x.test' }
    const { reason, id } = open({ seed: { users: [...seed.users, boss] } })
    const body = { schemas: [CORE, ENTERPRISE], [ENTERPRISE]: { manager: { managerId: 'second@x.test' } } }
    expect(await reason('PATCH', `v1/Users/${id('jo')}`, body)).toBe('unknown_user')
  })
})

describe('malformed values', () => {
  it('have the reason of their attribute, or say that the format is wrong', async () => {
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
