import { describe, expect, it } from 'vitest'
import { createEmulator, type Emulator } from '../../mocks/index.ts'
import { SCIM2Client, SCIMClient, setGuestExpiration } from '../../src/index.ts'
import { createRelay, type RelayOptions, type RelayRules } from '../../src/relay/server.ts'
import { URN_1_1, URN_2_0 } from '../../src/schemas/urns.ts'
import { EVERYTHING } from './refusals.ts'
import { APP, reasonOf, relayed, requestOf } from './relayed.ts'

const LATER = '2028-06-01T00:00:00Z'

/** A relay in front of an emulator with a member, a guest with phones, and a group; and what went through. */
function open(allow: RelayRules = EVERYTHING) {
  const emulator = createEmulator({
    seed: {
      users: [
        { id: 'U1', userName: 'jo', email: 'jo@example.com' },
        { id: 'U2', userName: 'guest', email: 'guest@example.com', guest: true, primaryPhone: '+1' },
      ],
      groups: [{ id: 'S1', displayName: 'Design', members: ['jo'] }],
    },
  })
  const sent: string[] = []
  const relay = createRelay({
    token: emulator.token,
    origins: [APP],
    authorize: () => true,
    allow,
    fetch: (url, init) => {
      sent.push(`${init.method} ${new URL(url).pathname.replace('/scim/', '')}`)
      return emulator.fetch(url, init)
    },
  })
  const ask = async (method: string, path: string, body: object) => {
    const response = await relay(requestOf(method, path, { body }))
    return [response.status, response.status < 400 ? '' : await reasonOf(response)] as const
  }
  return { emulator, relay, sent, ask }
}

/** The state that a refused write leaves as it was. */
const stateOf = ({ state }: Emulator): unknown => structuredClone([state.users, state.groups])

const ways = [
  ['v1', URN_1_1, (attributes: object) => ({ schemas: [URN_1_1.core, URN_1_1.guest], ...attributes })],
  [
    'v2',
    URN_2_0,
    (attributes: object) => ({
      schemas: [URN_2_0.patch],
      Operations: Object.entries(attributes).map(([path, value]) =>
        value === null ? { op: 'remove', path } : { op: 'add', path, value },
      ),
    }),
  ],
] as const

