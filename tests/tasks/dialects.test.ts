import { describe, expect, it } from 'vitest'
import { createEmulator, type Seed } from '../../mocks/index.ts'
import { SCIM2Client, SCIMApiError, SCIMClient, SCIMConflictError } from '../../src/index.ts'
import { URN_1_1, URN_2_0 } from '../../src/schemas/urns.ts'
import { inEveryWorld, openPlace, VERSIONS } from '../support/worlds.ts'

const seed: Seed = {
  users: [{ userName: 'jo', title: 'Engineer' }, { userName: 'ada' }],
  groups: [{ displayName: 'team', members: ['jo'] }],
}
const kim = { userName: 'kim', emails: [{ value: 'kim@example.com', primary: true }] }

describe('clients of both dialects', () => {
  it('read one state, and what the other wrote', async () => {
    const { token, transport } = createEmulator({ seed })
    const one = new SCIMClient(token, { transport })
    const two = new SCIM2Client(token, { transport })
    const enterprise = { department: 'R&D' }
    const { user } = await one.createUser({
      ...kim,
      [URN_1_1.enterprise]: enterprise,
      phoneNumbers: [{ value: '+1' }],
    })
    const { user: read } = await two.readUser(user.id)
    expect(read[URN_2_0.enterprise]).toMatchObject(enterprise)
    expect([read.userName, read.phoneNumbers]).toEqual([user.userName, user.phoneNumbers])
    await two.patchUser(user.id, { [URN_2_0.enterprise]: { department: 'Sales' }, title: 'Lead' })
    const { user: after } = await one.readUser(user.id)
    expect([after.title, after[URN_1_1.enterprise]?.department]).toEqual(['Lead', 'Sales'])
    const { group } = await two.createGroup({ displayName: 'crew', members: [{ value: user.id }] })
    await one.patchGroup(group.id, { members: [{ value: user.id, operation: 'delete' }] })
    expect((await two.readGroup(group.id)).group.members).toEqual([])
    await one.deleteGroup(group.id)
    await expect(two.readGroup(group.id)).rejects.toMatchObject({ status: 404, reason: 'no_such_group' })
  })
})

