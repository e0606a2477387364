import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import {
  type Middleware,
  SCIMApiError,
  SCIMClient,
  SCIMConnectionError,
  SCIMResponseError,
} from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { networkError, refusal, type Step, scripted } from '../support/scripted-transport.ts'

function client(step: Step): SCIMClient {
  return new SCIMClient('opaque-0123456789', { transport: scripted(step).transport, retryHandlers: [] })
}

const LONG = `no_such_user ${'x'.repeat(5_000_000)}`
const STEERING = 'no_such_user \u001b[2J\r\nfake log line'

describe('text from the service', () => {
  it.each<[string, Step]>([
    ['a description', refusal(404, LONG)],
    ['a title', { status: 502, body: `<title>${LONG}</title>` }],
    ['a plain text', { status: 502, body: LONG }],
    ['an error in a 200', { body: { Errors: { description: LONG } } }],
    ['an error of the transport', new Error(LONG)],
  ])('truncates long text in every printed form of the error: %s', async (_what, step) => {
    const error = await client(step)
      .readUser('U1')
      .then(undefined, (reason: Error) => reason)
    expect((error as Error).message.length).toBeLessThan(700)
    expect(JSON.stringify(error).length).toBeLessThan(2000)
    expect(inspect(error).length).toBeLessThan(6000)
  })

  it.each<[string, Step]>([
    ['a description', refusal(404, STEERING)],
    ['a scimType', { status: 400, body: { Errors: { description: 'x', scimType: STEERING } } }],
    ['a title', { status: 502, body: `<title>${STEERING}</title>` }],
    ['a plain text', { status: 502, body: STEERING }],
    ['an error in a 200', { body: { Errors: { description: STEERING } } }],
    ['an error of the transport', new Error(STEERING)],
  ])('prints no control characters: %s', async (_what, step) => {
    const error = (await client(step)
      .readUser('U1')
      .then(undefined, (reason) => reason)) as SCIMApiError
    expect(`${error.message}${error.description}${error.scimType}`).not.toMatch(/\p{Cc}/u)
  })
})

describe('the error of a refused call', () => {
  it('shows a body of plain text', async () => {
    const error = await failure(
      client({ status: 403, body: 'Access denied.\n' }).readUser('U1'),
      SCIMApiError,
    )
    expect(error).toMatchObject({ description: 'Access denied.', reason: undefined })
    expect(error.message).toMatch(/403 Access denied\.$/)
  })

  it.each([
    { message: 'Forbidden' },
    { detail: 'Forbidden', status: 403 },
    { error: 'invalid_request', error_description: 'Forbidden' },
    { error: 'Forbidden', message: '' },
    { message: { text: 'no' }, error: 'Forbidden' },
  ])('shows the words of a JSON error that is none of SCIM: %j', async (body) => {
    const error = await failure(client({ status: 403, body }).readUser('U1'), SCIMApiError)
    expect(error.message).toMatch(/403 Forbidden$/)
  })

  it('masks the token in a JSON error that is none of SCIM', async () => {
    const step = { status: 403, body: { message: 'denied for opaque-0123456789' } }
    const error = await failure(client(step).readUser('U1'), SCIMApiError)
    expect(error.message).toMatch(/403 denied for \(redacted\)$/)
  })

  it('masks the token in a body of plain text', async () => {
    const step = { status: 403, body: 'denied for opaque-0123456789' }
    const error = await failure(client(step).readUser('U1'), SCIMApiError)
    expect(error.message).toMatch(/403 denied for \(redacted\)$/)
  })

  it.each(['A user with this name exists', 'Resource U1 not found'])(
    'reads no reason from prose: %s',
    async (description) => {
      const error = await failure(client(refusal(400, description)).readUser('U1'), SCIMApiError)
      expect(error).toMatchObject({ reason: undefined, description })
    },
  )

  it('leaves words unchanged when the token is one letter', async () => {
    const { transport } = scripted(refusal(400, 'email_taken by a member'))
    const error = await failure(new SCIMClient('e', { transport }).readUser('U1'), SCIMApiError)
    expect(error.description).toBe('email_taken by a member')
  })

  it('masks the token of an earlier attempt', async () => {
    const tokens = ['first-token-111', 'second-token-222']
    const { transport } = scripted(networkError('ECONNRESET'), refusal(403, 'first-token-111 has expired'))
    const scim = new SCIMClient(() => tokens.shift() ?? '', { transport, clock: recordingClock() })
    const error = await failure(scim.readUser('U1'), SCIMApiError)
    expect(error.description).toBe('(redacted) has expired')
  })

  it('masks the cookie of the request', async () => {
    const { transport } = scripted(refusal(403, 'bad session=0123456789'))
    const scim = new SCIMClient(null, { transport, headers: { cookie: 'session=0123456789' } })
    expect((await failure(scim.readUser('U1'), SCIMApiError)).description).toBe('bad (redacted)')
  })
})