describe.each(ways)('the guest status behind a relay (%s)', (segment, urns, patched) => {
  const schemas = [segment === 'v1' ? URN_1_1.core : URN_2_0.user, urns.guest]
  const whole = {
    schemas,
    userName: 'jo',
    emails: [{ value: 'jo@example.com', primary: true }],
    active: true,
  }
  const guest = { ...whole, userName: 'guest', emails: [{ value: 'guest@example.com', primary: true }] }
  const full = {
    addresses: [],
    phoneNumbers: [{ value: '+1', primary: true }],
    userType: null,
    roles: [],
    preferredLanguage: null,
    locale: null,
    [urns.enterprise]: {},
    [urns.profile]: {},
  }
  const changes: readonly (readonly [string, string, string, object])[] = [
    ['a PATCH that makes a guest', 'PATCH', 'U1', patched({ [urns.guest]: { type: 'multi' } })],
    ['a PATCH that makes a member', 'PATCH', 'U2', patched({ [urns.guest]: null })],
    ['a PATCH that clears the type', 'PATCH', 'U2', patched({ [urns.guest]: { type: null } })],
    ['a PUT that makes a guest', 'PUT', 'U1', { ...whole, ...full, [urns.guest]: { type: 'multi' } }],
    [
      'a PUT that makes a guest in another case',
      'PUT',
      'U1',
      { ...whole, [urns.guest.toUpperCase()]: { type: 'multi' } },
    ],
    [
      'a PUT that keeps a guest in another case',
      'PUT',
      'U2',
      { ...guest, ...full, [urns.guest.toUpperCase()]: { type: 'multi' } },
    ],
    ['a PUT that makes a member', 'PUT', 'U2', { ...guest, ...full }],
    ['a PUT that makes a member by null', 'PUT', 'U2', { ...guest, ...full, [urns.guest]: null }],
  ]

  it.each(changes)('refuses %s, without a rule that says so', async (_what, method, id, body) => {
    const { emulator, sent, ask } = open()
    const before = stateOf(emulator)
    const name = method === 'PATCH' ? 'patchUser' : 'updateUser'
    expect(await ask(method, `${segment}/Users/${id}`, body)).toEqual([
      403,
      `relay_forbidden (${name} may not change guest status)`,
    ])
    expect(sent.filter((one) => !one.startsWith('GET'))).toEqual([])
    expect(stateOf(emulator)).toEqual(before)
  })

  it.each(changes.filter(([what]) => !what.endsWith('case')))(
    'sends %s if the rule has guestStatus',
    async (_what, method, id, body) => {
      const rule = { attributes: '*', guestStatus: 'change' } as const
      const { emulator, ask } = open({ patchUser: rule, updateUser: rule })
      const before = Boolean(emulator.state.user(id)?.guest)
      const [status] = await ask(method, `${segment}/Users/${id}`, body)
      // Slack takes no null for a type.
      if (method === 'PUT' || !JSON.stringify(body).includes('"type":null')) {
        expect([status, Boolean(emulator.state.user(id)?.guest)]).toEqual([200, !before])
      }
    },
  )

  it.each([
    ['U1', { type: 'multi' }],
    ['U2', null],
  ])('refuses the extension behind the URN of the core schema, for %s', async (id, extension) => {
    const { emulator, sent, ask } = open()
    const before = stateOf(emulator)
    const core = segment === 'v1' ? URN_1_1.core : URN_2_0.user
    const [status] = await ask(
      'PATCH',
      `${segment}/Users/${id}`,
      patched({ [core]: { [urns.guest]: extension } }),
    )
    expect(status).toBeGreaterThanOrEqual(400)
    expect(sent.filter((one) => !one.startsWith('GET'))).toEqual([])
    expect(stateOf(emulator)).toEqual(before)
  })

  it.each([{ type: '' }, { expiration: LATER }])(
    'refuses a PUT of a guest with the extension %j',
    async (extension) => {
      const { sent, ask } = open()
      const [status] = await ask('PUT', `${segment}/Users/U2`, { ...guest, ...full, [urns.guest]: extension })
      expect([status, sent.map((one) => one.split(' ')[0])]).toEqual([403, ['GET']])
    },
  )

  it.each([null, { type: 'multi' }])('creates an account with the guest extension %j', async (extension) => {
    const { emulator, ask, sent } = open()
    const body = {
      schemas,
      userName: 'new',
      emails: [{ value: 'new@example.com', primary: true }],
      [urns.guest]: extension,
    }
    expect(await ask('POST', `${segment}/Users`, body)).toEqual([201, ''])
    expect(sent).toEqual([`POST ${segment}/Users`])
    expect(Boolean(emulator.state.user('new')?.guest)).toBe(extension !== null)
  })

  it('sends the expiration of a guest, and a PUT that changes no status', async () => {
    const { emulator, sent, ask } = open()
    const unset = { ...whole, [urns.guest]: null }
    const extension = { type: 'multi', expiration: LATER }
    expect(await ask('PATCH', `${segment}/Users/U2`, patched({ [urns.guest]: extension }))).toEqual([200, ''])
    expect(emulator.state.user('U2')?.guest).toMatchObject(extension)
    expect(await ask('PUT', `${segment}/Users/U2`, { ...guest, ...full, [urns.guest]: extension })).toEqual([
      200,
      '',
    ])
    expect(await ask('PUT', `${segment}/Users/U1`, unset)).toEqual([200, ''])
    expect(sent.map((one) => one.split(' ')[0])).toEqual(['GET', 'PATCH', 'GET', 'PUT', 'GET', 'PUT'])
  })

  it('refuses a PUT of what a read of a guest shows, and one with the old nickName', async () => {
    const { emulator, sent, ask } = open()
    const hides = await ask('PUT', `${segment}/Users/U2`, { ...guest, [urns.guest]: { type: 'multi' } })
    expect(hides).toEqual([400, expect.stringContaining('would blank what a read of a guest hides')])
    const renamed = await ask('PUT', `${segment}/Users/U1`, { ...whole, userName: 'joan', nickName: 'jo' })
    expect(renamed).toEqual([400, expect.stringContaining('"nickName": must change with userName')])
    expect(sent.every((one) => one.startsWith('GET'))).toBe(true)
    expect(emulator.state.user('U2')?.profile.primaryPhone).toBe('+1')
  })

  it('refuses a write about an account that is none', async () => {
    const answer = { status: 200, headers: { 'content-type': 'application/json' } }
    const { ask } = relayed({ allow: EVERYTHING, fetch: async () => new Response('{"id":"U1"}', answer) })
    const response = await ask('PUT', `${segment}/Users/U1`, { body: whole })
    expect([response.status, await reasonOf(response)]).toEqual([
      403,
      'relay_forbidden (updateUser may not change guest status)',
    ])
  })

  it('passes on that there is no such account', async () => {
    const { sent, ask } = open()
    expect((await ask('PUT', `${segment}/Users/U404`, whole))[0]).toBe(404)
    expect(sent).toEqual([`GET ${segment}/Users/U404`])
  })

  it.each([
    ['a padded name', { userName: 'jo ' }],
    ['a padded address', { emails: [{ value: ' jo@example.com', primary: true }] }],
    ['a text for active', { active: 'False' }],
    ['a mobile phone that would be the primary one', { phoneNumbers: [{ value: '+2', type: 'mobile' }] }],
    ['a Mobile phone that would be the primary one', { phoneNumbers: [{ value: '+2', type: 'Mobile' }] }],
  ])('refuses %s before anything is sent', async (_what, attributes) => {
    const { sent, ask } = open()
    const patch = segment === 'v1' ? { ...patched(attributes), schemas: [URN_1_1.core] } : patched(attributes)
    expect((await ask('PATCH', `${segment}/Users/U1`, patch))[0]).toBe(400)
    expect((await ask('PUT', `${segment}/Users/U1`, { ...whole, ...attributes }))[0]).toBe(400)
    const status = 'phoneNumbers' in attributes ? 409 : 400
    expect((await ask('POST', `${segment}/Users`, { ...whole, ...attributes }))[0]).toBe(status)
    expect(sent).toEqual(status === 409 ? [`POST ${segment}/Users`] : [])
  })

  it('refuses to empty a group, without a rule that says so', async () => {
    const empty = {
      schemas: [segment === 'v1' ? URN_1_1.core : URN_2_0.group],
      displayName: 'Design',
      members: [],
    }
    const strict = open()
    expect(await strict.ask('PUT', `${segment}/Groups/S1`, empty)).toEqual([
      400,
      'relay_bad_request (this PUT could remove all members: remove them one by one)',
    ])
    expect(strict.sent).toEqual([])
    const rule = { attributes: '*', emptyGroup: true } as const
    const lax = open({ patchGroup: rule, updateGroup: rule })
    expect(await lax.ask('PUT', `${segment}/Groups/S1`, empty)).toEqual([200, ''])
    expect(lax.emulator.state.group('S1')?.members).toEqual([])
    const removal =
      segment === 'v1'
        ? { schemas: [URN_1_1.core], meta: { attributes: ['members'] } }
        : { Operations: [{ op: 'remove', path: 'members' }] }
    expect((await open({ patchGroup: rule }).ask('PATCH', `${segment}/Groups/S1`, removal))[0]).toBeLessThan(
      300,
    )
  })
})

