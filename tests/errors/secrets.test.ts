import { execFile } from 'node:child_process'
import { inspect, promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import {
  SCIMClient,
  type SCIMClientOptions,
  SCIMConfigurationError,
  SCIMError,
  type SCIMEvent,
} from '../../src/index.ts'
import { caught } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { type Step, scripted, USER } from '../support/scripted-transport.ts'

/** A token in Slack's format, which a pattern detects, and an opaque token, which only the client knows. */
const TOKENS = ['xoxp-1234567890-abcdefghij', 'sekret.Token~0123456789']

/** Everything that a log could make of a value. */
function printed(value: unknown): string {
  const texts = [
    String(value),
    JSON.stringify(value),
    inspect(value, { depth: 10, showHidden: false }),
    // What Node prints for an uncaught error.
    inspect(value, { depth: 10, customInspect: false }),
  ]
  if (value instanceof Error) texts.push(value.message, value.stack ?? '')
  return texts.join('\n')
}

/** Makes a call go wrong and gathers all that could be printed of it. */
async function leaks(token: string, step: Step, options: SCIMClientOptions = {}): Promise<string> {
  const { transport } = scripted(step)
  const events: SCIMEvent[] = []
  const lines: string[] = []
  const log = (line: string): void => void lines.push(line)
  const scim = new SCIMClient(token, {
    transport,
    clock: recordingClock(),
    onEvent: (event) => events.push(event),
    logger: { debug: log, info: log, warn: log, error: log },
    ...options,
  })
  const error = await caught(scim.patchUser('U1', { title: 'x' }))
  expect(SCIMError.is(error)).toBe(true)
  expect(events.length).toBeGreaterThan(2)
  return [printed(error), printed(scim), printed(scim.searchUsers()), ...events.map(printed), ...lines].join(
    '\n',
  )
}

describe.each(TOKENS)('secrecy of the token %s', (token) => {
  const bearer = `Bearer ${token}`
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error']
  const wrapped = Object.assign(new TypeError(`fetch failed for ${bearer}`), {
    request: { headers: { authorization: bearer } },
    config: { headers: { Authorization: bearer }, auth: token },
    cause: Object.assign(new Error(`socket of ${token}`), { code: 'ECONNRESET', headers: [bearer] }),
  })
  const fetchError = Object.assign(new Error(`[PATCH] ${token}`), {
    name: 'FetchError',
    options: { headers: { authorization: bearer } },
    cause: wrapped,
  })

  it.each<[string, Step]>([
    ['a transport error with the token in every field', wrapped],
    ['a transport error wrapped as in ofetch', fetchError],
    [
      'an echo in the 1.1 envelope',
      { status: 400, body: { Errors: { description: `bad ${token}`, code: 400 } } },
    ],
    [
      'an echo as the whole description',
      { status: 400, body: { Errors: { description: token, code: 400 } } },
    ],
    [
      'an echo in every field of the 2.0 envelope',
      { status: 400, body: { schemas, detail: bearer, status: 400, scimType: token, extra: token } },
    ],
    ["an echo in the Web API's form", { status: 400, body: { ok: false, error: token } }],
    ['an echo in a page', { status: 502, body: `<html><title>${bearer}</title>${token}</html>` }],
    ['an echo in a page that came as 200', { body: `<html><title>${token}</title>${token}</html>` }],
    ['an echo in an error that came as 200', { body: { Errors: { description: token, code: 500 } } }],
    ['an echo in half a JSON text', { body: `{"a":"${token}` }],
    ['an echo in the headers', { status: 500, headers: { 'x-request': bearer }, body: '' }],
    ['an echo in a redirect', { status: 302, headers: { location: `https://e.example/?t=${token}` } }],
    ['cookies in the answer', { status: 500, headers: { 'set-cookie': `d=${token}` }, body: '' }],
    ['a timeout', 'hang'],
  ])('keeps the token out of errors, events and logs after %s', async (_what, step) => {
    expect(await leaks(token, step)).not.toContain(token)
  })

  it('prints no part of the token where a long text is cut', async () => {
    const half = token.slice(0, Math.ceil(token.length / 2))
    for (const length of [470, 480, 485, 490, 495]) {
      const description = `${'x'.repeat(length)}${token}`
      expect(await leaks(token, { status: 400, body: { Errors: { description, code: 400 } } })).not.toContain(
        half,
      )
    }
    for (const length of [470, 480, 485, 490]) {
      const body = `<title>${'x'.repeat(length)}${token}</title>`
      expect(await leaks(token, { status: 502, body })).not.toContain(half)
    }
  })

  it('masks a token from a function, a header or the call options', async () => {
    const echo: Step = (_url, { headers }) => ({
      status: 400,
      body: { Errors: { description: `got ${headers.authorization}`, code: 400 } },
    })
    const { transport } = scripted(echo)
    const clients = [
      caught(new SCIMClient(() => token, { transport }).readUser('U1')),
      caught(new SCIMClient(async () => token, { transport }).readUser('U1')),
      caught(new SCIMClient(null, { transport, headers: { Authorization: bearer } }).readUser('U1')),
      caught(new SCIMClient('xoxp-other', { transport }).readUser('U1', { token })),
      caught(
        new SCIMClient('xoxp-other', { transport }).readUser('U1', { headers: { authorization: bearer } }),
      ),
    ]
    for (const error of await Promise.all(clients)) {
      expect(error).toMatchObject({ status: 400 })
      expect(printed(error)).not.toContain(token)
    }
  })

  it('keeps the token out of drift events and strict validation errors', async () => {
    const events: SCIMEvent[] = []
    const { transport } = scripted({
      body: { ...USER, title: [token], emails: [{ value: { [token]: token } }] },
    })
    const scim = new SCIMClient(token, { transport, onEvent: (event) => events.push(event) })
    await scim.readUser('U1')
    expect(events.some(({ type }) => type === 'drift')).toBe(true)
    expect(events.map(printed).join()).not.toContain(token)
    const strict = new SCIMClient(token, { transport, validation: { response: 'strict' } })
    expect(printed(await caught(strict.readUser('U1')))).not.toContain(token)
  })

  it('keeps the token out of the client, its lists and configuration errors', () => {
    const scim = new SCIMClient(token)
    expect(Object.keys(scim)).not.toContain('token')
    expect('token' in scim).toBe(false)
    expect(printed(scim) + printed(scim.searchUsers())).not.toContain(token)
    for (const make of [
      () => new SCIMClient(`${token}\n`),
      () => new SCIMClient(`${token} ${token}`),
      () => new SCIMClient(token, { headers: { 'x-a': `a\n${token}` } }),
      () => new SCIMClient(token, { baseUrl: `https://user:${token}@api.slack.com/` }),
      () => new SCIMClient(token, { baseUrl: `https://api.slack.com/?token=${token}` }),
      () => new SCIMClient(token, { userAgentPrefix: `${token}\n` }),
      () => new SCIMClient({ token } as never),
    ]) {
      const error = (() => {
        try {
          make()
        } catch (thrown) {
          return thrown
        }
        return undefined
      })()
      expect(error).toBeInstanceOf(SCIMConfigurationError)
      expect(printed(error)).not.toContain(token)
    }
  })
})

describe('values passed in the wrong place', () => {
  const token = TOKENS[0] as string

  it('masks a token passed as id, filter value, path or method', async () => {
    const { transport } = scripted({ status: 404, body: '' })
    const events: SCIMEvent[] = []
    const scim = new SCIMClient(token, { transport, onEvent: (event) => events.push(event) })
    const errors = [
      await caught(scim.readUser(token)),
      await caught(scim.patchUser(token, { id: 'U1' })),
      await caught(scim.patchUser('U1', { id: token })),
      await caught(scim.searchUsers({ filter: `title eq "${token}"` })),
      await caught(scim.apiCall({ method: 'GET', path: `Users/${token}` })),
      await caught(scim.apiCall({ method: token as never, path: 'Users' })),
    ]
    expect([...errors, ...events].map(printed).join('\n')).not.toContain(token)
  })

  it('keeps filter values out of events', async () => {
    const { transport } = scripted({ body: { totalResults: 0, Resources: [] } })
    const events: SCIMEvent[] = []
    const scim = new SCIMClient(token, { transport, onEvent: (event) => events.push(event) })
    const filter = { op: 'ne', attr: 'title', value: 'Chief Secret Officer' }
    await scim.searchUsers({ filter: filter as never }).then(
      () => {},
      () => {},
    )
    expect(events.map(printed).join('\n')).not.toContain('Secret')
  })
})

it('prints no request header in the stack of an uncaught error', async () => {
  const token = TOKENS[1] as string
  const entry = new URL('../../src/index.ts', import.meta.url).href
  const program = `
    const { SCIMClient } = await import(${JSON.stringify(entry)})
    const transport = async () => {
      throw Object.assign(new TypeError('lost'), { config: { headers: { authorization: ${JSON.stringify(token)} } } })
    }
    await new SCIMClient(${JSON.stringify(token)}, { transport, retryHandlers: [] }).readUser('U1')`
  const { stderr } = (await caught(
    promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]),
  )) as { stderr: string }
  expect(stderr).toContain('SCIMConnectionError')
  expect(stderr).not.toContain(token)
})
