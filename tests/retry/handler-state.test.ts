import { describe, expect, it } from 'vitest'
import { type FailedAttempt, type RetryHandler, SCIMClient, SCIMConnectionError } from '../../src/index.ts'
import { instant } from '../support/instant-retry.ts'
import { caught } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { client } from '../support/scripted-client.ts'
import { refusal, scripted } from '../support/scripted-transport.ts'

const NO_WAIT = { intervalCalculator: { interval: () => 0 } }

describe('a retry handler', () => {
  it('does not retry when canRetry resolves to false', async () => {
    const { scim, sent } = client([refusal(503, 'x'), {}], {
      retryHandlers: [{ maxRetryCount: 3, canRetry: async () => false, ...NO_WAIT }],
    })
    expect(await caught(scim.readUser('U1'))).toMatchObject({ status: 503, attempts: 1 })
    expect(sent).toHaveLength(1)
  })

  it('retries when canRetry resolves to true', async () => {
    const { scim } = client([refusal(503, 'x'), {}], {
      retryHandlers: [{ maxRetryCount: 3, canRetry: async () => true, ...NO_WAIT }],
    })
    expect((await scim.readUser('U1')).attempts).toBe(2)
  })

  it('receives the attempt, the elapsed time and its own state', async () => {
    const clock = recordingClock()
    const seen: unknown[] = []
    const counting = (name: string): RetryHandler => ({
      maxRetryCount: 2,
      intervalCalculator: { interval: () => 1000 },
      canRetry({ attempt, elapsed, state }: FailedAttempt) {
        state.set('asked', Number(state.get('asked') ?? 0) + 1)
        seen.push([name, attempt, elapsed, state.get('asked')])
        return name === 'second'
      },
    })
    const { transport } = scripted(refusal(503, 'x'), refusal(503, 'x'), {}, refusal(503, 'x'), {})
    const scim = new SCIMClient('xoxp-1', {
      transport,
      clock,
      retryHandlers: [counting('first'), counting('second')],
    })
    await scim.readUser('U1')
    await scim.readUser('U1')
    expect(seen).toEqual([
      ['first', 1, 0, 1],
      ['second', 1, 0, 1],
      ['first', 2, 1000, 2],
      ['second', 2, 1000, 2],
      // A new call starts with an empty state.
      ['first', 1, 0, 1],
      ['second', 1, 0, 1],
    ])
  })

  it('runs prepareForNextAttempt after the wait and before the next attempt is sent', async () => {
    const order: string[] = []
    const clock = recordingClock()
    let token = 'xoxp-old'
    const { transport, sent } = scripted((_url, init) => {
      order.push(`sent ${init.headers.authorization}`)
      return sent.length === 1 ? refusal(503, 'x') : {}
    })
    const refreshing: RetryHandler = {
      maxRetryCount: 1,
      intervalCalculator: { interval: () => 2000 },
      canRetry: () => true,
      async prepareForNextAttempt({ attempt, response }) {
        order.push(`prepared after attempt ${attempt} (${response?.status}) at ${clock.fired.length} waits`)
        await Promise.resolve()
        token = 'xoxp-new'
      },
    }
    const scim = new SCIMClient(() => token, { transport, clock, retryHandlers: [refreshing] })
    await scim.readUser('U1')
    expect(order).toEqual([
      'sent Bearer xoxp-old',
      'prepared after attempt 1 (503) at 1 waits',
      'sent Bearer xoxp-new',
    ])
  })

  it('rejects the call with the error that prepareForNextAttempt throws', async () => {
    const { scim, sent } = client([refusal(503, 'x'), {}], {
      retryHandlers: [
        {
          intervalCalculator: instant,
          maxRetryCount: 1,
          canRetry: () => true,
          prepareForNextAttempt: () => {
            throw new RangeError('no more proxies')
          },
        },
      ],
    })
    await expect(scim.readUser('U1')).rejects.toThrow('no more proxies')
    expect(sent).toHaveLength(1)
  })

  it.each(['canRetry', 'prepareForNextAttempt'] as const)(
    'keeps that a write may have taken effect when %s rejects',
    async (method) => {
      const { scim } = client([refusal(503, 'x'), {}], {
        retryHandlers: [
          {
            maxRetryCount: 1,
            intervalCalculator: instant,
            canRetry: () => true,
            [method]: () => Promise.reject(undefined),
          },
        ],
      })
      const error = await caught(scim.patchUser('U1', { title: 'x' }))
      expect(error).toBeInstanceOf(SCIMConnectionError)
      expect(error).toMatchObject({ applied: 'unknown', message: expect.stringContaining('see cause') })
    },
  )

  it.each(['canRetry', 'prepareForNextAttempt'] as const)(
    'honors an abort and a deadline while %s hangs',
    async (method) => {
      const { scim } = client([refusal(503, 'x')], {
        retryHandlers: [
          {
            maxRetryCount: 1,
            canRetry: () => true,
            ...NO_WAIT,
            [method]: () => new Promise<never>(() => {}),
          },
        ],
      })
      const controller = new AbortController()
      const call = scim.readUser('U1', { signal: controller.signal })
      setTimeout(() => controller.abort(), 5)
      await expect(call).rejects.toMatchObject({ code: 'aborted' })
      await expect(scim.readUser('U1', { deadline: 20 })).rejects.toMatchObject({
        code: 'timeout',
        scope: 'call',
      })
    },
  )
})