describe('a client behind a relay', () => {
  it('sets the expiration of a guest', async () => {
    for (const Client of [SCIMClient, SCIM2Client]) {
      const { emulator, relay } = open()
      const segment = Client === SCIMClient ? 'v1' : 'v2'
      const scim = new Client(null, {
        baseUrl: `${APP}/api/scim/${segment}/`,
        fetch: (url, init) => relay(requestOf(String(init.method), url, { body: init.body ?? undefined })),
      })
      await setGuestExpiration(scim, 'U2', LATER)
      expect(emulator.state.user('U2')?.guest).toMatchObject({ expiration: LATER })
    }
  })
})

describe('createRelay', () => {
  it.each([
    ['patchGroup', { attributes: '*', emptyGroup: 'yes' }, /patchGroup\.emptyGroup: must be true or false/],
    ['patchUser', { attributes: '*', emptyGroup: true }, /patchUser\.emptyGroup: unknown/],
    ['patchUser', { attributes: '*', guestStatus: true }, /patchUser\.guestStatus: must be 'change'/],
    ['updateGroup', { attributes: '*', guestStatus: 'change' }, /updateGroup\.guestStatus: unknown/],
    ['createUser', { attributes: '*', guestStatus: 'change' }, /createUser\.guestStatus: unknown/],
  ])('rejects an allowance that is malformed or of another operation: %s', (name, rule, message) => {
    const options = { token: 'xoxp-test', origins: [APP], authorize: () => true, allow: { [name]: rule } }
    expect(() => createRelay(options as unknown as RelayOptions<true>)).toThrow(message)
  })

  it('keeps the members of a group with emptyGroup: false', async () => {
    const { ask } = open({ patchGroup: { attributes: '*', emptyGroup: false } })
    const removal = { Operations: [{ op: 'remove', path: 'members' }] }
    expect((await ask('PATCH', 'v2/Groups/S1', removal))[0]).toBe(400)
  })
})
