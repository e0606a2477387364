import { describe, expect, it } from 'vitest'
import { CORE, ENTERPRISE, GUEST, open, PROFILE, patchOp } from './caller.ts'

const JO = { userName: 'jo', name: 'Jo Park', email: 'jo@example.com' }

describe('the two forms of a user', () => {
  const SHORT =
    'schemas id externalId meta userName nickName name displayName profileUrl title timezone active emails photos groups'

  it("renders the short form in Slack's key order without profile data", async () => {
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

  it("renders the full form with null placeholders in Slack's key order with profile data", async () => {
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

  it('renders the full form for an honorific prefix', async () => {
    const { call, id } = open({ seed: { users: [JO, { userName: 'amy', name: 'Amy Poe' }] } })
    const named = { schemas: [CORE], name: { honorificPrefix: 'Dr' } }
    const { body } = await call('PATCH', `v1/Users/${id('jo')}`, named)
    expect(body.name).toEqual({ givenName: 'Jo', familyName: 'Park', honorificPrefix: 'Dr' })
    const path = patchOp({ op: 'replace', path: 'name.honorificPrefix', value: 'Ms' })
    expect((await call('PATCH', `v2/Users/${id('amy')}`, path)).body.name).toMatchObject({
      honorificPrefix: 'Ms',
    })
    const name = { givenName: 'Ada', honorificPrefix: null }
    const ada = { schemas: [CORE], userName: 'ada', name, emails: [{ value: 'ada@x.test' }] }
    const created = await call('POST', 'v1/Users', ada)
    expect(Object.keys(created.body).join(' ')).toBe(SHORT)
  })

  it('renders guests in the short form with the guest extension at the end', async () => {
    const guest = { expiration: '2027-01-01T00:00:00Z', channels: ['general'] }
    const { call, id } = open({ seed: { users: [{ ...JO, guest }] } })
    const { body } = await call('GET', `v1/Users/${id('jo')}`)
    expect(Object.keys(body).join(' ')).toBe(`${SHORT} ${GUEST}`)
    expect(body[GUEST]).toMatchObject({ type: 'multi', channels: [{ display: 'general' }] })
  })

  it('renders created in Pacific time, standard and daylight', async () => {
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
