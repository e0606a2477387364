import { describe, expect, it } from 'vitest'
import { SCIMClient, SCIMConfigurationError, SCIMError, type SCIMEvent } from '../../src/index.ts'
import { deepFreeze, failure, refused } from '../support/outcome.ts'
import { scripted } from '../support/scripted-transport.ts'

describe('a client', () => {
  it('exposes a read-only baseUrl and timeout and no own keys', () => {
    expect(SCIMClient.BASE_URL).toBe('https://api.slack.com/scim/v1/')
    const scim = new SCIMClient('xoxp-test', { timeout: 5000 })
    expect([scim.baseUrl, scim.timeout]).toEqual([SCIMClient.BASE_URL, 5000])
    expect(() => Object.assign(scim, { baseUrl: 'x' })).toThrow(TypeError)
    expect(Object.keys(scim)).toEqual([])
  })

  it('accepts frozen options and leaves them unchanged', async () => {
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

describe('client options', () => {
  it.each(['proxy', 'ssl'])('rejects %s and names the transports that accept it', (name) => {
    const { message } = refused({ [name]: {} })
    expect(message).toContain(name)
    expect(message).toContain('slack-scim/node')
  })

  it('rejects an unknown option by name', () => {
    expect(refused({ retries: 3 }).message).toContain("'retries'")
    expect(refused({ toString: 1 }).message).toContain("'toString'")
    expect(refused({ __proto__: null, constructor: 1 }).message).toContain("'constructor'")
    expect(refused({ token: 'xoxp-x' }).message).toContain("'token'")
  })

  it('rejects fetch beside transport', () => {
    const { message } = refused({ fetch: async () => new Response(), transport: scripted({}).transport })
    expect(message).toContain('fetch')
    expect(message).toContain('transport')
  })

  it.each([
    ['timeout', ['30', -1, Number.NaN, null]],
    ['deadline', ['x', -1]],
    ['maxRetryWait', ['x', -1]],
    ['maxResponseSize', ['x', 0, -1, Number.NaN, null]],
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
  ] as const)('rejects %s of the wrong type by name', (name, values) => {
    for (const value of values) expect(refused({ [name]: value }).message).toContain(name)
  })

  it('rejects unknown keys and values in validation', () => {
    expect(refused({ validation: { requests: 'off' } }).message).toContain('validation')
    expect(refused({ validation: { request: 'lose' } }).message).toContain('validation')
  })

  it('treats undefined as absent, also in nested options', async () => {
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

  it.each([null, 'x', 5, []])(
    'throws no error other than SCIMConfigurationError for options of %o',
    (options) => {
      try {
        new SCIMClient('xoxp-test', options as never)
      } catch (error) {
        expect(error).toBeInstanceOf(SCIMConfigurationError)
      }
    },
  )
})

describe('timeout', () => {
  it.each([
    [100, 1],
    [999, 1],
    [1000, 0],
    [30_000, 0],
    [undefined, 0],
  ])('warns of a timeout that looks like seconds: %s (warnings: %i)', (timeout, warnings) => {
    const events: SCIMEvent[] = []
    new SCIMClient('xoxp-test', { timeout, onEvent: (event) => events.push(event) })
    expect(events.map(({ type }) => type)).toEqual(Array.from({ length: warnings }, () => 'warning'))
    if (warnings) expect(events[0]).toMatchObject({ code: 'timeout_in_seconds' })
  })

  it.each([30, 99.9, 0, -1])('rejects %s ms for a client and for a call', async (timeout) => {
    expect(() => new SCIMClient('xoxp-test', { timeout })).toThrow(
      /option 'timeout': .*milliseconds, 100 or more/,
    )
    const { transport, sent } = scripted({})
    const scim = new SCIMClient('xoxp-test', { transport })
    await expect(scim.readUser('U1', { timeout })).rejects.toThrow(/^readUser: option 'timeout'/)
    expect(sent).toEqual([])
  })

  it('emits one warning per client for short timeouts of calls', async () => {
    const events: SCIMEvent[] = []
    const { transport } = scripted({})
    const scim = new SCIMClient('xoxp-test', { transport, onEvent: (event) => events.push(event) })
    await scim.readUser('U1', { timeout: 999 })
    await scim.readUser('U1', { timeout: 300 })
    expect(events.filter(({ type }) => type === 'warning')).toMatchObject([{ code: 'timeout_in_seconds' }])
  })
})
