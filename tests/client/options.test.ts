import { describe, expect, it } from 'vitest'
import {
  type Middleware,
  SCIMClient,
  type SCIMClientOptions,
  SCIMConfigurationError,
  SCIMError,
  type SCIMEvent,
} from '../../src/index.ts'
import { caught, deepFreeze, failure } from './outcome.ts'
import { scripted } from './scripted-transport.ts'

/** The error of a client that cannot be made. */
function refused(options: unknown, token: unknown = 'xoxp-test'): SCIMConfigurationError {
  try {
    new SCIMClient(token as string, options as SCIMClientOptions)
  } catch (error) {
    expect(error).toBeInstanceOf(SCIMConfigurationError)
    return error as SCIMConfigurationError
  }
  throw new Error('it was accepted')
}

async function headersSent(
  options: SCIMClientOptions,
  call: Parameters<SCIMClient['readUser']>[1] = {},
): Promise<Readonly<Record<string, string>>> {
  const { transport, sent } = scripted({})
  await new SCIMClient('xoxp-test', { transport, ...options }).readUser('U1', call)
  return sent[0]?.headers ?? {}
}

describe('a client', () => {
  it('has a base URL and a timeout that cannot be set, and nothing else to see', () => {
    expect(SCIMClient.BASE_URL).toBe('https://api.slack.com/scim/v1/')
    const scim = new SCIMClient('xoxp-test', { timeout: 5000 })
    expect([scim.baseUrl, scim.timeout]).toEqual([SCIMClient.BASE_URL, 5000])
    expect(() => Object.assign(scim, { baseUrl: 'x' })).toThrow(TypeError)
    expect(Object.keys(scim)).toEqual([])
  })

  it('takes frozen options and leaves them alone', async () => {
    const { transport } = scripted({})
    const options = deepFreeze({
      transport,
      headers: { 'X-A': '1' },
      middleware: [],
      retryHandlers: [],
      validation: { request: 'loose' as const },
    })
    await new SCIMClient('xoxp-test', options).readUser('U1', deepFreeze({ headers: { 'X-B': null } }))
    expect(options.headers).toEqual({ 'X-A': '1' })
  })
})

describe('an option', () => {
  it.each(['proxy', 'ssl'])('%s names the transports that take it', (name) => {
    const { message } = refused({ [name]: {} })
    expect(message).toContain(name)
    expect(message).toContain('slack-scim/node')
  })

  it('that is unknown is refused by its name', () => {
    expect(refused({ retries: 3 }).message).toContain("'retries'")
    expect(refused({ toString: 1 }).message).toContain("'toString'")
    expect(refused({ __proto__: null, constructor: 1 }).message).toContain("'constructor'")
    expect(refused({ token: 'xoxp-x' }).message).toContain("'token'")
  })

  it('fetch beside transport is refused', () => {
    const { message } = refused({ fetch: async () => new Response(), transport: scripted({}).transport })
    expect(message).toContain('fetch')
    expect(message).toContain('transport')
  })

  it.each([
    ['timeout', ['30', -1, Number.NaN, null]],
    ['deadline', ['x', -1]],
    ['maxRetryWait', ['x', -1]],
    ['baseUrl', [5, null]],
    ['headers', ['x', 5, null]],
    ['middleware', [{}, [{}], [null], ['x'], () => {}]],
    ['retryHandlers', [{}, [{}], [null]]],
    ['transport', [{}, 'x']],
    ['fetch', ['x']],
    ['logger', ['x']],
    ['onEvent', [{}]],
    ['validation', ['strict', null]],
    ['allowInsecureHttp', ['yes', 1]],
    ['clock', ['x']],
    ['userAgentPrefix', [5]],
  ] as const)('%s of the wrong type is named', (name, values) => {
    for (const value of values) expect(refused({ [name]: value }).message).toContain(name)
  })

  it('validation is checked inside: keys and values', () => {
    expect(refused({ validation: { requests: 'off' } }).message).toContain('validation')
    expect(refused({ validation: { request: 'lose' } }).message).toContain('validation')
  })

  it('undefined is as good as absent, one level down too', async () => {
    const { transport, sent } = scripted({})
    const undefinedOptions = Object.fromEntries(
      ['baseUrl', 'timeout', 'deadline', 'headers', 'middleware', 'retryHandlers', 'fetch', 'logger'].map(
        (key) => [key, undefined],
      ),
    )
    const scim = new SCIMClient('xoxp-test', {
      transport,
      ...undefinedOptions,
      validation: { request: undefined } as object,
    })
    expect([scim.baseUrl, scim.timeout]).toEqual([SCIMClient.BASE_URL, 30_000])
    await failure(scim.patchUser('U1', { active: 'yes' as never }), SCIMError)
    expect(sent).toEqual([])
  })

  it.each([null, 'x', 5, []])('the options cannot be %o', (options) => {
    try {
      new SCIMClient('xoxp-test', options as never)
    } catch (error) {
      expect(error).toBeInstanceOf(SCIMConfigurationError)
    }
  })
})

