import { describe, expect, it } from 'vitest'
import { SCIMClient } from '../../src/index.ts'
import { caught, refused } from '../support/outcome.ts'
import { scripted } from '../support/scripted-transport.ts'

const raise = (): never => {
  throw new Error('looked at')
}

// The options that set where requests go and how they are sent.

describe('baseUrl', () => {
  it.each([
    ['https://scim.example/scim/v1/', 'https://scim.example/scim/v1/'],
    ['https://scim.example/scim/v1', 'https://scim.example/scim/v1/'],
    ['https://scim.example', 'https://scim.example/'],
    ['http://localhost:8080/v1/', 'http://localhost:8080/v1/'],
    ['http://scim.localhost/', 'http://scim.localhost/'],
    ['http://127.0.0.1:1/', 'http://127.0.0.1:1/'],
    ['http://127.9.9.9/', 'http://127.9.9.9/'],
    ['http://127.10.200.30/', 'http://127.10.200.30/'],
    // Another service's own path may hold that of a version.
    ['https://scim.example/scim/v2/acme', 'https://scim.example/scim/v2/acme/'],
    ['http://[::1]:3000/', 'http://[::1]:3000/'],
  ])('normalizes %s to %s', (baseUrl, taken) => {
    expect(new SCIMClient('xoxp-test', { baseUrl }).baseUrl).toBe(taken)
  })

  const HTTP = 'is http:, where the token can be read on the way'
  const EXTRA = 'must have no credentials, query or fragment'
  const SCHEME = 'must be an https: URL'
  it.each([
    ['http://api.slack.com/scim/v1/', HTTP],
    ['http://localhost.evil.example/', HTTP],
    ['http://evil-localhost/', HTTP],
    ['http://127.0.0.1.evil.example/', HTTP],
    ['http://10.0.0.1/', HTTP],
    ['http://0.0.0.0/', HTTP],
    ['http://evil.example/localhost', HTTP],
    ['https://user@scim.example/scim/v1/', EXTRA],
    ['https://:password@scim.example/scim/v1/', EXTRA],
    ['https://user:password@scim.example/scim/v1/', EXTRA],
    ['https://scim.example/scim/v1/?x=1', EXTRA],
    ['https://scim.example/scim/v1/?', EXTRA],
    ['https://scim.example/scim/v1/#x', EXTRA],
    ['ftp://scim.example/scim/v1/', SCHEME],
    ['xhttps://scim.example/scim/v1/', SCHEME],
    ['httpsx://scim.example/scim/v1/', SCHEME],
    ['file:///etc/passwd', SCHEME],
    ['javascript:alert(1)', SCHEME],
    ['/scim/v1/', SCHEME],
    ['api.slack.com', SCHEME],
    ['not a url', SCHEME],
    ['', SCHEME],
    ['https://slack.com/', 'does not end in the path of a version'],
  ])('rejects %s', (baseUrl, problem) => {
    const { message } = refused({ baseUrl })
    expect(message).toContain(`baseUrl: ${problem}`)
    expect(message).not.toContain('password')
  })

  it('accepts http on other hosts with allowInsecureHttp, and relaxes no other rule', () => {
    const baseUrl = 'http://scim.internal/'
    expect(new SCIMClient('xoxp-test', { baseUrl, allowInsecureHttp: true }).baseUrl).toBe(baseUrl)
    refused({ baseUrl: 'http://user:x@scim.internal/', allowInsecureHttp: true })
    refused({ baseUrl: 'ftp://scim.internal/', allowInsecureHttp: true })
  })

  it('prefixes the URL of every request', async () => {
    const { transport, sent } = scripted({})
    await new SCIMClient('xoxp-test', { transport, baseUrl: 'https://scim.example/v1' }).readUser('U1')
    expect(sent[0]?.url).toBe('https://scim.example/v1/Users/U1')
  })
})

describe('transport and fetch', () => {
  it('calls fetch with a URL and plain options, without following redirects', async () => {
    const calls: [unknown, RequestInit][] = []
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      calls.push([url, init])
      return Response.json({ id: 'U1', userName: 'jo', active: true, emails: [] })
    }
    const scim = new SCIMClient('xoxp-test', { fetch })
    await scim.patchUser('U1', { title: 'é' })
    const [url, init] = calls[0] ?? []
    expect(url).toBe('https://api.slack.com/scim/v1/Users/U1')
    expect(init).toMatchObject({ method: 'PATCH', redirect: 'manual' })
    expect(JSON.parse(String(init?.body))).toMatchObject({ title: 'é' })
    expect(calls).toHaveLength(1)
  })

  it('looks up the global fetch at each call', async () => {
    const former = globalThis.fetch
    const scim = new SCIMClient('xoxp-test')
    try {
      globalThis.fetch = async () => Response.json({ id: 'U9', userName: 'jo', active: true, emails: [] })
      expect((await scim.readUser('U9')).user.id).toBe('U9')
    } finally {
      globalThis.fetch = former
    }
  })

  it('rejects with a connection error when the transport throws a value that is not an Error', async () => {
    const unreadable = Proxy.revocable({}, {})
    unreadable.revoke()
    const values = [
      undefined,
      null,
      'lost',
      { code: 'ECONNRESET' },
      { message: { toString: 1 }, code: { toString: 1 } },
      Object.defineProperty({}, 'message', { get: () => raise() }),
      unreadable.proxy,
    ]
    for (const thrown of values) {
      const scim = new SCIMClient('xoxp-test', {
        retryHandlers: [],
        transport: () => {
          throw thrown
        },
      })
      expect(await caught(scim.readUser('U1'))).toMatchObject({ code: 'connection_error' })
    }
  })

  it('rejects with a connection error when the transport returns undefined', async () => {
    const scim = new SCIMClient('xoxp-test', { retryHandlers: [], transport: async () => undefined as never })
    expect(await caught(scim.readUser('U1'))).toMatchObject({ code: 'connection_error' })
  })
})
