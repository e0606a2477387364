import { describe, expect, it } from 'vitest'
import {
  BackoffRetryIntervalCalculator,
  ConnectionErrorRetryHandler,
  defaultRetryHandlers,
  FixedValueRetryIntervalCalculator,
  RandomJitter,
  RateLimitErrorRetryHandler,
  type RetryHandler,
  SCIMApiError,
  SCIMClient,
  type SCIMClientOptions,
  SCIMConnectionError,
  SCIMError,
  SCIMResponseError,
  ServerErrorRetryHandler,
} from '../../src/index.ts'
import { caught, failure } from './outcome.ts'
import { networkError, refusal, type Step, scripted, USER } from './scripted-transport.ts'
import { virtualClock } from './virtual-clock.ts'

const instant = new FixedValueRetryIntervalCalculator(0)
const everything: RetryHandler = { maxRetryCount: 5, intervalCalculator: instant, canRetry: () => true }

function client(steps: readonly Step[], options: SCIMClientOptions = {}) {
  const { transport, sent } = scripted(...steps)
  const clock = virtualClock()
  return { sent, clock, scim: new SCIMClient('xoxp-test', { transport, clock, ...options }) }
}

const create = (scim: SCIMClient) =>
  scim.createUser({ userName: 'jo', emails: [{ value: 'jo@example.com' }] })

describe('the default handlers', () => {
  it('are connection 1, rate limit 3, server error 1', async () => {
    expect(defaultRetryHandlers().map(({ maxRetryCount }) => maxRetryCount)).toEqual([1, 3, 1])
    const { scim, sent } = client([
      networkError('ECONNRESET'),
      refusal(503, 'x'),
      ...Array.from({ length: 3 }, () => refusal(429, 'x')),
      {},
    ])
    expect((await scim.readUser('U1')).attempts).toBe(6)
    expect(sent).toHaveLength(6)
  })

  it.each([
    ['a lost connection', networkError('ECONNRESET'), 2],
    ['HTML in a 200', { body: '<html><title>x</title></html>' }, 2],
    ['half a JSON text', { body: '{"id":"U1","user' }, 2],
    ['nothing at all', { body: '' }, 2],
    ['408', refusal(408, 'x'), 2],
    ['425', refusal(425, 'x'), 2],
    ['429', refusal(429, 'x'), 4],
    ['500', refusal(500, 'x'), 2],
    ['502', refusal(502, 'x'), 2],
    ['503', refusal(503, 'x'), 2],
    ['504', refusal(504, 'x'), 2],
    ...[400, 401, 403, 404, 405, 409, 410, 412, 413, 422, 451, 499, 501, 505].map(
      (status) => [String(status), refusal(status, 'x'), 1] as const,
    ),
    ['a redirect', { status: 302, headers: { location: 'https://evil.example/' } }, 1],
    ['an error in a 200', { body: { Errors: { description: 'x', code: 500 } } }, 1],
  ] as const)('meet %s of a read', async (_what, step, attempts) => {
    const { scim, sent } = client([step])
    expect(SCIMError.is(await caught(scim.readUser('U1')))).toBe(true)
    expect(sent).toHaveLength(attempts)
  })

  it('do not repeat an attempt that ran into its timeout', async () => {
    const { scim, sent } = client(['hang'])
    expect(await caught(scim.readUser('U1'))).toMatchObject({ code: 'timeout', attempts: 1 })
    expect(sent).toHaveLength(1)
  })
})