describe('timeout', () => {
  it.each([
    [30, 1],
    [999, 1],
    [1000, 0],
    [30_000, 0],
    [undefined, 0],
  ])('%s is a warning event: %i', (timeout, warnings) => {
    const events: SCIMEvent[] = []
    new SCIMClient('xoxp-test', { timeout, onEvent: (event) => events.push(event) })
    expect(events.map(({ type }) => type)).toEqual(Array.from({ length: warnings }, () => 'warning'))
    if (warnings) expect(events[0]).toMatchObject({ code: 'timeout_in_seconds' })
  })
})

describe('baseUrl', () => {
  it.each([
    ['https://scim.example/scim/v1/', 'https://scim.example/scim/v1/'],
    ['https://scim.example/scim/v1', 'https://scim.example/scim/v1/'],
    ['https://scim.example', 'https://scim.example/'],
    ['http://localhost:8080/v1/', 'http://localhost:8080/v1/'],
    ['http://scim.localhost/', 'http://scim.localhost/'],
    ['http://127.0.0.1:1/', 'http://127.0.0.1:1/'],
    ['http://127.9.9.9/', 'http://127.9.9.9/'],
    ['http://[::1]:3000/', 'http://[::1]:3000/'],
  ])('%s is taken as %s', (baseUrl, taken) => {
    expect(new SCIMClient('xoxp-test', { baseUrl }).baseUrl).toBe(taken)
  })

  it.each([
    'http://api.slack.com/scim/v1/',
    'http://localhost.evil.example/',
    'http://127.0.0.1.evil.example/',
    'http://10.0.0.1/',
    'http://0.0.0.0/',
    'http://evil.example/localhost',
    'https://user@api.slack.com/',
    'https://user:password@api.slack.com/',
    'https://api.slack.com/?x=1',
    'https://api.slack.com/?',
    'https://api.slack.com/#x',
    'ftp://api.slack.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '/scim/v1/',
    'api.slack.com',
    'not a url',
    '',
  ])('%s is refused', (baseUrl) => {
    const { message } = refused({ baseUrl })
    expect(message).toContain('baseUrl')
    expect(message).not.toContain('password')
  })

  it('on http elsewhere takes allowInsecureHttp, which changes nothing else', () => {
    const baseUrl = 'http://scim.internal/'
    expect(new SCIMClient('xoxp-test', { baseUrl, allowInsecureHttp: true }).baseUrl).toBe(baseUrl)
    refused({ baseUrl: 'http://user:x@scim.internal/', allowInsecureHttp: true })
    refused({ baseUrl: 'ftp://scim.internal/', allowInsecureHttp: true })
  })

  it('is where the requests go', async () => {
    const { transport, sent } = scripted({})
    await new SCIMClient('xoxp-test', { transport, baseUrl: 'https://scim.example/v1' }).readUser('U1')
    expect(sent[0]?.url).toBe('https://scim.example/v1/Users/U1')
  })
})

describe('headers', () => {
  it('are laid over the defaults, and those of a call over both, in any case', async () => {
    const headers = await headersSent(
      { headers: { 'X-A': 'client', 'x-b': 'client', ACCEPT: 'application/scim+json' } },
      { headers: { 'x-A': 'call' } },
    )
    expect(headers).toMatchObject({ 'x-a': 'call', 'x-b': 'client', accept: 'application/scim+json' })
  })

  it('null removes one, of the defaults and of the client', async () => {
    const headers = await headersSent(
      { headers: { 'Content-Type': null, 'x-a': '1' } },
      { headers: { 'X-A': null, 'User-Agent': null } },
    )
    expect(Object.keys(headers).sort()).toEqual(['accept', 'authorization'])
  })

  it('undefined is no value', async () => {
    const headers = await headersSent({ headers: { 'x-a': undefined, authorization: undefined } as never })
    expect(headers['x-a']).toBeUndefined()
    expect(headers.authorization).toBe('Bearer xoxp-test')
  })

  it('that a request cannot have are refused by their name', async () => {
    expect(refused({ headers: { 'x-a': 'a\nb' } }).message).toContain('x-a')
    expect(refused({ headers: { 'x a': 'b' } }).message).toContain('x a')
    const scim = new SCIMClient('xoxp-test', { transport: scripted({}).transport })
    const error = await failure(scim.readUser('U1', { headers: { 'x-a': '\u0000' } }), SCIMConfigurationError)
    expect(error.message).toContain('x-a')
  })

  it('of apiCall are its own, under those of the call', async () => {
    const { transport, sent } = scripted({})
    const scim = new SCIMClient('xoxp-test', { transport, headers: { 'x-a': 'client', 'x-b': 'client' } })
    const request = { method: 'GET', path: 'Users', headers: { 'x-a': 'request', 'x-b': 'request' } } as const
    await scim.apiCall(request, { headers: { 'x-b': 'call' } })
    expect(sent[0]?.headers).toMatchObject({ 'x-a': 'request', 'x-b': 'call' })
  })

  it('name the library, between a prefix and a suffix', async () => {
    const plain = (await headersSent({}))['user-agent']
    expect(plain).toMatch(/^slack-scim\/\d+\.\d+\.\d+/)
    const named = (await headersSent({ userAgentPrefix: 'app/1', userAgentSuffix: 'job/2' }))['user-agent']
    expect(named).toBe(`app/1 ${plain} job/2`)
  })

  it('say JSON', async () => {
    const headers = await headersSent({})
    expect(headers.accept).toBe('application/json')
    expect(headers['content-type']).toMatch(/^application\/json;\s*charset=utf-8$/)
  })
})

