import { afterEach, describe, expect, it, vi } from 'vitest'
import { SCIM2Client, SCIMClient, SCIMConfigurationError } from '../../src/index.ts'
import { type RelayTransportOptions, relayTransport } from '../../src/relay/client.ts'

/** A `fetch` that keeps what it was given. */
function recorder() {
  const sent: { url: string; init: RequestInit; headers: Headers }[] = []
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url, init, headers: new Headers(init.headers) })
    return Response.json({ id: 'U1', userName: 'jo', active: true, emails: [], totalResults: 0 })
  }
  return { sent, fetch }
}

function behind(options: Partial<RelayTransportOptions> = {}) {
  const { sent, fetch } = recorder()
  const transport = relayTransport({ url: 'https://app.example/api/scim', fetch, ...options })
  return { sent, scim: new SCIMClient(null, { transport }), transport }
}

afterEach(() => vi.unstubAllGlobals())

describe('relayTransport', () => {
  it('sends to the relay with the preflight header and same-origin cookies', async () => {
    const { sent, scim } = behind()
    await scim.patchUser('U1', { title: 'Nurse' })
    const [{ url, init, headers } = { url: '', init: {}, headers: new Headers() }] = sent
    expect(url).toBe('https://app.example/api/scim/v1/Users/U1')
    expect([init.method, init.credentials, init.redirect]).toEqual(['PATCH', 'same-origin', 'manual'])
    expect(Object.fromEntries(headers)).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'x-slack-scim-relay': '1',
    })
  })

  it('sends a read without Content-Type and User-Agent', async () => {
    const { sent, scim } = behind()
    await scim.readUser('U1', { headers: { 'x-trace': '7', cookie: 'a=b', 'user-agent': 'x' } })
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({
      accept: 'application/json',
      'x-slack-scim-relay': '1',
      'x-trace': '7',
    })
  })

  it.each([
    ['https://app.example/api/scim', 'https://app.example/api/scim/v2/Users?count=1'],
    ['https://app.example/api/scim/', 'https://app.example/api/scim/v2/Users?count=1'],
    ['http://localhost:3000/', 'http://localhost:3000/v2/Users?count=1'],
  ])('sends to the relay at %s', async (url, target) => {
    const { sent, transport } = behind({ url })
    await new SCIM2Client(null, { transport }).searchUsers({ count: 1 })
    expect(sent[0]?.url).toBe(target)
  })

  it('resolves a relative URL against the page on each call', async () => {
    const { sent, scim } = behind({ url: '/api/scim' })
    vi.stubGlobal('location', { href: 'https://app.example/people/list' })
    await scim.readUser('U1')
    vi.stubGlobal('location', { href: 'https://other.example/' })
    await scim.readUser('U1')
    expect(sent.map(({ url }) => url)).toEqual([
      'https://app.example/api/scim/v1/Users/U1',
      'https://other.example/api/scim/v1/Users/U1',
    ])
  })

  it('rejects a relative URL outside a page', async () => {
    const { sent, scim } = behind({ url: '/api/scim' })
    await expect(scim.readUser('U1')).rejects.toThrow(SCIMConfigurationError)
    await expect(scim.readUser('U1')).rejects.toThrow(/give an absolute one/)
    expect(sent).toEqual([])
  })

  it('looks up the global fetch on each call, and calls it without a receiver', async () => {
    const { sent, fetch } = recorder()
    const { scim } = behind({ fetch: undefined })
    vi.stubGlobal('fetch', function (this: unknown, url: string, init: RequestInit) {
      expect([undefined, globalThis]).toContain(this)
      return fetch(url, init)
    })
    await scim.readUser('U1')
    expect(sent).toHaveLength(1)
  })

  it('adds static headers, and headers from a function called per request', async () => {
    let asked = 0
    const { sent, scim } = behind({ headers: async () => ({ authorization: `Bearer page-${++asked}` }) })
    await scim.readUser('U1')
    await scim.readUser('U1')
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer page-1',
      'Bearer page-2',
    ])
    const other = behind({ headers: { 'X-CSRF': 'abc', 'x-slack-scim-relay': '0' } })
    await other.scim.readUser('U1')
    expect(other.sent[0]?.headers.get('x-csrf')).toBe('abc')
    expect(other.sent[0]?.headers.get('x-slack-scim-relay')).toBe('1')
  })

  it.each([
    [
      'a client that has a token',
      () => new SCIMClient('xoxp-secret', { transport: behind().transport }),
      /new SCIMClient\(null/,
    ],
    [
      'a client that has an authorization',
      () =>
        new SCIMClient(null, { transport: behind().transport, headers: { Authorization: 'Bearer secret' } }),
      /new SCIMClient\(null/,
    ],
    [
      'a client that has a baseUrl',
      () => new SCIMClient(null, { transport: behind().transport, baseUrl: 'https://evil.example/scim/v1/' }),
      /give it to createRelay/,
    ],
    [
      'a Slack token in a header',
      () => behind({ headers: { 'x-token': 'xoxp-secret' } }).scim,
      /Slack token/,
    ],
  ])('rejects %s', async (_what, make, message) => {
    const error = await make()
      .readUser('U1')
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SCIMConfigurationError)
    expect(String(error)).toMatch(message)
    expect(String(error)).not.toContain('secret')
  })

  it.each<[unknown]>([
    [''],
    [undefined],
    [5],
    ['//evil.example/api'],
    ['/\\evil.example'],
    ['/\t/evil.example'],
    [' //evil.example'],
    ['javascript:alert(1)'],
    ['data:text/plain,x'],
    ['ftp://app.example/'],
    ['https://user:secret@app.example/api'],
    ['https://'],
    ['/api/scim?x=1'],
    ['/api/scim#x'],
  ])('rejects the URL %j', (url) => {
    expect(() => relayTransport({ url: url as string })).toThrow(SCIMConfigurationError)
    expect(() => relayTransport({ url: url as string })).not.toThrow(/secret/)
  })
})
