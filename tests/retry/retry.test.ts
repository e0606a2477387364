import { describe, expect, it } from 'vitest'
import {
  ConnectionErrorRetryHandler,
  defaultRetryHandlers,
  RateLimitErrorRetryHandler,
  type RetryHandler,
  SCIMApiError,
  SCIMConnectionError,
  SCIMError,
  SCIMResponseError,
  ServerErrorRetryHandler,
} from '../../src/index.ts'
import { everything, instant } from '../support/instant-retry.ts'
import { caught, failure } from '../support/outcome.ts'
import { client } from '../support/scripted-client.ts'
import { networkError, refusal, USER } from '../support/scripted-transport.ts'

describe('the default retry handlers', () => {
  it.each([
    [{ maxRetries: 5 }, "retry handler: option 'maxRetries': unknown: did you mean 'maxRetryCount'?"],
    [{ maxRetryCount: 'many' }, "retry handler: option 'maxRetryCount': must be a number, 0 or more"],
    [{ intervalCalculator: 500 }, "option 'intervalCalculator': must be an object with interval()"],
  ])('reject the options %j', (options, message) => {
    for (const Handler of [ConnectionErrorRetryHandler, RateLimitErrorRetryHandler, ServerErrorRetryHandler])
      expect(() => new Handler(options as never)).toThrow(message)
  })

  it('retries once on connection errors, three times on rate limits and once on server errors', async () => {
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
    ['an empty body', { body: '' }, 2],
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
  ] as const)('sends a read the expected number of times after %s', async (_what, step, attempts) => {
    const { scim, sent } = client([step])
    expect(SCIMError.is(await caught(scim.readUser('U1')))).toBe(true)
    expect(sent).toHaveLength(attempts)
  })

  it('does not retry an attempt that timed out', async () => {
    const { scim, sent } = client(['hang'])
    expect(await caught(scim.readUser('U1'))).toMatchObject({ code: 'timeout', attempts: 1 })
    expect(sent).toHaveLength(1)
  })
})

describe('retry handlers', () => {
  it('counts the retries of each handler separately', async () => {
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

  it('resets the retry counts for each call', async () => {
    const { scim, sent } = client([refusal(503, 'x'), {}, refusal(503, 'x'), {}])
    await scim.readUser('U1')
    await scim.readUser('U1')
    expect(sent).toHaveLength(4)
  })

  it('moves to the next handler when the previous one has used up its retries', async () => {
    const { scim, sent } = client([refusal(503, 'x')], {
      retryHandlers: [
        { ...everything, maxRetryCount: 1 },
        { ...everything, maxRetryCount: 2 },
      ],
    })
    await failure(scim.readUser('U1'), SCIMApiError)
    expect(sent).toHaveLength(4)
  })

  it('retries on a 404 and a timeout when a custom handler accepts them', async () => {
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

  it('sends one attempt without retry handlers', async () => {
    const { scim, sent } = client([refusal(503, 'x')], { retryHandlers: [] })
    await failure(scim.readUser('U1'), SCIMApiError)
    expect(sent).toHaveLength(1)
  })

  it('stops after a hundred attempts when maxRetryCount is infinite', async () => {
    const { scim, sent } = client([refusal(503, 'x')], {
      retryHandlers: [{ ...everything, maxRetryCount: Number.POSITIVE_INFINITY }],
    })
    await failure(scim.readUser('U1'), SCIMApiError)
    expect(sent).toHaveLength(100)
  })
})

describe('the outcome after a retry', () => {
  it.each([
    [
      'a lost connection after a 503',
      [refusal(503, 'first'), networkError('ECONNRESET')],
      SCIMConnectionError,
    ],
    ['a 404 after a lost connection', [networkError('ECONNRESET'), refusal(404, 'last')], SCIMApiError],
    ['an unparsable body after a 503', [refusal(503, 'first'), { body: '<p>' }], SCIMResponseError],
  ] as const)('rejects with the last failure: %s', async (_what, steps, type) => {
    const { scim } = client([...steps], { retryHandlers: [{ ...everything, maxRetryCount: 1 }] })
    const error = await failure(scim.readUser('U1'), type)
    expect(error).toMatchObject({ attempts: 2 })
    expect(error.message).not.toContain('first')
  })
})

it.each([400, 404, 599])("a handler of one's own is asked about a status of %i", async (status) => {
  const { scim, sent } = client([refusal(status, 'x'), {}], { retryHandlers: [everything] })
  expect((await scim.readUser('U1')).status).toBe(200)
  expect(sent).toHaveLength(2)
})
