import { describe, expect, it } from 'vitest'
import {
  addGroupMembers,
  SCIM2Client,
  SCIMApiError,
  SCIMClient,
  setGroupMembers,
  settle,
} from '../../src/index.ts'
import { relayTransport } from '../../src/relay/client.ts'
import type { RelayRules } from '../../src/relay/server.ts'
import { APP, type Relayed, relayed } from './relayed.ts'

const EVERYTHING: RelayRules = {
  searchUsers: { attributes: '*', filterBy: '*', maxCount: 1000 },
  readUser: { attributes: '*' },
  createUser: { attributes: '*' },
  patchUser: { attributes: '*' },
  updateUser: { attributes: '*' },
  deleteUser: true,
  searchGroups: { attributes: '*', filterBy: ['displayName'] },
  readGroup: { attributes: '*' },
  createGroup: { attributes: ['displayName', 'members'] },
  patchGroup: { attributes: '*' },
  updateGroup: { attributes: ['displayName', 'members'] },
  deleteGroup: true,
  getServiceProviderConfig: true,
  getUserSchema: true,
  getGroupSchema: true,
  getSchemas: true,
  getResourceTypes: true,
}

function clientOf<Client>(
  Kind: new (token: null, options: object) => Client,
  { pageFetch }: Relayed,
): Client {
  return new Kind(null, { transport: relayTransport({ url: `${APP}/api/scim`, fetch: pageFetch }) })
}

describe.each([
  ['1.1', SCIMClient],
  ['2.0', SCIM2Client],
] as const)('a client of SCIM %s behind a relay', (version, Kind) => {
  const open = (allow: RelayRules = EVERYTHING): Relayed & { scim: SCIMClient | SCIM2Client } => {
    const one = relayed({ allow })
    return { ...one, scim: clientOf<SCIMClient | SCIM2Client>(Kind, one) }
  }

  it('performs every allowed operation', async () => {
    const { emulator, scim } = open()
    const emails = [{ value: 'ada@example.com', primary: true }]
    const { user, status } = await scim.createUser({
      userName: 'ada',
      emails,
      name: { givenName: 'Ada', familyName: 'B' },
    })
    expect([status, user.userName]).toEqual([201, 'ada'])
    await scim.patchUser(user.id, { title: 'Engineer', name: { givenName: 'Adah' } })
    const read = await scim.readUser(user.id)
    expect(read.user).toMatchObject({
      title: 'Engineer',
      name: { givenName: 'Adah', familyName: 'B' },
      active: true,
    })
    await scim.updateUser({ ...read.user, title: 'Director' })
    expect(emulator.state.user('ada')).toMatchObject({ title: 'Director', active: true })
    await scim.deleteUser(user.id)
    expect(emulator.state.user('ada')?.active).toBe(false)

    const { group } = await scim.createGroup({ displayName: 'Sales', members: [{ value: 'U1' }] })
    await scim.patchGroup(group.id, { displayName: 'Marketing' })
    await scim.updateGroup({ id: group.id, displayName: 'Growth', members: [{ value: 'U1' }] })
    await addGroupMembers(scim, group.id, ['U2'])
    await setGroupMembers(scim, group.id, ['U2'])
    expect((await scim.readGroup(group.id)).group).toMatchObject({
      displayName: 'Growth',
      members: [{ value: 'U2' }],
    })
    const found = await scim.searchGroups({ filter: 'displayName eq "Growth"' })
    expect(found.groups.map(({ id }) => id)).toEqual([group.id])
    await scim.deleteGroup(group.id)
    expect(emulator.state.group(group.id)).toBeUndefined()

    expect((await scim.getServiceProviderConfig()).config.patch).toBeDefined()
    expect((await scim.getUserSchema()).body).toBeDefined()
    expect((await scim.getGroupSchema()).body).toBeDefined()
  })

  it('walks a list when the relay lowers its page size', async () => {
    const { sent, scim } = open({ searchUsers: { attributes: ['userName'], maxCount: 2 } })
    const users = await scim.searchUsers().toArray({ max: 10 })
    expect(users.map(({ userName }) => userName).sort()).toEqual(['jo', 'kim', expect.any(String)])
    expect(sent.map(({ url }) => new URL(url).searchParams.get('count'))).toEqual(['2', '2'])
  })

  it('receives only the allowed attributes of a list', async () => {
    const { scim } = open({
      searchUsers: { attributes: ['displayName', 'name.givenName'], filterBy: ['userName'] },
    })
    const page = await scim.searchUsers({ filter: 'userName eq "jo"' })
    expect(page.body).toEqual({
      schemas: expect.any(Array),
      totalResults: 1,
      itemsPerPage: 1,
      startIndex: 1,
      Resources: [
        { schemas: expect.any(Array), id: 'U1', displayName: expect.any(String), name: { givenName: 'Jo' } },
      ],
    })
  })

  it('receives only the allowed attributes after a write', async () => {
    const { emulator, scim } = open({ patchUser: { attributes: ['title'] } })
    const { user } = await scim.patchUser('U1', { title: 'Doctor' })
    expect(user).toEqual({ schemas: expect.any(Array), id: 'U1', title: 'Doctor' })
    expect(emulator.state.user('U1')?.title).toBe('Doctor')
  })

  it('writes an allowed sub-attribute and no other', async () => {
    const { emulator, scim } = open({ patchUser: { attributes: ['name.givenName'] } })
    await scim.patchUser('U1', { name: { givenName: 'Johanna' } })
    expect(emulator.state.user('U1')).toMatchObject({ givenName: 'Johanna', familyName: 'Park' })
    const refused = await settle(scim.patchUser('U1', { name: { familyName: 'X' } }))
    expect([refused.status, refused.errors?.description]).toEqual([
      403,
      expect.stringContaining('name.familyName'),
    ])
  })

  it('clears an allowed attribute', async () => {
    const { emulator, scim } = open({ patchUser: { attributes: ['title', 'name.honorificPrefix'] } })
    await scim.patchUser('U1', { title: ' ', meta: { attributes: ['name.honorificPrefix'] } })
    expect(emulator.state.user('U1')?.title).toBe('')
  })

  it('parses Slack errors from the SCIM envelope', async () => {
    const { scim } = open()
    const error = await scim.readUser('U404').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SCIMApiError)
    expect(error).toMatchObject({ status: 404, reason: 'no_such_user' })
  })

  it('throws a refusal of the relay with its reason', async () => {
    const { scim } = open({})
    await expect(scim.readUser('U1')).rejects.toMatchObject({
      status: 403,
      reason: 'relay_forbidden',
      applied: 'no',
    })
  })

  it('retries after a Slack rate limit', async () => {
    const { emulator, sent, scim } = open()
    emulator.faults.add({ kind: 'rate-limit', retryAfter: 0 })
    expect((await scim.readUser('U1')).attempts).toBe(2)
    expect(sent).toHaveLength(2)
    expect(version).toBe(scim.version)
  })
})

