import { describe, expect, it } from 'vitest'
import {
  type Middleware,
  RateLimitErrorRetryHandler,
  type RetryHandler,
  SCIMAbortError,
  SCIMApiError,
  SCIMClient,
  SCIMTimeoutError,
} from '../../src/index.ts'
import { failure, turns } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { refusal, scripted } from '../support/scripted-transport.ts'

/** A signal that counts its listeners. */
function countedSignal() {
  const controller = new AbortController()
  const { signal } = controller
  let listeners = 0
  let most = 0
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  const held = new Set<unknown>()
  signal.addEventListener = (type: string, listener: never, options?: never) => {
    held.add(listener)
    most = Math.max(most, held.size)
    listeners++
    add(type, listener, options)
  }
  signal.removeEventListener = (type: string, listener: never, options?: never) => {
    held.delete(listener)
    remove(type, listener, options)
  }
  return {
    controller,
    signal,
    get held() {
      return held.size
    },
    get most() {
      return most
    },
    get added() {
      return listeners
    },
  }
}

describe('the timeout of an attempt', () => {
  it('ends an attempt whose transport ignores the signal', async () => {
    const { transport, sent } = scripted('hang')
    const clock = recordingClock()
    const error = await failure(
      new SCIMClient('xoxp-test', { transport, clock, timeout: 2500 }).readUser('U1'),
      SCIMTimeoutError,
    )
    expect(error).toMatchObject({ scope: 'attempt', applied: 'no', attempts: 1 })
    expect(sent[0]?.signal?.aborted).toBe(true)
    expect(clock.fired).toEqual([2500])
  })

  it('applies until the body is read', async () => {
    const clock = recordingClock()
    const scim = new SCIMClient('xoxp-test', {
      clock,
      timeout: 2000,
      transport: async () => ({ status: 200, headers: new Headers(), text: () => new Promise(() => {}) }),
    })
    expect(await failure(scim.readUser('U1'), SCIMTimeoutError)).toMatchObject({ scope: 'attempt' })
  })

  it('restarts for each attempt and can be set per call', async () => {
    const { transport } = scripted('hang')
    const clock = recordingClock()
    const again: RetryHandler = {
      maxRetryCount: 1,
      intervalCalculator: { interval: () => 10 },
      canRetry: ({ error }) => error instanceof SCIMTimeoutError,
    }
    const scim = new SCIMClient('xoxp-test', { transport, clock, retryHandlers: [again] })
    const error = await failure(scim.readUser('U1', { timeout: 4000 }), SCIMTimeoutError)
    expect(error.attempts).toBe(2)
    expect(clock.fired).toEqual([4000, 10, 4000])
  })

  it('defaults to 30 seconds', async () => {
    const { transport } = scripted('hang')
    const clock = recordingClock()
    const scim = new SCIMClient('xoxp-test', { transport, clock })
    await failure(scim.readUser('U1'), SCIMTimeoutError)
    expect([scim.timeout, clock.fired]).toEqual([30_000, [30_000]])
  })

  it('ends a hanging token function, which the next call invokes again', async () => {
    const { transport, sent } = scripted({})
    let asked = 0
    const token = (): string | Promise<string> => (asked++ === 0 ? new Promise(() => {}) : 'xoxp-test')
    const scim = new SCIMClient(token, {
      transport,
      clock: recordingClock(),
      timeout: 2000,
      retryHandlers: [],
    })
    const error = await failure(scim.patchUser('U1', { title: 'x' }), SCIMTimeoutError)
    expect(error).toMatchObject({ scope: 'attempt', applied: 'no', attempts: 0 })
    expect(sent).toEqual([])
    expect((await scim.patchUser('U1', { title: 'x' })).status).toBe(200)
    expect(asked).toBe(2)
  })
})