describe('the options of a call', () => {
  it.each([
    ['retries', { retries: 1 }],
    ['timeout', { timeout: 'x' }],
    ['deadline', { deadline: -1 }],
    ['signal', { signal: 'x' }],
    ['signal', { signal: {} }],
    ['middleware', { middleware: [{}] }],
    ['headers', { headers: 'x' }],
    ['token', { token: 5 }],
    ['token', { token: 'a b' }],
    ['token', { token: '' }],
  ])('%s is checked: %o', async (name, options) => {
    const { transport, sent } = scripted({})
    const scim = new SCIMClient('xoxp-test', { transport })
    for (const call of [
      () => scim.readUser('U1', options as never),
      () => scim.getUserSchema(options as never),
      () => scim.apiCall({ method: 'GET', path: 'Users' }, options as never),
    ]) {
      const error = await failure(call(), SCIMConfigurationError)
      expect(error.message).toContain(name)
    }
    expect(sent).toEqual([])
  })

  it('null is none or an error of ours, never a TypeError', async () => {
    const scim = new SCIMClient('xoxp-test', { transport: scripted({}).transport })
    const outcome = await scim.readUser('U1', null as never).catch((error: unknown) => error)
    expect(outcome instanceof Error && !SCIMError.is(outcome)).toBe(false)
  })

  it('hold for that call alone', async () => {
    const { transport, sent } = scripted({})
    const seen: string[] = []
    const note: Middleware = {
      name: 'note',
      handle(request, next) {
        seen.push(request.path)
        return next(request)
      },
    }
    const scim = new SCIMClient('xoxp-test', { transport })
    await scim.readUser('U1', { middleware: [note], token: 'xoxp-other', headers: { 'x-a': '1' } })
    await scim.readUser('U2')
    expect(seen).toEqual(['Users/U1'])
    expect(sent.map(({ headers }) => [headers.authorization, headers['x-a']])).toEqual([
      ['Bearer xoxp-other', '1'],
      ['Bearer xoxp-test', undefined],
    ])
  })
})

describe('transport and fetch', () => {
  it('fetch is called with a URL and plain options, never with a Request, and follows no redirect', async () => {
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

  it('the global fetch is looked up at each call', async () => {
    const former = globalThis.fetch
    const scim = new SCIMClient('xoxp-test')
    try {
      globalThis.fetch = async () => Response.json({ id: 'U9', userName: 'jo', active: true, emails: [] })
      expect((await scim.readUser('U9')).user.id).toBe('U9')
    } finally {
      globalThis.fetch = former
    }
  })

  it('one that throws what is no error is a lost connection', async () => {
    for (const thrown of [undefined, null, 'lost', { code: 'ECONNRESET' }]) {
      const scim = new SCIMClient('xoxp-test', {
        retryHandlers: [],
        transport: () => {
          throw thrown
        },
      })
      expect(await caught(scim.readUser('U1'))).toMatchObject({ code: 'connection_error' })
    }
  })

  it('one that answers nothing is a lost connection', async () => {
    const scim = new SCIMClient('xoxp-test', { retryHandlers: [], transport: async () => undefined as never })
    expect(await caught(scim.readUser('U1'))).toMatchObject({ code: 'connection_error' })
  })
})

describe('what cannot be a token', () => {
  it.each([undefined, 5, {}, [], true, '', 'a b', 'a\nb', 'é', Symbol('x')])(
    '%o is refused where the client is made',
    (token) => {
      expect(() => new SCIMClient(token as never)).toThrow(SCIMConfigurationError)
      try {
        new SCIMClient(token as never)
      } catch (error) {
        expect((error as Error).message).toContain('token')
      }
    },
  )
})
