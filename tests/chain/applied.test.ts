import { describe, expect, it } from 'vitest'
import {
  type Applied,
  type Middleware,
  SCIMClient,
  type SCIMClientOptions,
  SCIMConfigurationError,
  SCIMConnectionError,
  type SCIMEvent,
} from '../../src/index.ts'
import { caught } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { networkError, refusal, type Step, scripted } from '../support/scripted-transport.ts'

const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

const again = {
  maxRetryCount: 9,
  intervalCalculator: { interval: () => 0 },
  canRetry: () => true,
}

async function appliedAfter(
  method: 'GET' | (typeof WRITES)[number],
  steps: readonly Step[],
  options: SCIMClientOptions = {},
): Promise<Applied> {
  const { transport } = scripted(...steps)
  const scim = new SCIMClient('xoxp-test', {
    transport,
    clock: recordingClock(),
    retryHandlers: [],
    ...options,
  })
  const error = await caught(scim.apiCall({ method, path: 'Users/U1' }))
  return (error as { applied: Applied }).applied
}

const FAILURES: readonly (readonly [string, Step, Applied])[] = [
  ...[400, 401, 403, 404, 409, 422, 425, 429].map(
    (status) => [String(status), refusal(status, 'x'), 'no'] as const,
  ),
  ...[408, 500, 502, 503, 504].map((status) => [String(status), refusal(status, 'x'), 'unknown'] as const),
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'].map(
    (code) => [code, networkError(code), 'no'] as const,
  ),
  ...['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ETIMEDOUT'].map(
    (code) => [code, networkError(code), 'unknown'] as const,
  ),
  ['an error without a code', new Error('lost'), 'unknown'],
  ['a transport error with applied: no', new SCIMConnectionError('x', { applied: 'no' }), 'no'],
  ['a transport error without applied', new SCIMConnectionError('x'), 'unknown'],
  [
    'two refused addresses',
    Object.assign(new AggregateError([networkError('ECONNREFUSED'), networkError('EHOSTUNREACH')]), {}),
    'no',
  ],
  [
    'a refused address and a lost connection',
    new AggregateError([networkError('ECONNREFUSED'), networkError('ECONNRESET')]),
    'unknown',
  ],
  ['a timeout', 'hang', 'unknown'],
  ['HTML in a 200', { body: '<html>' }, 'unknown'],
  ['half a JSON text in a 200', { body: '{"id":"U1",' }, 'yes'],
  ['an error in a 200', { body: { Errors: { description: 'x', code: 500 } } }, 'unknown'],
]

describe.each(WRITES)('applied of a failed %s', (method) => {
  it.each(FAILURES)(
    'reports whether the write may have taken effect after %s',
    async (_what, step, applied) => {
      expect(await appliedAfter(method, [step])).toBe(applied)
    },
  )

  it('never reports yes after a redirect', async () => {
    expect(await appliedAfter(method, [{ status: 307, headers: { location: '/x' } }])).not.toBe('yes')
  })
})

it.each(FAILURES)('reports applied: no for a GET after %s', async (_what, step) => {
  expect(await appliedAfter('GET', [step])).toBe('no')
})

describe('applied of a refused request with several attributes', () => {
  const TWO = { title: 'Engineer', timezone: 'Europe/Oslo' }
  const OPERATIONS = Object.entries(TWO).map(([path, value]) => ({ op: 'replace', path, value }))

  async function appliedTo(method: 'PUT' | 'PATCH', body: object, step: Step): Promise<unknown> {
    const { transport } = scripted(step)
    const scim = new SCIMClient('xoxp-test', { transport, retryHandlers: [] })
    return caught(scim.apiCall({ method, path: 'Users/U1', body: { ...body } }))
  }

  it.each([400, 403, 404, 409, 422])(
    'reports unknown for a PATCH after a %i: Slack may have applied one attribute',
    async (status) => {
      for (const body of [TWO, { ...TWO, schemas: [] }, { Operations: OPERATIONS }]) {
        expect(await appliedTo('PATCH', body, refusal(status, 'x'))).toMatchObject({ applied: 'unknown' })
      }
    },
  )

  it('reports no for a PATCH of one attribute beside schemas or id', async () => {
    for (const body of [
      { title: 'Engineer' },
      { title: 'Engineer', schemas: ['urn:scim:schemas:core:1.0'], id: 'U1' },
      { schemas: [], Operations: OPERATIONS.slice(1) },
    ]) {
      expect(await appliedTo('PATCH', body, refusal(400, 'x'))).toMatchObject({ applied: 'no' })
    }
  })

  it.each([
    [401, 'invalid_auth'],
    [405, 'x'],
    [429, 'too_many_requests'],
    [404, 'no_such_user'],
    [404, 'no_such_group'],
  ])('reports no for a PATCH after %i %s, which refuses the whole request', async (status, reason) => {
    expect(await appliedTo('PATCH', TWO, refusal(status, reason))).toMatchObject({ applied: 'no' })
  })

  it('reports no for a PUT of several attributes', async () => {
    expect(await appliedTo('PUT', TWO, refusal(400, 'x'))).toMatchObject({ applied: 'no' })
  })
})