describe('the deadline of a call', () => {
  it('ends a call whose transport ignores the signal', async () => {
    const { transport, sent } = scripted('hang')
    const scim = new SCIMClient('xoxp-test', { transport, clock: recordingClock(), deadline: 1500 })
    const error = await failure(scim.patchUser('U1', { title: 'x' }), SCIMTimeoutError)
    expect(error).toMatchObject({ scope: 'call', applied: 'unknown', attempts: 1 })
    expect(sent[0]?.signal?.aborted).toBe(true)
  })

  it('ends the attempt with the error of the call, as a middleware sees it', async () => {
    const seen: unknown[] = []
    const watching: Middleware = {
      name: 'watching',
      stage: 'attempt',
      handle: (request, next) =>
        next(request).catch((error: unknown) => {
          seen.push(error)
          throw error
        }),
    }
    const { transport } = scripted('hang')
    const options = { transport, clock: recordingClock(), deadline: 1500, middleware: [watching] }
    const error = await failure(new SCIMClient('xoxp-test', options).readUser('U1'), SCIMTimeoutError)
    await turns(5)
    expect(seen).toEqual([error])
    expect(seen[0]).toBe(error)
  })

  it('begins no retry wait longer than the remaining time', async () => {
    const { transport, sent } = scripted(refusal(429, 'x', { 'retry-after': '20' }))
    const clock = recordingClock()
    const error = await failure(
      new SCIMClient('xoxp-test', { transport, clock, deadline: 30_000 }).readUser('U1'),
      SCIMApiError,
    )
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 20 })
    expect(sent).toHaveLength(2)
    expect(clock.fired.filter((ms) => ms >= 20_000)).toHaveLength(1)
  })

  it('overrides the deadline of the client when set for a call', async () => {
    const { transport } = scripted('hang')
    const scim = new SCIMClient('xoxp-test', { transport, clock: recordingClock(), deadline: 9000 })
    const error = await failure(scim.readUser('U1', { deadline: 100 }), SCIMTimeoutError)
    expect(error.message).toContain('100')
  })

  it('applies to each page of a walk, not to the walk', async () => {
    const clock = recordingClock()
    const { transport } = scripted(async (url) => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 800))
      const at = Number(new URL(url).searchParams.get('startIndex'))
      return { body: { totalResults: 4, Resources: at > 4 ? [] : [user(at)] } }
    })
    const scim = new SCIMClient('xoxp-test', { transport, clock, deadline: 1000 })
    expect(await scim.searchUsers({ count: 1 }).toArray({ max: 9 })).toHaveLength(4)
  })
})

const user = (n: number) => ({ id: `U${n}`, userName: `u${n}`, active: true, emails: [] })

describe('an abort', () => {
  it('sends nothing when the signal is already aborted', async () => {
    const { transport, sent } = scripted({})
    const scim = new SCIMClient('xoxp-test', { transport })
    const reason = new Error('changed my mind')
    const error = await failure(
      scim.patchUser('U1', { title: 'x' }, { signal: AbortSignal.abort(reason) }),
      SCIMAbortError,
    )
    expect(error).toMatchObject({ code: 'aborted', applied: 'no', attempts: 0 })
    expect(error.cause).toBe(reason)
    expect(sent).toEqual([])
  })

  it.each([
    ['GET', 'no'],
    ['PATCH', 'unknown'],
  ] as const)('rejects a pending %s with applied: %s', async (method, applied) => {
    const { transport } = scripted('hang')
    const scim = new SCIMClient('xoxp-test', { transport })
    const controller = new AbortController()
    const call = scim.apiCall({ method, path: 'Users/U1' }, { signal: controller.signal })
    await turns()
    controller.abort('any reason')
    const error = await failure(call, SCIMAbortError)
    expect(error).toMatchObject({ applied, attempts: 1, cause: 'any reason' })
  })

  it('ends the wait of a retry at once and leaves no timer', async () => {
    const { transport, sent } = scripted(refusal(429, 'x', { 'retry-after': '60' }))
    const counted = countedSignal()
    const timers = new Set<unknown>()
    const scim = new SCIMClient('xoxp-test', {
      transport,
      clock: {
        now: () => 0,
        setTimeout: (_callback, ms) => {
          const timer = { ms }
          timers.add(timer)
          return timer
        },
        clearTimeout: (timer) => timers.delete(timer),
      },
    })
    const call = scim.patchUser('U1', { title: 'x' }, { signal: counted.signal })
    await turns()
    expect([...timers]).toHaveLength(1)
    counted.controller.abort()
    const error = await failure(call, SCIMAbortError)
    expect(error).toMatchObject({ applied: 'no', attempts: 1 })
    expect([timers.size, sent.length]).toEqual([0, 1])
  })

  it('rejects with an abort error when timeout and deadline are set too', async () => {
    const { transport } = scripted('hang')
    const scim = new SCIMClient('xoxp-test', { transport, timeout: 5000 })
    const controller = new AbortController()
    const call = scim.readUser('U1', { signal: controller.signal, deadline: 5000 })
    controller.abort()
    expect((await failure(call, SCIMAbortError)).cause).toMatchObject({ name: 'AbortError' })
  })
})