describe('each handler', () => {
  it('has a count of its own', async () => {
    const { scim, sent } = client(
      [
        refusal(503, 'x'),
        refusal(429, 'x'),
        refusal(503, 'x'),
        networkError('ECONNRESET'),
        refusal(503, 'x'),
      ],
      {
        retryHandlers: [
          new ServerErrorRetryHandler({ maxRetryCount: 2, intervalCalculator: instant }),
          new RateLimitErrorRetryHandler({ maxRetryCount: 1, intervalCalculator: instant }),
          new ConnectionErrorRetryHandler({ maxRetryCount: 1, intervalCalculator: instant }),
        ],
      },
    )
    expect((await failure(scim.readUser('U1'), SCIMApiError)).attempts).toBe(5)
    expect(sent).toHaveLength(5)
  })

  it('starts at nothing for each call', async () => {
    const { scim, sent } = client([refusal(503, 'x'), {}, refusal(503, 'x'), {}])
    await scim.readUser('U1')
    await scim.readUser('U1')
    expect(sent).toHaveLength(4)
  })

  it('takes over when the one before it has used up its retries', async () => {
    const { scim, sent } = client([refusal(503, 'x')], {
      retryHandlers: [
        { ...everything, maxRetryCount: 1 },
        { ...everything, maxRetryCount: 2 },
      ],
    })
    await failure(scim.readUser('U1'), SCIMApiError)
    expect(sent).toHaveLength(4)
  })

  it('may be of your own, and then takes what it likes, 404 and timeouts among them', async () => {
    const seen: unknown[] = []
    const patient: RetryHandler = {
      maxRetryCount: 2,
      canRetry({ request, response, error }) {
        seen.push([request.method, response?.status ?? (error as SCIMError).code])
        return true
      },
    }
    const { scim } = client([refusal(404, 'no_such_user'), 'hang', {}], { retryHandlers: [patient] })
    expect((await scim.readUser('U1')).user).toEqual(USER)
    expect(seen).toEqual([
      ['GET', 404],
      ['GET', 'timeout'],
    ])
  })

  it('none of them: nothing is repeated', async () => {
    const { scim, sent } = client([refusal(503, 'x')], { retryHandlers: [] })
    await failure(scim.readUser('U1'), SCIMApiError)
    expect(sent).toHaveLength(1)
  })

  it('without an end is stopped after a hundred attempts', async () => {
    const { scim, sent } = client([refusal(503, 'x')], {
      retryHandlers: [{ ...everything, maxRetryCount: Number.POSITIVE_INFINITY }],
    })
    await failure(scim.readUser('U1'), SCIMApiError)
    expect(sent).toHaveLength(100)
  })
})

describe('the last outcome wins', () => {
  it.each([
    ['an error after a response', [refusal(503, 'first'), networkError('ECONNRESET')], SCIMConnectionError],
    ['a response after an error', [networkError('ECONNRESET'), refusal(404, 'last')], SCIMApiError],
    ['a broken answer after a refusal', [refusal(503, 'first'), { body: '<p>' }], SCIMResponseError],
  ] as const)('%s', async (_what, steps, type) => {
    const { scim } = client([...steps], { retryHandlers: [{ ...everything, maxRetryCount: 1 }] })
    const error = await failure(scim.readUser('U1'), type)
    expect(error).toMatchObject({ attempts: 2 })
    expect(error.message).not.toContain('first')
  })
})

