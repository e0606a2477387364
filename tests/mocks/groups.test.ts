import { describe, expect, it } from 'vitest'
import type { Assumptions, Seed } from '../../mocks/index.ts'
import { CORE, manualClock, open, patchOp } from './caller.ts'

const GROUP_2 = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const seed: Seed = {
  users: [
    { userName: 'jo', displayName: 'Jo Park' },
    { userName: 'amy' },
    { userName: 'gone', active: false },
    { userName: 'guest', guest: true },
  ],
  groups: [{ displayName: 'Team', members: ['jo', 'amy'] }],
  channels: ['general'],
}
const start = (assumptions: Partial<Assumptions> = {}) => open({ seed, assumptions })

describe('the group resource', () => {
  it('renders a group in the key order of its dialect, with visible names of members', async () => {
    const { call, id, groupId } = start()
    const one = (await call('GET', `v1/Groups/${groupId('Team')}`)).body
    expect(Object.keys(one)).toEqual(['schemas', 'id', 'displayName', 'members', 'meta'])
    expect(one.members).toEqual([
      { value: id('jo'), display: 'Jo Park' },
      { value: id('amy'), display: 'amy' },
    ])
    const two = (await call('GET', `v2/Groups/${groupId('Team')}`)).body
    expect(Object.keys(two)).toEqual(['schemas', 'id', 'meta', 'displayName', 'members'])
    expect(two.schemas).toEqual([GROUP_2])
  })

  it('shows a new group in the groups of its members at once', async () => {
    const { call, id } = start()
    const { body } = await call('POST', 'v1/Groups', {
      schemas: [CORE],
      displayName: 'New',
      members: [{ value: id('jo') }],
    })
    const user = await call('GET', `v1/Users/${id('jo')}`)
    expect(user.body.groups).toContainEqual({ value: body.id, display: 'New' })
  })
})

