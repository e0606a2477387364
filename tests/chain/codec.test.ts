import { describe, expect, it } from 'vitest'
import {
  SCIMClient,
  type SCIMClientOptions,
  SCIMConfigurationError,
  SCIMConnectionError,
  type SCIMEvent,
  SCIMResponseError,
  type Transport,
  type TransportInit,
} from '../../src/index.ts'
import { caught, failure } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { type Step, scripted, USER } from '../support/scripted-transport.ts'

const NEW = { userName: 'jo', emails: [{ value: 'jo@example.com' }] }

function client(transport: Transport, options: SCIMClientOptions = {}): SCIMClient {
  return new SCIMClient('xoxp-test', { transport, retryHandlers: [], ...options })
}

describe('what the transport is given', () => {
  it('has a body and a signal only where there are any', async () => {
    const given: TransportInit[] = []
    const { transport } = scripted((_url, init) => {
      given.push(init)
      return { body: USER }
    })
    const scim = client(transport, { timeout: Number.POSITIVE_INFINITY, deadline: Number.POSITIVE_INFINITY })
    await scim.readUser('U1')
    await scim.createUser(NEW, { signal: new AbortController().signal })
    const [read, write] = given.map((init) => Object.keys(init).sort())
    expect(read).toEqual(['headers', 'maxResponseSize', 'method'])
    expect(write).toEqual(['body', 'headers', 'maxResponseSize', 'method', 'signal'])
  })
})

describe('what a transport resolves to', () => {
  const headers = new Headers()
  const text = async (): Promise<string> => JSON.stringify(USER)
  it.each<[string, unknown]>([
    ['no status', { headers, text }],
    ['a status as text', { status: '200', headers, text }],
    ['no headers', { status: 200, text }],
    ['headers as an object', { status: 200, headers: {}, text }],
    ['a body that is no text', { status: 200, headers, text: async () => USER }],
    ['neither status nor headers', { text }],
  ])('with %s is refused with what it must be', async (_, answer) => {
    const scim = client(async () => answer as never)
    const error = await failure(scim.readUser('U1'), SCIMConnectionError)
    expect(error.message).toContain(
      'transport: must resolve to { status, headers: { get }, text() }, as fetch does',
    )
  })
})

describe('whether a write took effect', () => {
  const half = '{"id":"U1","userNa'
  it.each<[string, Step, string]>([
    ['an answer that is cut off', { status: 201, body: half }, 'yes'],
    ['one that is cut off behind white space', { status: 200, body: `\n ${half}` }, 'yes'],
    ['a text with a brace in it', { status: 200, body: `ok ${half}` }, 'unknown'],
    ['a page', { status: 200, body: '<title>Down</title>' }, 'unknown'],
    ['an error in a 200', { status: 200, body: { Errors: { description: 'x', code: 500 } } }, 'unknown'],
    ['an interim status', { status: 199, body: half }, 'unknown'],
    ['a redirect', { status: 300, body: half }, 'unknown'],
  ])('by %s', async (_, step, applied) => {
    const scim = client(scripted(step).transport)
    expect(await failure(scim.createUser(NEW), SCIMResponseError)).toMatchObject({ applied })
  })

  it('is not in doubt by an error of the library that the transport throws', async () => {
    const thrown = new SCIMConfigurationError('proxy: must be a URL')
    const { transport } = scripted(thrown)
    const error = await failure(client(transport).createUser(NEW), SCIMConfigurationError)
    expect(error).toBe(thrown)
    const events: SCIMEvent[] = []
    const onEvent = (event: SCIMEvent): void => void events.push(event)
    await caught(client(transport, { onEvent }).createUser(NEW))
    expect(events.find(({ type }) => type === 'attempt.end')).toMatchObject({ applied: 'no' })
  })
})

describe('the error of a transport', () => {
  const cause = new TypeError('fetch failed', {
    cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }),
  })
  const withOptions = (name: string): Error =>
    Object.assign(new Error('[GET] failed', { cause }), { name, options: { headers: {} } })

  it.each<[string, Error, unknown]>([
    ['loses the wrapping of ofetch, which has the headers', withOptions('FetchError'), cause],
    ['is kept whole under another name', withOptions('OtherError'), 'itself'],
    [
      'is kept whole without options',
      Object.assign(new Error('x', { cause }), { name: 'FetchError' }),
      'itself',
    ],
  ])('%s', async (_, thrown, expected) => {
    const error = await failure(client(scripted(thrown).transport).readUser('U1'), SCIMConnectionError)
    expect(error.cause).toBe(expected === 'itself' ? thrown : expected)
  })

  it('is told without a limit of time and without a signal too', async () => {
    const limits = { timeout: Number.POSITIVE_INFINITY, deadline: Number.POSITIVE_INFINITY }
    const error = await failure(client(scripted(cause).transport, limits).readUser('U1'), SCIMConnectionError)
    expect(error.message).toContain('no answer: fetch failed')
    expect(error.cause).toBe(cause)
  })

  it('counts as the abort that caused it, in the events of the attempt too', async () => {
    const controller = new AbortController()
    const events: SCIMEvent[] = []
    const transport: Transport = async () => {
      controller.abort()
      throw new TypeError('fetch failed')
    }
    const scim = client(transport, { onEvent: (event) => events.push(event) })
    await caught(scim.readUser('U1', { signal: controller.signal }))
    await new Promise((resolve) => setTimeout(resolve))
    expect(events.find(({ type }) => type === 'attempt.end')).toMatchObject({ error: 'aborted' })
  })
})

describe('an attempt', () => {
  it('takes the time between its start and its end', async () => {
    const clock = recordingClock()
    const events: SCIMEvent[] = []
    const { transport } = scripted(() => {
      clock.advance(250)
      return { body: USER }
    })
    await client(transport, { clock, onEvent: (event) => events.push(event) }).readUser('U1')
    expect(events.find(({ type }) => type === 'attempt.end')).toMatchObject({ attempt: 1, duration: 250 })
  })

  it('keeps the first 2000 characters of a body that is too large', async () => {
    const body = `{"id":"${'é'.repeat(5000)}"}`
    const scim = client(scripted({ body }).transport, { maxResponseSize: 3000 })
    const { message, response } = await failure(scim.readUser('U1'), SCIMResponseError)
    expect(message).toContain('with a body of more than 3000 bytes: raise maxResponseSize if it is meant')
    expect(response.rawBody).toBe(body.slice(0, 2000))
  })
})