describe('an extension behind a relay', () => {
  const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

  it('passes as a whole or by sub-attribute', async () => {
    const one = relayed({ allow: { patchUser: { attributes: [`${urn}:department`] } } })
    const scim = clientOf(SCIM2Client, one)
    const { user } = await scim.patchUser('U1', { [urn]: { department: 'Care' } })
    expect(user?.[urn]).toEqual({ department: 'Care' })
    const refused = await settle(scim.patchUser('U1', { [urn]: { department: 'Care', costCenter: '7' } }))
    expect(refused.status).toBe(403)
    const cleared = await settle(scim.patchUser('U1', { [urn]: null }))
    expect(cleared.status).toBe(403)
  })

  it.each([':', '.'])('passes when its path uses the separator %j', async (separator) => {
    const one = relayed({ allow: { patchUser: { attributes: [urn] } } })
    const path = `${urn}${separator}department`
    await clientOf(SCIM2Client, one).patchUser('U1', { Operations: [{ op: 'add', path, value: 'Care' }] })
    expect(JSON.parse(one.sent[0]?.body ?? '').Operations).toEqual([{ op: 'add', path, value: 'Care' }])
    expect(one.emulator.state.user('U1')?.profile.enterprise.department).toBe('Care')
  })

  it('passes under its SCIM 1.1 name', async () => {
    const enterprise = 'urn:scim:schemas:extension:enterprise:1.0'
    const one = relayed({ allow: { patchUser: { attributes: [enterprise] } } })
    await clientOf(SCIMClient, one).patchUser('U1', { [enterprise]: { costCenter: '7' } })
    expect(one.emulator.state.user('U1')?.profile.enterprise.costCenter).toBe('7')
  })
})

describe('a PUT behind a relay', () => {
  it.each([
    [
      'user',
      'v1/Users/U1',
      { schemas: ['urn:scim:schemas:core:1.0'], userName: 'jo', emails: [{ value: 'jo@example.com' }] },
    ],
    ['group', 'v1/Groups/S1', { schemas: ['urn:scim:schemas:core:1.0'], displayName: 'Design' }],
  ])('refuses to replace a %s whose body omits a required attribute', async (kind, path, body) => {
    const { sent, ask } = relayed({ allow: EVERYTHING })
    const response = await ask('PUT', path, { body })
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining(
        kind === 'user' ? 'active\\": is required' : 'this PUT could remove all members',
      ),
    ])
    expect(sent).toEqual([])
  })
})