describe('creating a group', () => {
  it('creates a group with 201 and without duplicate members', async () => {
    const { call, id } = start()
    const members = [{ value: id('jo') }, { value: id('jo'), display: 'ignored' }]
    const { status, body } = await call('POST', 'v1/Groups', { schemas: [CORE], displayName: 'New', members })
    expect([status, body.members.length]).toEqual([201, 1])
  })

  it('refuses a group without schemas, a name or members, unless group-without-members is accepted', async () => {
    const { id, reason } = start()
    const group = { schemas: [CORE], displayName: 'New', members: [{ value: id('jo') }] }
    expect(await reason('POST', 'v1/Groups', { ...group, schemas: undefined })).toBe('missing_schema_element')
    expect(await reason('POST', 'v1/Groups', { ...group, displayName: undefined })).toBe(
      'invalid_name_required',
    )
    expect(await reason('POST', 'v1/Groups', { ...group, displayName: ' ' })).toBe('invalid_name_required')
    const blank = start({ 'group-with-blank-name': 'accepted' })
    expect((await blank.call('POST', 'v1/Groups', { ...group, displayName: ' ' })).status).toBe(201)
    expect(await reason('POST', 'v1/Groups', { ...group, members: ['U1'] })).toBe('groups_invalid')
    for (const members of [undefined, null, []]) {
      expect(await reason('POST', 'v1/Groups', { ...group, members })).toBe('group_creation_failed')
      const lax = start({ 'group-without-members': 'accepted' })
      expect((await lax.call('POST', 'v1/Groups', { ...group, members })).body.members).toEqual([])
      expect(lax.emulator.assumptions().map(({ name }) => name)).toContain('group-without-members')
    }
  })

  it('refuses a taken group name unless group-name-in-use is accepted', async () => {
    for (const displayName of ['team', 'gone', 'general']) {
      const body = { schemas: [CORE], displayName, members: [{ value: start().id('jo') }] }
      expect(await start().reason('POST', 'v1/Groups', body)).toBe('group_creation_failed')
      const lax = start({ 'group-name-in-use': 'accepted' })
      expect((await lax.call('POST', 'v1/Groups', body)).status).toBe(201)
    }
  })

  it('refuses members that are unknown, deactivated or guests, the last unless guest-members are accepted', async () => {
    const create = (value: string, assumptions = {}) => {
      const { reason, id } = start(assumptions)
      const body = { schemas: [CORE], displayName: 'New', members: [{ value: id(value) }] }
      return reason('POST', 'v1/Groups', body)
    }
    expect(await create('nobody')).toBe('no_such_group_members')
    expect(await create('gone')).toBe('unable_to_add_deleted_or_guest_to_group')
    expect(await create('guest')).toBe('unable_to_add_deleted_or_guest_to_group')
    expect(await create('guest', { 'guest-members': 'accepted' })).toBe('no refusal: 201')
  })

  it('does not check members that the group already has', async () => {
    const { call, id, groupId } = start({ 'deactivation-memberships': 'kept' })
    await call('DELETE', `v1/Users/${id('jo')}`)
    const body = { schemas: [CORE], members: [{ value: id('jo') }, { value: id('amy') }] }
    expect((await call('PATCH', `v1/Groups/${groupId('Team')}`, body)).status).toBe(204)
  })

  it('accepts at most 15,000 members in one request', async () => {
    const users = Array.from({ length: 15_001 }, (_, index) => ({ userName: `u${index}`, id: `U${index}` }))
    const { call, reason } = open({ seed: { users } })
    const members = users.map(({ id: value }) => ({ value }))
    const group = { schemas: [CORE], displayName: 'All' }
    expect(await reason('POST', 'v1/Groups', { ...group, members })).toBe('too_many_users')
    expect((await call('POST', 'v1/Groups', { ...group, members: members.slice(1) })).status).toBe(201)
  })

  it('counts additions and removals of one request together', async () => {
    const users = Array.from({ length: 15_001 }, (_, index) => ({ userName: `u${index}`, id: `U${index}` }))
    const { groupId, reason } = open({ seed: { users, groups: [{ displayName: 'All', members: ['u0'] }] } })
    const members = users.map(({ id: value }) => ({ value }))
    const [some, rest] = [members.slice(0, 8000), members.slice(8000)]
    const add = (value: object) => ({ op: 'add', path: 'members', value })
    const leave = { op: 'remove', path: 'members[value eq "U0"]' }
    const bad = { op: 'remove', path: 'displayName' }
    const path = (version: string) => `${version}/Groups/${groupId('All')}`
    const deleted = rest.map((member) => ({ ...member, operation: 'delete' }))
    expect(await reason('PATCH', path('v1'), { schemas: [CORE], members: [...some, ...deleted] })).toBe(
      'too_many_users',
    )
    const parts = [add(some), add(rest.slice(1))]
    expect(await reason('PATCH', path('v2'), patchOp(...parts, leave))).toBe('too_many_users')
    expect(await reason('PATCH', path('v2'), patchOp(...parts, bad))).toBe('invalid_request_payload')
    expect(await reason('PATCH', path('v2'), patchOp(...parts))).toBe('no refusal: 200')
  })

  it('accepts at most 5,000 members below Enterprise', async () => {
    const users = Array.from({ length: 5001 }, (_, index) => ({ userName: `u${index}`, id: `U${index}` }))
    const { reason } = open({ seed: { users, organization: { plan: 'business-plus' } } })
    const members = users.map(({ id: value }) => ({ value }))
    const group = { schemas: [CORE], displayName: 'All', members }
    expect(await reason('POST', 'v1/Groups', group)).toBe('group_member_max_exceeded')
  })
})

describe('PATCH of a group on 1.1', () => {
  it('adds, removes and renames by PATCH of 1.1, and answers an empty 204', async () => {
    const { call, id, groupId, emulator } = start({ 'guest-members': 'accepted' })
    const { status, text } = await call('PATCH', `v1/Groups/${groupId('Team')}`, {
      schemas: [CORE],
      displayName: 'Crew',
      members: [{ value: id('guest') }, { value: id('jo'), operation: 'delete' }],
    })
    expect([status, text]).toEqual([204, ''])
    expect(emulator.state.group('Crew')?.members).toEqual([id('amy'), id('guest')])
  })
})

describe('members in meta.attributes', () => {
  it('empties the group, or does what members-in-meta-attributes says', async () => {
    const clear = async (assumptions: Partial<Assumptions>): Promise<unknown[]> => {
      const seed = { users: [{ userName: 'jo' }], groups: [{ displayName: 'Ops', members: ['jo'] }] }
      const { call, emulator, groupId } = open({ seed, assumptions })
      const body = { schemas: [CORE], meta: { attributes: ['members'] } }
      const { status } = await call('PATCH', `v1/Groups/${groupId('Ops')}`, body)
      return [status, emulator.state.group('Ops')?.members.length]
    }
    expect(await clear({})).toEqual([204, 0])
    expect(await clear({ 'members-in-meta-attributes': 'ignored' })).toEqual([204, 1])
    expect(await clear({ 'members-in-meta-attributes': 'refused' })).toEqual([400, 1])
  })
})

