import { describe, expect, it } from 'vitest'
import {
  FixedValueRetryIntervalCalculator,
  RateLimitErrorRetryHandler,
  SCIMClient,
  SCIMRateLimitError,
} from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { refusal, scripted } from '../support/scripted-transport.ts'

const NOW = Date.UTC(2026, 0, 1)
const date = (ms: number): string => new Date(NOW + ms).toUTCString()
/** The handler's own wait: what is made where the service says nothing. */
const OWN = 7

/** The wait between the first and the second attempt, or the error that came instead. */
async function waitAfter(
  headers: Record<string, string>,
  status = 429,
): Promise<number | SCIMRateLimitError> {
  const clock = recordingClock(NOW)
  const { transport } = scripted(refusal(status, 'x', headers), {})
  const scim = new SCIMClient('xoxp-test', {
    transport,
    clock,
    retryHandlers: [
      new RateLimitErrorRetryHandler({ intervalCalculator: new FixedValueRetryIntervalCalculator(OWN) }),
      {
        maxRetryCount: 1,
        intervalCalculator: new FixedValueRetryIntervalCalculator(OWN),
        canRetry: () => true,
      },
    ],
  })
  try {
    await scim.readUser('U1')
  } catch (error) {
    return error as SCIMRateLimitError
  }
  expect(clock.fired).toHaveLength(1)
  return clock.fired[0] as number
}

describe('Retry-After', () => {
  it.each([
    ['seconds', { 'retry-after': '20' }, 20_000],
    ['seconds with white space', { 'retry-after': ' 20 ' }, 20_000],
    ['a fraction', { 'retry-after': '1.5' }, 1500],
    ['a header in capitals', { 'Retry-After': '2' }, 2000],
    ['the longest allowed wait', { 'retry-after': '120' }, 120_000],
    ['a date, compared with the local clock', { 'retry-after': date(45_000) }, 45_000],
    [
      "a date, compared with the response's Date header",
      { 'retry-after': date(3_605_000), date: date(3_600_000) },
      5000,
    ],
    [
      'a date in the form of RFC 850',
      { 'retry-after': 'Thursday, 01-Jan-26 00:00:30 GMT', date: 'garbage' },
      30_000,
    ],
  ])('waits as long as the header says: %s', async (_what, headers, wait) => {
    expect(await waitAfter(headers as Record<string, string>)).toBe(wait)
  })

  it('waits as long as the header says on 503', async () => {
    expect(await waitAfter({ 'retry-after': '3' }, 503)).toBe(3000)
  })

  it('waits the full Retry-After when the calculator returns a shorter wait', async () => {
    const clock = recordingClock(NOW)
    const { transport } = scripted(refusal(429, 'x', { 'retry-after': '30' }), {})
    await new SCIMClient('xoxp-test', {
      transport,
      clock,
      retryHandlers: [{ maxRetryCount: 1, canRetry: () => true, intervalCalculator: { interval: () => 1 } }],
    }).readUser('U1')
    expect(clock.fired).toEqual([30_000])
  })
})

describe('a missing or unusable Retry-After', () => {
  it.each([
    ['is absent', {}],
    ['is zero', { 'retry-after': '0' }],
    ['is negative', { 'retry-after': '-30' }],
    ['is a date in the past', { 'retry-after': date(-60_000) }],
    ['is neither a number nor a date', { 'retry-after': 'soon' }],
    ['is empty', { 'retry-after': '' }],
    ['is a hexadecimal number', { 'retry-after': '0x10' }],
    ['is an ISO date', { 'retry-after': '2030-01-01T00:00:00Z' }],
  ])('waits the calculator interval when Retry-After %s', async (_what, headers) => {
    expect(await waitAfter(headers as Record<string, string>)).toBe(OWN)
  })
})

describe('a rate limit that is not retried', () => {
  it.each([
    ['121 seconds', { 'retry-after': '121' }, 121],
    ['a day', { 'retry-after': '86400' }, 86_400],
    ['a number that overflows to infinity', { 'retry-after': '9'.repeat(400) }, Number.POSITIVE_INFINITY],
    ['a date next week', { 'retry-after': date(7 * 86_400_000) }, 7 * 86_400],
  ])('rejects at once with retryAfterSeconds: %s', async (_what, headers, seconds) => {
    const error = await waitAfter(headers as Record<string, string>)
    expect(error).toBeInstanceOf(SCIMRateLimitError)
    expect(error).toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: seconds,
      attempts: 1,
      applied: 'no',
    })
  })

  it('rejects at once when the wait reaches or exceeds the deadline', async () => {
    for (const deadline of [29_000, 30_000]) {
      const { transport, sent } = scripted(refusal(429, 'x', { 'retry-after': '30' }), {})
      const scim = new SCIMClient('xoxp-test', {
        transport,
        clock: recordingClock(NOW),
        deadline,
        retryHandlers: [new RateLimitErrorRetryHandler({ intervalCalculator: { interval: () => 0 } })],
      })
      expect((await failure(scim.readUser('U1'), SCIMRateLimitError)).retryAfterSeconds).toBe(30)
      expect(sent).toHaveLength(1)
    }
  })

  it('rejects with retryAfterSeconds when the retries are used up', async () => {
    const { transport } = scripted(refusal(429, 'x', { 'retry-after': '2' }))
    const scim = new SCIMClient('xoxp-test', { transport, clock: recordingClock(NOW) })
    expect(await failure(scim.readUser('U1'), SCIMRateLimitError)).toMatchObject({
      retryAfterSeconds: 2,
      attempts: 4,
    })
  })

  it('leaves retryAfterSeconds undefined without the header', async () => {
    const { transport } = scripted(refusal(429, 'x'))
    const scim = new SCIMClient('xoxp-test', { transport, clock: recordingClock(NOW), retryHandlers: [] })
    expect((await failure(scim.readUser('U1'), SCIMRateLimitError)).retryAfterSeconds).toBeUndefined()
  })
})