describe('the error of a failing token function', () => {
  const secret = 'cannot refresh opaque-refresh-token'

  it('exposes the cause without printing it', async () => {
    const { transport } = scripted({})
    const cause = new Error(secret)
    const scim = new SCIMClient(() => Promise.reject(cause), { transport, retryHandlers: [] })
    const error = await failure(scim.readUser('U1'), SCIMConnectionError)
    expect(error.cause).toBe(cause)
    expect(`${error.message} ${JSON.stringify(error)} ${inspect(error)}`).not.toContain('refresh')
  })

  it('keeps the cause out of the message when an earlier attempt is in doubt', async () => {
    const { transport } = scripted(networkError('ECONNRESET'), {})
    const failing: Middleware = {
      name: 'failing',
      stage: 'attempt',
      handle: (request, next, { attempts }) => {
        if (attempts > 0) throw new Error(secret)
        return next(request)
      },
    }
    const retryHandlers = [
      { maxRetryCount: 1, canRetry: () => true, intervalCalculator: { interval: () => 0 } },
    ]
    const scim = new SCIMClient('xoxp-test', { transport, middleware: [failing], retryHandlers })
    const error = await failure(scim.patchUser('U1', { title: 'x' }), SCIMConnectionError)
    expect(error).toMatchObject({ applied: 'unknown', cause: { message: secret } })
    expect(error.message).not.toContain('refresh')
  })
})

describe('a fetch that rejects', () => {
  it.each([undefined, null, 0, 'no', { message: { toString: 1 } }, Object.create(null)])(
    'keeps the headers out of the error and its cause after %j',
    async (reason) => {
      const fetch = (): Promise<never> => Promise.reject(reason)
      const scim = new SCIMClient('opaque-0123456789', { fetch, retryHandlers: [] })
      const error = await failure(scim.readUser('U1'), SCIMConnectionError)
      const seen = inspect([error, error.cause], { depth: 9, showHidden: true, customInspect: false })
      expect(seen).not.toContain('opaque-0123456789')
      expect(Object(error.cause).options).toBeUndefined()
    },
  )
})

describe('a response with hostile types', () => {
  const DEEP = `{"schemas":${'['.repeat(100_000)}${']'.repeat(100_000)}}`

  it.each([DEEP, '{"schemas":{"toString":1}}', '{"id":{"toString":1}}'])(
    'rejects a create with SCIMResponseError and applied: yes: %.40s',
    async (body) => {
      const call = client({ status: 201, body }).createUser({ userName: 'jo', emails: [] })
      const error = await failure(call, SCIMResponseError)
      expect(error.applied).toBe('yes')
    },
  )

  it.each([DEEP, '{"Errors":{"code":{"toString":1},"description":{"toString":1}}}'])(
    'rejects with SCIMApiError on a status of 400: %.40s',
    async (body) => {
      const error = await failure(client({ status: 400, body }).deleteUser('U1'), SCIMApiError)
      expect(error).toMatchObject({ applied: 'no', description: undefined })
    },
  )

  it.each([
    ['a total that is an object', { totalResults: { toString: 1 }, Resources: [] }],
    ['a row whose id is an object', { totalResults: 1, Resources: [{ id: { toString: 1 } }] }],
  ])('causes no TypeError or RangeError in a walk: %s', async (_what, body) => {
    const outcome = await client({ body })
      .searchUsers()
      .toArray({ max: 9 })
      .catch((error: unknown) => error)
    expect(outcome instanceof TypeError || outcome instanceof RangeError).toBe(false)
  })
})