describe('PATCH of a group on 2.0', () => {
  const patched = async (operations: (id: (name: string) => string) => object[], assumptions = {}) => {
    const { call, id, groupId, emulator } = start({ 'guest-members': 'accepted', ...assumptions })
    const reply = await call('PATCH', `v2/Groups/${groupId('Team')}`, patchOp(...operations(id)))
    const names = emulator.state.groups[0]?.members.map((member) => emulator.state.user(member)?.userName)
    return { ...reply, names }
  }

  it('answers PATCH of a group on 2.0 with 200, or 204 by patch-group-answer-on-2.0', async () => {
    const rename = () => [{ op: 'replace', path: 'displayName', value: 'Crew' }]
    expect(await patched(rename)).toMatchObject({ status: 200, body: { displayName: 'Crew' } })
    expect(await patched(rename, { 'patch-group-answer-on-2.0': '204' })).toMatchObject({
      status: 204,
      text: '',
    })
  })

  it('adds and replaces members on 2.0', async () => {
    const added = await patched((id) => [{ op: 'add', path: 'members', value: [{ value: id('guest') }] }])
    expect(added.names).toEqual(['jo', 'amy', 'guest'])
    const replaced = await patched((id) => [
      { op: 'replace', path: 'members', value: [{ value: id('amy') }] },
    ])
    expect(replaced.names).toEqual(['amy'])
  })

  it('removes one member by filter, with and without quotes around the id', async () => {
    for (const quote of ['', '"']) {
      const { names } = await patched((id) => [
        { op: 'remove', path: `members[value eq ${quote}${id('jo')}${quote}]` },
      ])
      expect(names).toEqual(['amy'])
    }
  })

  it('empties the group on an unfiltered removal, also with a value', async () => {
    expect((await patched(() => [{ op: 'remove', path: 'members' }])).names).toEqual([])
    const listed = (id: (name: string) => string) => [
      { op: 'Remove', path: 'members', value: [{ value: id('jo') }] },
    ]
    expect((await patched(listed)).names).toEqual([])
    expect((await patched(listed, { 'unfiltered-member-removal': 'removes-listed' })).names).toEqual(['amy'])
  })

  it('accepts operations without a path unless pathless-group-operations are refused', async () => {
    const operations = (id: (name: string) => string) => [
      { op: 'replace', value: { displayName: 'Crew', members: [{ value: id('jo') }] } },
    ]
    expect(await patched(operations)).toMatchObject({ names: ['jo'], body: { displayName: 'Crew' } })
    const refused = await patched(operations, { 'pathless-group-operations': 'refused' })
    expect(refused.body.detail).toBe('invalid_request_payload')
  })
})

describe('PUT of a group', () => {
  it('replaces name and members by PUT, and empties the group without members', async () => {
    const { call, groupId, emulator } = start()
    const { status, body } = await call('PUT', `v1/Groups/${groupId('Team')}`, {
      schemas: [CORE],
      displayName: 'Crew',
    })
    expect([status, body.displayName, body.members]).toEqual([200, 'Crew', []])
    expect(emulator.state.group('Crew')?.members).toEqual([])
  })

  it('shows a PUT of a group one read late, or by the switch group-put-visibility', async () => {
    const put = { schemas: [CORE], displayName: 'Crew', members: [] }
    const one = start()
    const path = `v1/Groups/${one.groupId('Team')}`
    await one.call('PUT', path, put)
    expect((await one.call('GET', path)).body.displayName).toBe('Team')
    expect((await one.call('GET', path)).body.displayName).toBe('Crew')

    const clock = manualClock()
    const late = open({ seed, clock, assumptions: { 'group-put-visibility': 'three-seconds-late' } })
    await late.call('PUT', path, put)
    clock.advance(2999)
    expect((await late.call('GET', path)).body.displayName).toBe('Team')
    clock.advance(1)
    expect((await late.call('GET', path)).body.displayName).toBe('Crew')
  })
})

describe('deleting a group', () => {
  it('deletes a group permanently with 204', async () => {
    const { call, groupId } = start()
    const path = `v1/Groups/${groupId('Team')}`
    expect((await call('DELETE', path)).status).toBe(204)
    const again = await call('DELETE', path)
    expect([again.status, again.body.Errors?.description]).toEqual([404, 'no_such_group'])
  })

  it('refuses to delete a group that is linked to channels', async () => {
    const { reason, groupId } = open({ seed: { groups: [{ displayName: 'Tied', linkedToChannels: true }] } })
    expect(await reason('DELETE', `v2/Groups/${groupId('Tied')}`)).toBe('idp_group_linked_to_channels')
  })

  it('answers DELETE of a group with 200 on 2.0 by delete-group-status-on-2.0', async () => {
    const { call, groupId } = start({ 'delete-group-status-on-2.0': '200' })
    expect((await call('DELETE', `v2/Groups/${groupId('Team')}`)).status).toBe(200)
  })
})
