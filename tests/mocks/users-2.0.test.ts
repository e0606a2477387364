import { describe, expect, it } from 'vitest'
import type { Assumptions, SeedUser } from '../../mocks/index.ts'
import { ENTERPRISE_2, GUEST_2, open, PROFILE_2, patchOp, USER_2 } from './caller.ts'

const JO: SeedUser = {
  userName: 'jo',
  email: 'jo@example.com',
  secondaryEmail: 'jo2@example.com',
  name: 'Jo Park',
  primaryPhone: '+1',
  mobilePhone: '+2',
  role: 'Chief',
  address: { locality: 'Here' },
  enterprise: { employeeNumber: '7', department: 'D' },
}

async function patch(operations: object[], assumptions: Partial<Assumptions> = {}, user: SeedUser = JO) {
  const { call, id, emulator } = open({ seed: { users: [user] }, assumptions })
  const reply = await call('PATCH', `v2/Users/${id('jo')}`, patchOp(...operations))
  const used = emulator.assumptions().map(({ name }) => name)
  return {
    ...reply,
    state: emulator.state.user('jo'),
    reason: reply.body?.detail,
    // Every answer counts how it is rendered.
    assumptions: used.filter(
      (name) => !['escaped-slashes', 'patch-user-answer-on-2.0', 'user-form'].includes(name),
    ),
  }
}

