import { describe, expect, it } from 'vitest'
import {
  BackoffRetryIntervalCalculator,
  FixedValueRetryIntervalCalculator,
  RandomJitter,
  RateLimitErrorRetryHandler,
  SCIMApiError,
  ServerErrorRetryHandler,
} from '../../src/index.ts'
import { instant } from '../support/instant-retry.ts'
import { failure } from '../support/outcome.ts'
import { client } from '../support/scripted-client.ts'
import { refusal } from '../support/scripted-transport.ts'

describe('the wait before a retry', () => {
  const jitter = (value: number) => new RandomJitter({ random: () => value })

  it('doubles with each retry, plus jitter of up to a second', () => {
    const backoff = new BackoffRetryIntervalCalculator({ jitter: jitter(0.5) })
    expect([0, 1, 2, 3].map((n) => backoff.interval(n))).toEqual([1000, 1500, 2500, 4500])
    const slower = new BackoffRetryIntervalCalculator({ backoffFactor: 1000, jitter: jitter(0) })
    expect([0, 1, 2].map((n) => slower.interval(n))).toEqual([1000, 2000, 4000])
    expect(new RandomJitter({ random: () => 0.999 }).recalculate(0)).toBeLessThan(1000)
  })

  it('lasts as long as the handler says, and is announced by a retry event', async () => {
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

  it('stays at the fixed value unless the service asks for longer', () => {
    const fixed = new FixedValueRetryIntervalCalculator(300)
    expect([fixed.interval(0), fixed.interval(5), fixed.interval(0, 5000)]).toEqual([300, 300, 5000])
    expect(new FixedValueRetryIntervalCalculator().interval(0)).toBe(500)
  })

  it('passes the calculator the retry count of its own handler', async () => {
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
    ['of NaN', Number.NaN],
    ['of undefined', undefined as never],
    ['of a negative number', -5],
  ])('settles the call when the calculator returns an interval %s', async (_what, interval) => {
    const { scim } = client([refusal(503, 'x'), {}], {
      retryHandlers: [
        { maxRetryCount: 1, canRetry: () => true, intervalCalculator: { interval: () => interval } },
      ],
    })
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('it hangs')), 300))
    const outcome = await Promise.race([scim.readUser('U1').catch((error: unknown) => error), late])
    expect(outcome).toBeInstanceOf(Object)
  })

  it('rejects without waiting when the wait exceeds maxRetryWait', async () => {
    const { scim, sent } = client([refusal(503, 'x')], {
      maxRetryWait: 1000,
      retryHandlers: [new ServerErrorRetryHandler({ intervalCalculator: { interval: () => 1001 } })],
    })
    await failure(scim.readUser('U1'), SCIMApiError)
    expect(sent).toHaveLength(1)
  })
})