describe('applied over several attempts', () => {
  const retry = { retryHandlers: [{ ...again, maxRetryCount: 1 }] }

  it.each([
    ['a lost connection, then a refusal', [networkError('ECONNRESET'), refusal(404, 'x')], 'unknown'],
    ['a 503, then a refused connection', [refusal(503, 'x'), networkError('ECONNREFUSED')], 'unknown'],
    ['a refusal, then a lost connection', [refusal(429, 'x'), networkError('ECONNRESET')], 'unknown'],
    ['two refusals', [refusal(429, 'x'), refusal(404, 'x')], 'no'],
    ['two connections that sent nothing', [networkError('ECONNREFUSED'), networkError('ENOTFOUND')], 'no'],
  ] as const)('combines the attempts: %s', async (_what, steps, applied) => {
    expect(await appliedAfter('PATCH', [...steps], retry)).toBe(applied)
  })

  it('keeps yes after any later failure', async () => {
    for (const after of [networkError('ECONNREFUSED'), refusal(404, 'x'), networkError('ECONNRESET')]) {
      expect(await appliedAfter('DELETE', [{ body: '{"id":' }, after], retry)).toBe('yes')
    }
  })

  it.each([
    ['a foreign error with attempts of its own', Object.assign(new Error('x'), { attempts: 9 })],
    ['an error of the library without attempts', new SCIMConfigurationError('x')],
  ])(
    'keeps unknown of the first attempt when a middleware throws %s before the second',
    async (_what, thrown) => {
      let attempts = 0
      const failing: Middleware = {
        name: 'failing',
        stage: 'attempt',
        async handle(request, next) {
          if (++attempts > 1) throw thrown
          return next(request)
        },
      }
      const options = { ...retry, middleware: [failing] }
      expect(await appliedAfter('PATCH', [networkError('ECONNRESET')], options)).toBe('unknown')
    },
  )

  it('reports applied in the event of each attempt', async () => {
    const events: SCIMEvent[] = []
    const { transport } = scripted(refusal(429, 'x'), refusal(503, 'x'), {})
    const scim = new SCIMClient('xoxp-test', {
      transport,
      clock: recordingClock(),
      onEvent: (event) => events.push(event),
    })
    await scim.patchUser('U1', { title: 'x' })
    const ends = events.filter((event) => event.type === 'attempt.end')
    expect(ends.map(({ attempt, status, applied }) => [attempt, status, applied])).toEqual([
      [1, 429, 'no'],
      [2, 503, 'unknown'],
      [3, 200, 'yes'],
    ])
  })
})

describe('applied without a request on the wire', () => {
  it('reports no after a failing token function', async () => {
    const { transport, sent } = scripted({})
    const events: SCIMEvent[] = []
    const scim = new SCIMClient(() => Promise.reject(new Error('vault is closed')), {
      retryHandlers: [],
      transport,
      onEvent: (event) => events.push(event),
    })
    expect(await caught(scim.createUser({ userName: 'x', emails: [] }))).toMatchObject({
      code: 'connection_error',
      applied: 'no',
      attempts: 0,
      cause: { message: 'vault is closed' },
    })
    expect(sent).toEqual([])
    expect(events.at(-1)).toMatchObject({ type: 'call.end', attempts: 0 })
  })
})

it('reports applied: yes when strict validation rejects the response of a create', async () => {
  const { transport } = scripted({ status: 201, body: { id: 'U1', userName: 5 } })
  const scim = new SCIMClient('xoxp-test', { transport, validation: { response: 'strict' } })
  const error = await caught(scim.createUser({ userName: 'x', emails: [] }))
  expect(error).toMatchObject({ code: 'invalid_input', applied: 'yes' })
})