describe('PATCH of 2.0', () => {
  it('answers PATCH of a user on 2.0 with 200 and the full user', async () => {
    const { status, body } = await patch([{ op: 'replace', path: 'title', value: 'Engineer' }])
    expect([status, body.title, body.id.startsWith('U')]).toEqual([200, 'Engineer', true])
  })

  it('answers PATCH of a user on 2.0 with 204 by patch-user-answer-on-2.0', async () => {
    const operations = [{ op: 'replace', path: 'title', value: 'Engineer' }]
    const { status, text, state } = await patch(operations, { 'patch-user-answer-on-2.0': '204' })
    expect([status, text, state?.title]).toEqual([204, '', 'Engineer'])
  })

  it('writes every scalar that the reference lists', async () => {
    const values = {
      userName: 'joanna',
      displayName: 'Jo',
      title: 'Engineer',
      userType: 'Staff',
      preferredLanguage: 'en',
      locale: 'en_GB',
      timezone: 'Europe/London',
    }
    const operations = Object.entries(values).map(([path, value]) => ({ op: 'replace', path, value }))
    const { body } = await patch([...operations, { op: 'replace', path: 'nickName', value: 'joanna' }])
    expect(body).toMatchObject(values)
  })

  it('accepts operations in any case', async () => {
    const { state } = await patch([{ op: 'Replace', path: 'active', value: false }])
    expect(state?.active).toBe(false)
  })

  it('ignores active as a string with 200, unless active-as-string says otherwise', async () => {
    const operations = [{ op: 'Replace', path: 'active', value: 'False' }]
    expect(await patch(operations)).toMatchObject({ status: 200, state: { active: true } })
    expect((await patch(operations, { 'active-as-string': 'applied' })).state?.active).toBe(false)
    expect((await patch(operations, { 'active-as-string': 'refused' })).reason).toBe(
      'invalid_attribute_format',
    )
  })

  it('writes and removes parts of the name', async () => {
    const { body } = await patch([
      { op: 'add', path: 'name', value: { givenName: 'J', familyName: 'P', honorificPrefix: 'Dr' } },
      { op: 'replace', path: 'name.givenName', value: 'Joanna' },
      { op: 'remove', path: 'name.honorificPrefix' },
    ])
    expect(body.name).toEqual({ givenName: 'Joanna', familyName: 'P', honorificPrefix: null })
  })

  it('adds an email as a list or as one object', async () => {
    for (const value of [[{ value: 'x@x.test', primary: true }], { value: 'x@x.test', primary: true }]) {
      expect((await patch([{ op: 'add', path: 'emails', value }])).state?.primaryEmail).toBe('x@x.test')
    }
  })

  it('replaces and removes only the secondary email by filter', async () => {
    const second = 'emails[primary eq false]'
    const replaced = await patch([{ op: 'replace', path: second, value: { value: 'x@x.test' } }])
    expect(replaced.body.emails).toEqual([
      { value: 'jo@example.com', primary: true },
      { value: 'x@x.test', primary: false },
    ])
    for (const path of [second, 'emails', 'emails[value eq "jo2@example.com"]']) {
      expect((await patch([{ op: 'remove', path }])).state).toMatchObject({
        primaryEmail: 'jo@example.com',
        secondaryEmail: '',
      })
    }
    const primary = 'emails[value eq "jo@example.com"]'
    expect((await patch([{ op: 'remove', path: primary }])).reason).toBe('missing_primary_email')
  })

  it('adds, replaces and removes phone numbers by value', async () => {
    const phones = async (...operations: object[]) => {
      const { profile } = (await patch(operations)).state ?? {}
      return [profile?.primaryPhone, profile?.mobilePhone]
    }
    expect(await phones({ op: 'add', path: 'phoneNumbers', value: { value: '+3' } })).toEqual(['+3', '+2'])
    expect(await phones({ op: 'remove', path: 'phoneNumbers[value eq "+2"]' })).toEqual(['+1', null])
    expect(await phones({ op: 'replace', path: 'phoneNumbers[value eq "+2"].value', value: '+4' })).toEqual([
      '+1',
      '+4',
    ])
    expect(await phones({ op: 'remove', path: 'phoneNumbers' })).toEqual([null, null])
  })

  it('adds and removes addresses and roles, and clears a photo by an empty list', async () => {
    const { state } = await patch([
      { op: 'add', path: 'addresses', value: [{ locality: 'There' }] },
      { op: 'add', path: 'roles', value: ['Cook'] },
      { op: 'add', path: 'photos', value: [{ value: 'https://example.com/a.png' }] },
    ])
    expect(state?.profile).toMatchObject({ address: { locality: 'There' }, role: 'Cook' })
    expect(state?.photo).toBe('https://example.com/a.png')
    const cleared = await patch(
      [
        { op: 'remove', path: 'addresses' },
        { op: 'remove', path: 'roles' },
        { op: 'replace', path: 'photos', value: [] },
      ],
      {},
      { ...JO, photo: 'https://example.com/a.png' },
    )
    expect(cleared.state).toMatchObject({ photo: null, profile: { address: { locality: null }, role: null } })
  })

  it('refuses filters on addresses and roles unless element-filters-on-2.0 work', async () => {
    const operations = [
      { op: 'remove', path: 'roles[value eq "Chief"]' },
      { op: 'replace', path: 'addresses[locality eq "here"]', value: { locality: 'There' } },
    ]
    expect((await patch(operations)).reason).toBe('invalid_request_payload')
    const { state } = await patch(operations, { 'element-filters-on-2.0': 'work' })
    expect(state?.profile).toMatchObject({ role: null, address: { locality: 'There' } })
    const other = await patch([{ op: 'remove', path: 'roles[value eq "Cook"]' }], {
      'element-filters-on-2.0': 'work',
    })
    expect(other.state?.profile.role).toBe('Chief')
  })

  it('accepts the singular address of the reference for removal only', async () => {
    expect((await patch([{ op: 'remove', path: 'address' }])).state?.profile.address.locality).toBeNull()
    expect((await patch([{ op: 'add', path: 'address', value: [] }])).reason).toBe('invalid_request_payload')
  })

  it('writes extensions as a whole, by colon and by dot', async () => {
    const { body } = await patch([
      { op: 'add', path: ENTERPRISE_2, value: { division: 'V' } },
      { op: 'add', path: `${ENTERPRISE_2}:employeeNumber`, value: '8' },
      { op: 'add', path: `${ENTERPRISE_2}.costCenter`, value: 'C' },
      { op: 'add', path: `${ENTERPRISE_2}:manager`, value: { managerId: 'owner' } },
      { op: 'add', path: `${PROFILE_2}:startDate`, value: '2024-04-10T00:00:00+0000' },
    ])
    expect(body[ENTERPRISE_2]).toMatchObject({
      division: 'V',
      employeeNumber: '8',
      costCenter: 'C',
      department: 'D',
    })
    expect(body[ENTERPRISE_2]?.manager.managerId).toMatch(/^U/)
    expect(body[PROFILE_2]).toEqual({ startDate: '2024-04-10T00:00:00+0000' })
    const removed = await patch([{ op: 'remove', path: `${ENTERPRISE_2}.manager.managerId` }])
    expect(removed.state?.profile.enterprise).toMatchObject({ managerId: null, employeeNumber: '7' })
    const whole = await patch([{ op: 'remove', path: ENTERPRISE_2 }])
    expect(whole.state?.profile.enterprise.employeeNumber).toBeNull()
  })

  it('converts a guest to a full member by removing the extension', async () => {
    const { state } = await patch([{ op: 'remove', path: GUEST_2 }], {}, { userName: 'jo', guest: true })
    expect(state?.guest).toBeNull()
  })

  it('refuses operations that the reference does not show, unless undocumented-operations-on-2.0 work', async () => {
    const undocumented = [
      { op: 'remove', path: 'title' },
      { op: 'add', path: 'title', value: 'Chief' },
      { op: 'replace', path: 'emails', value: [{ value: 'jo@x.test', primary: true }] },
      { op: 'replace', path: 'name', value: { givenName: 'Jo' } },
      { op: 'remove', path: 'photos' },
      { op: 'remove', path: `${ENTERPRISE_2}.department` },
      { op: 'remove', path: `${PROFILE_2}:startDate` },
      { op: 'replace', path: 'emails[value eq "jo@example.com"]', value: { value: 'jo@x.test' } },
    ]
    for (const operation of undocumented) {
      const name = 'undocumented-operations-on-2.0'
      expect((await patch([operation])).reason, JSON.stringify(operation)).toBe('invalid_request_payload')
      const worked = await patch([operation], { 'undocumented-operations-on-2.0': 'work' })
      expect([worked.status, worked.assumptions], JSON.stringify(operation)).toEqual([
        200,
        expect.arrayContaining([name]),
      ])
    }
    const documented = await patch([{ op: 'replace', path: 'title', value: '' }])
    expect([documented.status, documented.assumptions]).toEqual([200, []])
  })

  it('counts operations on the profile extension, and refuses them by profile-operations-on-2.0', async () => {
    const operation = { op: 'add', path: PROFILE_2, value: { startDate: '2026-01-01' } }
    const worked = await patch([operation])
    expect([worked.status, worked.assumptions]).toEqual([200, ['profile-operations-on-2.0']])
    const refused = await patch([operation], { 'profile-operations-on-2.0': 'refused' })
    expect(refused.reason).toBe('invalid_request_payload')
  })

  it('refuses operations without a path unless pathless-user-operations are accepted', async () => {
    const operations = [{ op: 'replace', value: { title: 'Engineer', [`${ENTERPRISE_2}:division`]: 'V' } }]
    expect((await patch(operations)).reason).toBe('invalid_request_payload')
    const { state } = await patch(operations, { 'pathless-user-operations': 'accepted' })
    expect(state).toMatchObject({ title: 'Engineer', profile: { enterprise: { division: 'V' } } })
  })

  it('refuses a partial user on 2.0 unless partial-body-on-2.0 is accepted', async () => {
    const body = { schemas: [USER_2], title: 'Engineer' }
    const strict = open({ seed: { users: [JO] } })
    expect(await strict.reason('PATCH', `v2/Users/${strict.id('jo')}`, body)).toBe('invalid_request_payload')
    const lax = open({ seed: { users: [JO] }, assumptions: { 'partial-body-on-2.0': 'accepted' } })
    expect((await lax.call('PATCH', `v2/Users/${lax.id('jo')}`, body)).body.title).toBe('Engineer')
  })

  it('refuses malformed operations and applies none', async () => {
    const good = { op: 'replace', path: 'title', value: 'Engineer' }
    for (const bad of [
      { op: 'move', path: 'title', value: 'x' },
      { op: 'add', path: 7, value: 'x' },
      'x',
      { op: 'add', path: 'title' },
    ]) {
      const { reason, state } = await patch([good, bad as object])
      expect([reason, state?.title]).toEqual(['invalid_request_payload', ''])
    }
    expect((await patch([])).reason).toBe('invalid_request_payload')
    expect((await patch([{ op: 'remove', path: 'nonsense' }])).reason).toBe('invalid_request_payload')
    expect((await patch([{ op: 'remove', path: 'emails[type co "x"]' }])).reason).toBe('invalid_query')
  })

  it('refuses a PATCH without the PatchOp schema', async () => {
    const { reason, id } = open({ seed: { users: [JO] } })
    const Operations = [{ op: 'replace', path: 'title', value: 'x' }]
    expect(await reason('PATCH', `v2/Users/${id('jo')}`, { Operations })).toBe('missing_schema_element')
    const body = { schemas: [USER_2], Operations }
    expect(await reason('PATCH', `v2/Users/${id('jo')}`, body)).toBe('missing_schema_element')
  })
})