describe('a POST', () => {
  it.each([
    ['a connection lost on the way', networkError('ECONNRESET')],
    ['an error that says nothing', new Error('?')],
    ['500', refusal(500, 'x')],
    ['503', refusal(503, 'x')],
    ['408, which a gateway may send after it has passed it on', refusal(408, 'x')],
    ['HTML in a 200', { body: '<html>' }],
    ['half a JSON text', { status: 201, body: '{"id":' }],
    ['silence', 'hang' as const],
  ])('is not repeated after %s, whatever a handler says', async (_what, step) => {
    const { scim, sent } = client([step, {}], { retryHandlers: [everything] })
    expect(await caught(create(scim))).toMatchObject({ attempts: 1 })
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['a connection that was refused', networkError('ECONNREFUSED')],
    ['a name that does not resolve', networkError('ENOTFOUND')],
    ['a certificate that is not trusted', networkError('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['429', refusal(429, 'x')],
    ["a transport's own proof", new SCIMConnectionError('nobody there', { applied: 'no' })],
  ])('is repeated after %s', async (_what, step) => {
    const { scim, sent } = client([step, { status: 201 }])
    expect((await create(scim)).user).toEqual(USER)
    expect(sent).toHaveLength(2)
    expect(sent[0]?.body).toBe(sent[1]?.body)
  })

  it('whose first attempt is in doubt is not repeated because the second was refused', async () => {
    const { transport, sent } = scripted(networkError('ECONNRESET'), refusal(429, 'x'), {})
    const scim = new SCIMClient('xoxp-test', {
      transport,
      clock: virtualClock(),
      middleware: [
        {
          name: 'again',
          stage: 'attempt',
          handle: (request, next) => next(request).catch(() => next(request)),
        },
      ],
    })
    expect(await failure(create(scim), SCIMApiError)).toMatchObject({ status: 429, applied: 'unknown' })
    expect(sent).toHaveLength(2)
  })

  it('of apiCall follows the same rule', async () => {
    const { scim, sent } = client([networkError('ECONNRESET'), {}], { retryHandlers: [everything] })
    await failure(scim.apiCall({ method: 'POST', path: 'Users', body: {} }), SCIMConnectionError)
    expect(sent).toHaveLength(1)
  })
})

describe('other writes', () => {
  it.each(['PATCH', 'PUT', 'DELETE'] as const)('%s is repeated after a lost connection', async (method) => {
    const { scim, sent } = client([networkError('ECONNRESET'), {}])
    await scim.apiCall({ method, path: 'Users/U1' })
    expect(sent).toHaveLength(2)
  })

  it('are not repeated where the answer of a 2xx was lost: it was made', async () => {
    const { scim, sent } = client([{ body: '{"id":"U1"' }, {}])
    expect(await failure(scim.patchUser('U1', {}), SCIMResponseError)).toMatchObject({ applied: 'yes' })
    expect(sent).toHaveLength(1)
  })
})

describe('the wait', () => {
  const jitter = (value: number) => new RandomJitter({ random: () => value })

  it('doubles, with jitter of up to a second', () => {
    const backoff = new BackoffRetryIntervalCalculator({ jitter: jitter(0.5) })
    expect([0, 1, 2, 3].map((n) => backoff.interval(n))).toEqual([1000, 1500, 2500, 4500])
    const slower = new BackoffRetryIntervalCalculator({ backoffFactor: 1000, jitter: jitter(0) })
    expect([0, 1, 2].map((n) => slower.interval(n))).toEqual([1000, 2000, 4000])
    expect(new RandomJitter({ random: () => 0.999 }).recalculate(0)).toBeLessThan(1000)
  })

  it('is as the handler says, and an event tells it before it begins', async () => {
    const waits: unknown[] = []
    const { scim, clock } = client([refusal(503, 'x'), refusal(503, 'x'), {}], {
      retryHandlers: [
        new ServerErrorRetryHandler({
          maxRetryCount: 2,
          intervalCalculator: new BackoffRetryIntervalCalculator({ jitter: jitter(0) }),
        }),
      ],
      onEvent: (event) => event.type === 'retry' && waits.push([event.reason, event.wait]),
    })
    await scim.readUser('U1')
    expect(clock.fired).toEqual([500, 1000])
    expect(waits).toEqual([
      [503, 500],
      [503, 1000],
    ])
  })

  it('is fixed where that is asked for, and never less than the service asks for', () => {
    const fixed = new FixedValueRetryIntervalCalculator(300)
    expect([fixed.interval(0), fixed.interval(5), fixed.interval(0, 5000)]).toEqual([300, 300, 5000])
    expect(new FixedValueRetryIntervalCalculator().interval(0)).toBe(500)
  })

  it('counts the retries of its own handler', async () => {
    const counts: number[] = []
    const { scim } = client([refusal(503, 'x'), refusal(429, 'x'), refusal(503, 'x'), {}], {
      retryHandlers: [
        new RateLimitErrorRetryHandler({ intervalCalculator: instant }),
        new ServerErrorRetryHandler({
          maxRetryCount: 2,
          intervalCalculator: { interval: (count) => counts.push(count) * 0 },
        }),
      ],
    })
    await scim.readUser('U1')
    expect(counts).toEqual([0, 1])
  })

  it.each([
    ['that is no number', Number.NaN],
    ['that is missing', undefined as never],
    ['below zero', -5],
  ])('%s does not hang the call', async (_what, interval) => {
    const { scim } = client([refusal(503, 'x'), {}], {
      retryHandlers: [
        { maxRetryCount: 1, canRetry: () => true, intervalCalculator: { interval: () => interval } },
      ],
    })
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('it hangs')), 300))
    const outcome = await Promise.race([scim.readUser('U1').catch((error: unknown) => error), late])
    expect(outcome).toBeInstanceOf(Object)
  })

  it('beyond maxRetryWait is not made', async () => {
    const { scim, sent } = client([refusal(503, 'x')], {
      maxRetryWait: 1000,
      retryHandlers: [new ServerErrorRetryHandler({ intervalCalculator: { interval: () => 1001 } })],
    })
    await failure(scim.readUser('U1'), SCIMApiError)
    expect(sent).toHaveLength(1)
  })
})