describe('each operation', () => {
  const STATUSES = {
    '1.1': [201, 200, 200, 200, 201, 204, 200, 204],
    '2.0': [201, 200, 200, 204, 201, 200, 200, 204],
  }

  for (const version of VERSIONS) {
    it(`answers with the statuses of Slack (${version})`, async () => {
      const { scim, id } = openPlace(version, { seed })
      const { user, status: created } = await scim.createUser(kim)
      const patched = await scim.patchUser(user.id, { title: 'x' })
      const updated = await scim.updateUser({ ...kim, id: user.id, active: true })
      const deleted = await scim.deleteUser(user.id)
      const made = await scim.createGroup({ displayName: 'crew', members: [{ value: id('jo') }] })
      const renamed = await scim.patchGroup(made.group.id, { displayName: 'crowd' })
      const replaced = await scim.updateGroup(
        { id: made.group.id, displayName: 'crowd', members: [] },
        { emptyGroup: true },
      )
      const removed = await scim.deleteGroup(made.group.id)
      expect([
        created,
        ...[patched, updated, deleted, made, renamed, replaced, removed].map(({ status }) => status),
      ]).toEqual(STATUSES[version])
      expect([deleted.body, removed.body]).toEqual([undefined, undefined])
      expect(renamed.group?.displayName).toBe(version === '1.1' ? undefined : 'crowd')
    })

    it(`sends the URNs of its schema and of the extensions in the body (${version})`, async () => {
      const { scim, id, writes } = openPlace(version, { seed })
      const urns = version === '1.1' ? URN_1_1 : URN_2_0
      const user = version === '1.1' ? URN_1_1.core : URN_2_0.user
      const group = version === '1.1' ? URN_1_1.core : URN_2_0.group
      await scim.createUser({ ...kim, [urns.profile]: { startDate: '2025-01-01T00:00:00Z' } })
      await scim.patchUser(id('jo'), { [urns.guest]: { type: 'multi' } })
      await scim.createGroup({ displayName: 'crew', members: [{ value: id('ada') }] })
      await scim.patchGroup('S1', { displayName: 'x' }).catch(() => {})
      expect(writes().map(({ body }) => (body as { schemas: string[] }).schemas)).toEqual([
        [user, urns.profile],
        version === '1.1' ? [user, urns.guest] : [URN_2_0.patch],
        [group],
        version === '1.1' ? [group] : [URN_2_0.patch],
      ])
    })

    it(`rejects with the reason and the whole description of a refusal (${version})`, async () => {
      const { scim, id, emulator } = openPlace(version, { seed })
      const error = await Promise.resolve(scim.searchUsers({ filter: 'foo' })).catch(
        (thrown: unknown) => thrown,
      )
      expect(error).toBeInstanceOf(SCIMApiError)
      expect(error).toMatchObject({
        status: 400,
        reason: 'no_filters',
        description: 'no_filters (is_aggregate_call=1)',
      })
      const taken = await scim
        .createUser({ userName: 'kim', emails: [{ value: 'jo@example.com' }] })
        .catch((thrown: unknown) => thrown)
      expect(taken).toBeInstanceOf(SCIMConflictError)
      expect(taken).toMatchObject({ reason: 'email_taken' })
      expect((taken as SCIMConflictError).description).toContain(`existing_user=${id('jo')}`)
      expect(emulator.state.user('kim')).toBeUndefined()
    })

    it(`rejects an invalid token, whose error is in the envelope of 1.1 (${version})`, async () => {
      const { emulator } = openPlace(version, { seed })
      const Client = version === '1.1' ? SCIMClient : SCIM2Client
      const scim = new Client('xoxp-nobody', { transport: emulator.transport })
      for (const call of [scim.readUser('U1'), scim.createUser(kim), scim.deleteGroup('S1')]) {
        const error = await call.catch((thrown: unknown) => thrown)
        expect(error).toMatchObject({ status: 401, reason: 'invalid_authentication', applied: 'no' })
        expect((error as SCIMApiError).response.body).toEqual({
          Errors: { description: 'invalid_authentication', code: 401 },
        })
      }
      // Seen from Slack: the configuration answers to a nonsense token.
      expect((await scim.getServiceProviderConfig()).status).toBe(200)
    })

    it(`reads the configuration at the path of the dialect, and filters though it says no (${version})`, async () => {
      const { scim, sent } = openPlace(version, { seed })
      const { config } = await scim.getServiceProviderConfig()
      expect(sent.map(({ path }) => path)).toEqual([
        version === '1.1' ? 'ServiceProviderConfigs' : 'ServiceProviderConfig',
      ])
      expect(config.filter?.supported).toBe(false)
      expect((await scim.searchUsers({ filter: 'userName eq "jo"' })).users).toHaveLength(1)
    })
  }

  it('succeeds in every world', () =>
    inEveryWorld({ seed }, async ({ scim, id, emulator }) => {
      const { user } = await scim.createUser(kim)
      const patched = await scim.patchUser(user.id, { title: 'x' })
      expect(patched.user === undefined).toBe(patched.rawBody === '')
      await scim.updateUser({ ...kim, id: user.id, active: true })
      const { group } = await scim.createGroup({ displayName: 'crew', members: [{ value: id('ada') }] })
      const renamed = await scim.patchGroup(group.id, { displayName: 'crowd' })
      expect(renamed.group === undefined).toBe(renamed.rawBody === '')
      await scim.updateGroup({ id: group.id, displayName: 'crowd', members: [{ value: user.id }] })
      expect(emulator.state.group('crowd')?.members).toEqual([user.id])
      await scim.deleteGroup(group.id)
      await scim.deleteUser(user.id)
      expect(emulator.state.user('kim')?.active).toBe(false)
      expect((await scim.getUserSchema()).status).toBe(200)
      expect((await scim.getGroupSchema()).status).toBe(200)
    }))
})

describe('getSchemas and getResourceTypes', () => {
  it('return the malformed schemas that Slack sends', async () => {
    const { token, transport } = createEmulator({ seed })
    const events: string[] = []
    const scim = new SCIM2Client(token, {
      transport,
      validation: { response: 'strict' },
      onEvent: ({ type }) => void events.push(type),
    })
    const { schemas, body } = await scim.getSchemas()
    expect(schemas.map(({ id }) => id)).toEqual([URN_2_0.user, URN_2_0.group])
    // URNs and lists stand among the attributes.
    const attributes = [schemas[0]?.attributes].flat() as readonly unknown[]
    const kinds = attributes.map((attribute) => (Array.isArray(attribute) ? 'list' : typeof attribute))
    expect(new Set(kinds)).toEqual(new Set(['object', 'string', 'list']))
    expect(schemas).toEqual(body?.Resources)
    const { resourceTypes } = await scim.getResourceTypes()
    expect(resourceTypes.map(({ name }) => name)).toEqual(['User', 'Group'])
    expect(JSON.stringify(resourceTypes[0])).toContain(URN_2_0.directory)
    expect(events).not.toContain('drift')
  })
})
