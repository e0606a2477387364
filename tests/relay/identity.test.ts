import { describe, expect, it } from 'vitest'
import { SCIMConfigurationError } from '../../src/index.ts'
import { createRelay, type RelayOptions } from '../../src/relay/server.ts'
import { reasonOf, relayed } from './relayed.ts'

const READ = { readUser: { attributes: ['title'] } }

describe('who is asking', () => {
  it.each([[false], [null], [undefined], ['']])('is nobody when authorize says %j', async (nobody) => {
    const { sent, ask } = relayed({ authorize: async () => nobody as null, allow: READ })
    const response = await ask('GET', 'v1/Users/U1')
    expect([response.status, await reasonOf(response)]).toEqual([
      401,
      'relay_unauthenticated (nobody is signed in)',
    ])
    expect(sent).toEqual([])
  })

  it('is not asked for a request that a foreign page can cause', async () => {
    let asked = 0
    const { ask } = relayed({ authorize: () => ++asked, allow: READ })
    await ask('GET', 'v1/Users/U1', { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(asked).toBe(0)
    await ask('GET', 'v1/Users/U1')
    expect(asked).toBe(1)
  })

  it('decides on what is allowed', async () => {
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

  it('may be in the body, as long as the body is left', async () => {
    const body = { schemas: ['urn:scim:schemas:core:1.0'], title: 'Chef' }
    const allow = { patchUser: { attributes: ['title'] } }
    const clone = relayed({
      allow,
      authorize: async (request) => (await request.clone().json()).title === 'Chef',
    })
    expect((await clone.ask('PATCH', 'v1/Users/U1', { body })).status).toBe(200)
    const eaten = relayed({ allow, authorize: async (request) => (await request.json()).title === 'Chef' })
    await expect(eaten.ask('PATCH', 'v1/Users/U1', { body })).rejects.toThrow(/request\.clone\(\)/)
    expect(eaten.sent).toEqual([])
  })

  it.each(['authorize', 'allow'] as const)(
    'is unknown when %s throws, and its error is that of the relay',
    async (name) => {
      const broken = async (): Promise<never> => {
        throw new Error('no database')
      }
      const { sent, ask } = relayed({ allow: READ, [name]: broken })
      await expect(ask('GET', 'v1/Users/U1')).rejects.toThrow('no database')
      expect(sent).toEqual([])
    },
  )

  it('cannot be allowed what makes no sense', async () => {
    // The id of somebody who has none must not become the right to all.
    const allow = (): never => ({ readUser: { attributes: ['title'], ids: undefined } }) as never
    const { sent, ask } = relayed({ allow })
    await expect(ask('GET', 'v1/Users/U1')).rejects.toThrow(SCIMConfigurationError)
    expect(sent).toEqual([])
  })
})

describe('createRelay refuses', () => {
  const good = { token: 'xoxp-1-secret', authorize: () => true, allow: READ }

  it.each<[string, object, RegExp]>([
    ['no authorize', { authorize: undefined }, /authorize must be a function/],
    ['no token', { token: undefined }, /token/],
    ['a null token', { token: null }, /token/],
    ['a token with a line break', { token: 'xoxp-1-secret\n' }, /token/],
    ['no rules', { allow: undefined }, /allow must be an object/],
    ['rules in a list', { allow: [READ] }, /allow must be an object/],
    ['an unknown option', { cookies: true }, /option 'cookies': unknown/],
    ['a transport beside fetch', { fetch, transport: () => {} }, /not both/],
    ['a baseUrl with its version', { baseUrl: 'https://api.slack.com/scim/v1/' }, /before the version/],
    ['a baseUrl in the clear', { baseUrl: 'http://slack.example/scim/' }, /https/],
    ['an origin with a path', { origins: ['https://app.example/'] }, /origins must be a list/],
    ['any origin', { cors: ['*'] }, /cors must be a list/],
    ['the origin null', { cors: ['null'] }, /cors must be a list/],
    ['a path with dots', { path: '/api/../scim' }, /path must be/],
    ['a path without a slash', { path: 'api/scim' }, /path must be/],
    ['a limit of nothing', { maxBodyBytes: 0 }, /maxBodyBytes/],
    ['a time in words', { timeout: '30s' }, /timeout/],
    ['an unknown operation', { allow: { apiCall: true } }, /allow\.apiCall is no operation/],
    ['a rule that is no object', { allow: { readUser: true } }, /allow\.readUser must be an object/],
    ['a rule without attributes', { allow: { readUser: {} } }, /readUser\.attributes must be a list/],
    ['an attribute in place of a list', { allow: { readUser: { attributes: 'title' } } }, /must be a list/],
    ['an attribute that is none', { allow: { readUser: { attributes: ['emails[0]'] } } }, /"emails\[0\]"/],
    ['a schema that is none', { allow: { readUser: { attributes: ['urn:x:title'] } } }, /"urn:x:title"/],
    [
      'an unknown part of a rule',
      { allow: { readUser: { attributes: ['title'], id: 'U1' } } },
      /readUser\.id is/,
    ],
    [
      'ids of a search',
      { allow: { searchUsers: { attributes: ['title'], ids: ['U1'] } } },
      /searchUsers\.ids is/,
    ],
    ['a count of none', { allow: { searchUsers: { attributes: ['title'], maxCount: 0 } } }, /maxCount/],
    ['a filter in words', { allow: { searchUsers: { attributes: '*', filterBy: 'userName' } } }, /filterBy/],
    ['deletion of nobody in particular', { allow: { deleteUser: {} } }, /deleteUser must be true/],
    ['deletion of undefined', { allow: { deleteUser: { ids: undefined } } }, /ids/],
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
    ['an object for a schema', { allow: { getUserSchema: {} } }, /getUserSchema must be true/],
  ])('%s', (_what, wrong, message) => {
    const make = (): unknown => createRelay({ ...good, ...wrong } as RelayOptions<unknown>)
    expect(make).toThrow(SCIMConfigurationError)
    expect(make).toThrow(message)
    expect(make).not.toThrow(/secret/)
  })

  it('nothing that makes sense', () => {
    const options: RelayOptions<true> = {
      ...good,
      authorize: () => true,
      path: '/',
      origins: ['https://app.example', 'http://localhost:3000'],
      cors: ['https://other.example'],
      baseUrl: 'https://api.slack-gov.com/scim',
      maxBodyBytes: 10,
      timeout: 10,
    }
    expect(createRelay(options)).toBeTypeOf('function')
  })
})
