import { describe, expect, it } from 'vitest'
import { hostsOf } from '../../src/relay/origin.ts'
import { relayed } from './relayed.ts'

const allow = { searchUsers: { attributes: ['title'] } }
const PUBLIC = 'https://app.example.com'
const OTHER = 'https://other.example'

describe('a page of the same origin', () => {
  it.each([
    ['Sec-Fetch-Site', {}],
    ['Origin', { 'sec-fetch-site': null, origin: 'https://app.example' }],
    ['Sec-Fetch-Site and Origin', { origin: 'https://app.example' }],
  ])('passes with %s', async (_how, headers) => {
    const response = await relayed({ allow }).ask('GET', 'v1/Users', { headers })
    expect(response.status).toBe(200)
    expect([...response.headers.keys()].sort()).toEqual([
      'cache-control',
      'content-type',
      'x-content-type-options',
    ])
  })

  it('passes with the public origin from `origins` behind a proxy', async () => {
    const headers = { origin: PUBLIC }
    expect((await relayed({ allow }).ask('GET', 'v1/Users', { headers })).status).toBe(403)
    const { ask } = relayed({ allow, origins: [PUBLIC] })
    expect((await ask('GET', 'v1/Users', { headers })).status).toBe(200)
    expect((await ask('GET', 'v1/Users', { headers: { origin: 'https://app.example' } })).status).toBe(403)
    expect(
      (await ask('GET', 'v1/Users', { headers: { ...headers, 'sec-fetch-site': 'cross-site' } })).status,
    ).toBe(403)
  })

  it.each([
    ['the host of an origin', { host: 'app.example.com' }, 200],
    ['its default port', { host: 'App.Example.com:443' }, 200],
    ['a host of hosts', { host: 'localhost:3000' }, 200],
    ['no host at all, at another URL', {}, 403],
    // DNS rebinding: to the browser of such a page the relay is same-origin, and a GET has no Origin.
    ['a foreign host', { host: 'evil.example' }, 403],
    ['a longer host', { host: 'app.example.com.evil.example' }, 403],
    ['another port', { host: 'app.example.com:8443' }, 403],
    [
      'a foreign host, and the own one as a proxy would',
      { host: 'evil.example', 'x-forwarded-host': 'app.example.com' },
      403,
    ],
    ['two hosts', { host: 'app.example.com, evil.example' }, 403],
  ])('answers a GET with %s by status', async (_what, headers, status) => {
    const { ask, sent } = relayed({ allow, origins: [PUBLIC], hosts: ['LocalHost:3000'] })
    expect((await ask('GET', 'v1/Users', { headers })).status).toBe(status)
    expect(sent).toHaveLength(status === 200 ? 1 : 0)
  })
})

describe('a page of another origin', () => {
  const foreign = { origin: OTHER, 'sec-fetch-site': 'cross-site' }
  const preflight = { ...foreign, 'x-slack-scim-relay': null, 'access-control-request-method': 'PATCH' }

  it('passes when it is listed in cors, without credentials', async () => {
    const { sent, ask } = relayed({ allow, cors: [OTHER] })
    const permission = await ask('OPTIONS', 'v1/Users/U1', { headers: preflight })
    expect(permission.status).toBe(204)
    expect(Object.fromEntries(permission.headers)).toMatchObject({
      'access-control-allow-origin': OTHER,
      'access-control-allow-headers': expect.stringContaining('x-slack-scim-relay'),
      'access-control-allow-methods': expect.stringContaining('PATCH'),
      vary: 'Origin',
    })
    expect(permission.headers.has('access-control-allow-credentials')).toBe(false)
    expect(sent).toEqual([])

    const response = await ask('GET', 'v1/Users', { headers: foreign })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe(OTHER)
    expect(response.headers.has('access-control-allow-credentials')).toBe(false)
  })

  it('can read the response of a refusal', async () => {
    const { ask } = relayed({ allow, cors: [OTHER] })
    const response = await ask('GET', 'v1/Groups', { headers: foreign })
    expect(response.status).toBe(403)
    expect(response.headers.get('access-control-allow-origin')).toBe(OTHER)
  })

  it.each(['https://evil.example', 'null', `${OTHER}.evil.example`, 'http://other.example'])(
    'refuses the origin %s, which is not listed in cors',
    async (origin) => {
      const { sent, ask } = relayed({ allow, cors: [OTHER] })
      for (const [method, headers] of [
        ['OPTIONS', preflight],
        ['GET', foreign],
      ] as const) {
        const response = await ask(method, 'v1/Users', { headers: { ...headers, origin } })
        expect(response.status).toBe(403)
        expect(response.headers.has('access-control-allow-origin')).toBe(false)
        expect(response.headers.get('vary')).toBe('Origin')
      }
      expect(sent).toEqual([])
    },
  )
})

describe('the path option of a relay', () => {
  it.each([
    ['/', 'https://app.example/v2/Users'],
    ['/internal/slack/', 'https://app.example/internal/slack/v2/Users'],
  ])('serves requests below %s', async (path, url) => {
    const { sent, ask } = relayed({ allow, path })
    expect((await ask('GET', url)).status).toBe(200)
    expect(sent.map((one) => one.url)).toEqual(['https://api.slack.com/scim/v2/Users'])
    expect((await ask('GET', '/api/scim/v2/Users')).status).toBe(404)
  })
})

it('knows the host of an origin with and without the default port of its scheme', () => {
  const hosts = hostsOf(['https://app.example', 'http://localhost', 'http://localhost:8080'])
  expect(hosts).toEqual(['app.example', 'app.example:443', 'localhost', 'localhost:80', 'localhost:8080'])
})