describe('both dialects over one directory', () => {
  it('shows the same account in both dialects, apart from the URNs', async () => {
    const { call, id } = open({ seed: { users: [{ ...JO, startDate: '2024-01-01' }] } })
    const one = await call('GET', `v1/Users/${id('jo')}`)
    const two = await call('GET', `v2/Users/${id('jo')}`)
    const translated = one.text
      .replaceAll('urn:scim:schemas:core:1.0', USER_2)
      .replaceAll('urn:scim:schemas:extension:enterprise:1.0', ENTERPRISE_2)
      .replaceAll('urn:scim:schemas:extension:slack:profile:1.0', PROFILE_2)
      .replaceAll('\\/v1\\/', '\\/v2\\/')
    expect(two.text).toBe(translated)
  })

  it('answers create and DELETE by the dialect', async () => {
    const { call } = open()
    const user = { schemas: [USER_2], userName: 'ada', emails: [{ value: 'ada@x.test' }] }
    const created = await call('POST', 'v2/Users', user)
    expect([created.status, created.body.schemas]).toEqual([201, [USER_2]])
    const deleted = await call('DELETE', `v2/Users/${created.body.id}`)
    expect([deleted.status, deleted.text]).toEqual([204, ''])
    const assumed = open({ assumptions: { 'create-status-on-2.0': '200' } })
    expect((await assumed.call('POST', 'v2/Users', user)).status).toBe(200)
  })
})
