import { describe, expect, it } from 'vitest'
import { SCIMConfigurationError } from '../../src/index.ts'
import { createRelay, type RelayOptions } from '../../src/relay/server.ts'
import { reasonOf, relayed } from './relayed.ts'

const FAILED = 'relay_failed (the relay failed: its onEvent has the cause)'
const READ = { readUser: { attributes: ['title'] } }

describe('authorize', () => {
  it.each([[false], [null], [undefined], ['']])('answers 401 when it returns %j', async (nobody) => {
    const { sent, ask } = relayed({ authorize: async () => nobody as null, allow: READ })
    const response = await ask('GET', 'v1/Users/U1')
    expect([response.status, await reasonOf(response)]).toEqual([
      401,
      'relay_unauthenticated (authorize knows no session of this request)',
    ])
    expect(sent).toEqual([])
  })

  it('is not called for a cross-site request', async () => {
    let asked = 0
    const { ask } = relayed({ authorize: () => ++asked, allow: READ })
    await ask('GET', 'v1/Users/U1', { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(asked).toBe(0)
    await ask('GET', 'v1/Users/U1')
    expect(asked).toBe(1)
  })

  it('hands its identity to allow', async () => {
    const { sent, ask } = relayed({
      authorize: ({ headers }) => ({ id: headers.get('cookie')?.replace('session=', '') }),
      allow: async (identity) => ({
        patchUser: { attributes: ['title'], ids: [(identity as { id: string }).id] },
      }),
    })
    const write = (id: string): Promise<Response> =>
      ask('PATCH', `v1/Users/${id}`, {
        headers: { cookie: 'session=U2' },
        body: { schemas: ['urn:scim:schemas:core:1.0'], title: 'Chef' },
      })
    expect((await write('U2')).status).toBe(200)
    expect((await write('U1')).status).toBe(403)
    expect(sent.map(({ url }) => url)).toEqual(['https://api.slack.com/scim/v1/Users/U2'])
  })

  it('may read the body of a clone, but not of the request', async () => {
    const body = { schemas: ['urn:scim:schemas:core:1.0'], title: 'Chef' }
    const allow = { patchUser: { attributes: ['title'] } }
    const clone = relayed({
      allow,
      authorize: async (request) => (await request.clone().json()).title === 'Chef',
    })
    expect((await clone.ask('PATCH', 'v1/Users/U1', { body })).status).toBe(200)
    const eaten = relayed({ allow, authorize: async (request) => (await request.json()).title === 'Chef' })
    const response = await eaten.ask('PATCH', 'v1/Users/U1', { body })
    expect([response.status, await reasonOf(response)]).toEqual([500, FAILED])
    expect(eaten.events.at(-1)).toHaveProperty('cause.message', expect.stringContaining('request.clone()'))
    expect(eaten.sent).toEqual([])
  })

  it.each([
    ['a Response', () => new Response('Unauthorized', { status: 401 })],
    ['a promise of a Response', async () => Response.json({ error: 'unauthorized' }, { status: 401 })],
    ['a Request', (request: Request) => request],
    ['an Error', () => new Error('unauthorized')],
    ['a list', () => []],
    ['a function', () => () => true],
    ['a symbol', () => Symbol('jo')],
    ['a map', () => new Map()],
    ['an instance of a class', () => new (class Session {})()],
  ])('refuses the request when it returns %s', async (_what, authorize) => {
    const { sent, events, ask } = relayed({ authorize, allow: READ })
    const response = await ask('GET', 'v1/Users/U1')
    expect([response.status, await reasonOf(response)]).toEqual([500, FAILED])
    expect(events).toEqual([expect.objectContaining({ reason: 'relay_failed', operation: 'readUser' })])
    expect(events[0]).toHaveProperty(
      'cause.message',
      expect.stringMatching(/^createRelay: authorize: returned/),
    )
    expect(sent).toEqual([])
  })

  it.each([true, 'jo', 7, { id: 'U1' }, Object.create(null)])('accepts the identity %j', async (identity) => {
    const { ask } = relayed({ authorize: () => identity, allow: READ })
    expect((await ask('GET', 'v1/Users/U1')).status).toBe(200)
  })
})

describe('allow', () => {
  it.each([
    // A session without an id must not become the right to all ids.
    ['ids: undefined', { readUser: { attributes: ['title'], ids: undefined } }],
    ['an unknown operation', { readUsers: { attributes: ['title'] } }],
    ['nothing', undefined],
    ['a Response', new Response('Forbidden', { status: 403 })],
  ])('refuses the request when it returns %s', async (_what, rules) => {
    const { sent, events, ask } = relayed({ allow: () => rules as never })
    const response = await ask('GET', 'v1/Users/U1')
    expect(response.status).toBe(rules instanceof Response ? 403 : 500)
    expect(events.at(-1)).toMatchObject({ type: 'relay.refused', status: response.status })
    expect(sent).toEqual([])
  })
})

describe('createRelay', () => {
  const good = {
    token: 'xoxp-1-secret',
    origins: ['https://app.example'],
    authorize: () => true,
    allow: READ,
  }

  it.each<[string, object, RegExp]>([
    ['no authorize', { authorize: undefined }, /'authorize': missing/],
    ['no token', { token: undefined }, /token/],
    ['a null token', { token: null }, /token/],
    ['a token with a line break', { token: 'xoxp-1-secret\n' }, /token/],
    ['no rules', { allow: undefined }, /allow: must be an object/],
    ['rules in a list', { allow: [READ] }, /allow: must be an object/],
    ['an unknown option', { cookies: true }, /option 'cookies': unknown/],
    ['a transport beside fetch', { fetch, transport: () => {} }, /give one of them/],
    ['a baseUrl with its version', { baseUrl: 'https://api.slack.com/scim/v1/' }, /before the version/],
    ['a baseUrl in the clear', { baseUrl: 'http://slack.example/scim/' }, /https/],
    ['no origins', { origins: undefined }, /'origins': missing/],
    ['an empty list of origins', { origins: [] }, /'origins': missing/],
    ['a URL in place of a host', { hosts: ['http://localhost:3000'] }, /'hosts': must be a list/],
    ['an origin with a path', { origins: ['https://app.example/'] }, /'origins': must be a list/],
    ['any origin', { cors: ['*'] }, /'cors': must be a list/],
    ['the origin null', { cors: ['null'] }, /'cors': must be a list/],
    ['a path with dots', { path: '/api/../scim' }, /'path': must be/],
    ['a path without a slash', { path: 'api/scim' }, /'path': must be/],
    ['a limit of 0', { maxBodyBytes: 0 }, /maxBodyBytes/],
    ['a timeout as text', { timeout: '30s' }, /timeout/],
    ['an unknown operation', { allow: { apiCall: true } }, /allow\.apiCall: no such operation/],
    ['a rule that is no object', { allow: { readUser: true } }, /allow\.readUser: must be an object/],
    ['a rule without attributes', { allow: { readUser: {} } }, /readUser\.attributes: must be a list/],
    ['an attribute in place of a list', { allow: { readUser: { attributes: 'title' } } }, /must be a list/],
    ['an invalid attribute path', { allow: { readUser: { attributes: ['emails[0]'] } } }, /"emails\[0\]"/],
    ['an unknown schema URN', { allow: { readUser: { attributes: ['urn:x:title'] } } }, /"urn:x:title"/],
    [
      'an unknown part of a rule',
      { allow: { readUser: { attributes: ['title'], id: 'U1' } } },
      /readUser\.id: unknown: there are attributes, ids$/,
    ],
    [
      'ids of a search',
      { allow: { searchUsers: { attributes: ['title'], ids: ['U1'] } } },
      /searchUsers\.ids: unknown/,
    ],
    ['a maxCount of 0', { allow: { searchUsers: { attributes: ['title'], maxCount: 0 } } }, /maxCount/],
    ['a filterBy as text', { allow: { searchUsers: { attributes: '*', filterBy: 'userName' } } }, /filterBy/],
    ['deletion without ids', { allow: { deleteUser: {} } }, /deleteUser: must be true/],
    ['deletion with ids: undefined', { allow: { deleteUser: { ids: undefined } } }, /ids/],
    [
      'replacement of some attributes',
      { allow: { updateUser: { attributes: ['title'] } } },
      /allow patchUser/,
    ],
    [
      'replacement of the name of a group',
      { allow: { updateGroup: { attributes: ['displayName'] } } },
      /members/,
    ],
    ['an object for a schema', { allow: { getUserSchema: {} } }, /getUserSchema: must be true$/],
    ['an id that is no text', { allow: { deleteUser: { ids: ['U1', 5] } } }, /ids: must be a list of ids/],
  ])('rejects %s', (_what, wrong, message) => {
    const make = (): unknown => createRelay({ ...good, ...wrong } as RelayOptions<unknown>)
    expect(make).toThrow(SCIMConfigurationError)
    expect(make).toThrow(message)
    expect(make).not.toThrow(/secret/)
  })

  it('forbids an operation whose rule is undefined', async () => {
    const { sent, ask } = relayed({ allow: { readUser: undefined } })
    expect((await ask('GET', 'v1/Users/U1')).status).toBe(403)
    expect(sent).toEqual([])
  })

  it('accepts every option', () => {
    const options: RelayOptions<true> = {
      ...good,
      authorize: () => true,
      path: '/',
      origins: ['https://app.example', 'http://localhost:3000'],
      hosts: ['localhost:3000', '[::1]:3000', 'App.internal'],
      cors: ['https://other.example'],
      baseUrl: 'https://api.slack-gov.com/scim',
      maxBodyBytes: 10,
      timeout: 10,
    }
    expect(createRelay(options)).toBeTypeOf('function')
  })
})