describe('a signal shared by many calls', () => {
  it('keeps no listener and no timer after a thousand calls', async () => {
    const clock = recordingClock()
    const { transport } = scripted((url) =>
      url.endsWith('U7') ? refusal(404, 'no_such_user') : url.endsWith('?') ? {} : {},
    )
    const scim = new SCIMClient('xoxp-test', { transport, clock, deadline: 60_000 })
    const counted = countedSignal()
    for (let n = 0; n < 1000; n += 4) {
      await Promise.allSettled([
        scim.readUser('U1', { signal: counted.signal }),
        scim.patchUser('U1', { title: 'x' }, { signal: counted.signal }),
        scim.readUser('U7', { signal: counted.signal }),
        scim.patchUser('U1', { userName: 1 as never }, { signal: counted.signal }),
      ])
    }
    expect(counted.added).toBeGreaterThanOrEqual(250)
    expect(counted.held).toBe(0)
    expect(counted.most).toBeLessThan(20)
    expect(clock.pending).toBe(0)
  })

  it.each(['timeout', 'deadline'])('keeps neither for a transport that never ends, by %s', async (name) => {
    const clock = recordingClock()
    const counted = countedSignal()
    const { transport, sent } = scripted(() => {
      if (sent.length > 1) counted.controller.abort()
      return 'hang'
    })
    const limits = { timeout: Number.POSITIVE_INFINITY, deadline: Number.POSITIVE_INFINITY, [name]: 2500 }
    const scim = new SCIMClient('xoxp-test', { transport, clock, ...limits })
    await failure(scim.readUser('U1', { signal: counted.signal }), SCIMTimeoutError)
    expect(counted.held).toBe(0)
    await failure(scim.readUser('U1', { signal: counted.signal }), SCIMAbortError)
    expect([counted.held, clock.pending]).toEqual([0, 0])
  })

  it('keeps no listener after a retried call and an abandoned walk', async () => {
    const clock = recordingClock()
    const counted = countedSignal()
    const { transport } = scripted(refusal(429, 'x', { 'retry-after': '1' }), {})
    const scim = new SCIMClient('xoxp-test', {
      transport,
      clock,
      retryHandlers: [new RateLimitErrorRetryHandler()],
    })
    await scim.readUser('U1', { signal: counted.signal })
    const { transport: rows } = scripted({ body: { totalResults: 50, Resources: [user(1), user(2)] } })
    const walker = new SCIMClient('xoxp-test', { transport: rows, clock })
    for await (const _ of walker.searchUsers({ count: 2, ahead: 2 }, { signal: counted.signal })) break
    await turns()
    expect(counted.held).toBe(0)
    expect(clock.pending).toBe(0)
  })
})
