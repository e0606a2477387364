import { describe, expect, it } from 'vitest'

import { type VirtualClock, virtualClock } from '../../mocks/index.ts'
import { SCIMConfigurationError } from '../../src/index.ts'
import { durableObjectPacing } from '../../src/pacing/durable-object.ts'
import { redisPacing } from '../../src/pacing/redis.ts'
import { shared } from '../../src/pacing/shared-limiter.ts'
import type { PacingStore, StoreReport, StoreRequest } from '../../src/pacing/store.ts'
import { StoreState } from '../../src/pacing/store-state.ts'
import { type Paced, paced, START } from './paced.ts'

const HOUR = 3_600_000

function raise(thrown: unknown): never {
  throw thrown
}

/** A pacer on a virtual clock, with a store. */
function pacedBy(
  take: (request: StoreRequest, clock: VirtualClock) => Promise<unknown>,
  done: (report: StoreReport, clock: VirtualClock) => Promise<unknown> = async () => {},
): Paced {
  const clock = virtualClock({ start: START, autoAdvance: false })
  const store: PacingStore = {
    take: (request) => take(request, clock),
    done: (report) => done(report, clock),
  }
  return paced({ store: shared('test', store, { name: 'acme' }) }, clock)
}

describe('the name of an organization', () => {
  const namespace = { idFromName: (name: string) => name, get: () => ({ fetch: async () => ({}) as never }) }
  const makers: readonly [string, (options: { name: string }) => unknown][] = [
    ['redisPacing', (options) => redisPacing(async () => [0, 0], options)],
    ['durableObjectPacing', (options) => durableObjectPacing(namespace, options)],
  ]

  it.each(makers)('is required by %s', (caller, make) => {
    for (const options of [undefined, {}, { name: undefined }, { name: 7 }]) {
      expect(() => make(options as never)).toThrow(SCIMConfigurationError)
      expect(() => make(options as never)).toThrow(`${caller}: 'name' must be`)
    }
  })

  it.each(makers)('is refused by %s where it would spread keys over the nodes of a cluster', (_, make) => {
    for (const name of ['', '}', '}x', 'a}b', '{', ' ', 'a b', 'a\nb', 'x'.repeat(201)]) {
      expect(() => make({ name })).toThrow(SCIMConfigurationError)
    }
    for (const name of ['E0123ABCD', 'acme', 'Ærø-Färger:1']) expect(() => make({ name })).not.toThrow()
  })
})

describe('an answer of a store that is none', () => {
  it.each([1e99, Number.POSITIVE_INFINITY, Number.NaN, -1, HOUR + 1, '5', null, undefined, {}])(
    'with the wait %s counts as a failure, and the pacer keeps to its own share',
    async (wait) => {
      const { ask, events, pass, pacer } = pacedBy(async () => ({ wait }))
      const request = ask('POST Users')
      await pass(0)
      expect(request.at).toBe(0)
      expect(events).toContainEqual({
        type: 'pace.store',
        state: 'down',
        message: "the answer's wait is not between 0 and 3600000 ms",
      })
      expect(pacer.snapshot().store).toBe('down')
    },
  )

  it.each([null, undefined, 0, 'OK', []])('such as %j counts as a failure', async (answer) => {
    const { ask, pass, pacer } = pacedBy(async () => answer)
    const request = ask('POST Users')
    await pass(0)
    expect([request.at, pacer.snapshot().store]).toEqual([0, 'down'])
  })
})

describe('a store that fails', () => {
  const unreadable = Proxy.revocable({}, {})
  unreadable.revoke()

  it.each([
    ['nothing', undefined],
    ['an object that has no text', { toString: 1 }],
    ['a value that throws when it is looked at', unreadable.proxy],
  ])('with %s holds up no request', async (_, thrown) => {
    for (const take of [() => Promise.reject(thrown), () => raise(thrown)]) {
      const { ask, pass, pacer } = pacedBy(take)
      const request = ask('POST Users')
      await pass(0)
      expect([request.at, pacer.snapshot().store]).toEqual([0, 'down'])
    }
  })

  it('shows its message without the password of its URL, bounded and printable', async () => {
    const { ask, pass, events } = pacedBy(async () => {
      throw new Error(`redis://scim:hunter2@cache:6379 \u001b[31m\n${'x'.repeat(100_000)}`)
    })
    ask('POST Users')
    await pass(0)
    const { message } = events.find(({ type }) => type === 'pace.store') as { message: string }
    expect(message).toMatch(/^redis:\/\/\(redacted\)@cache:6379 \\u\{1b\}\[31m\\u\{a\}x+…$/)
    expect(message.length).toBeLessThanOrEqual(500)
  })
})

describe('the client of a store', () => {
  it.each([{ eval: async () => [0, 0] }, undefined, 'EVAL'])('is refused by redisPacing: %j', (client) => {
    expect(() => redisPacing(client as never, { name: 'acme' })).toThrow(SCIMConfigurationError)
  })

  it.each([{ get: () => undefined }, undefined, 'PACING'])(
    'is refused by durableObjectPacing: %j',
    (binding) => {
      expect(() => durableObjectPacing(binding as never, { name: 'acme' })).toThrow(SCIMConfigurationError)
    },
  )
})

describe('a store that says that Slack has paused', () => {
  it('holds up requests, and rejects them when that lasts longer than maxPause', async () => {
    const { ask, pass } = pacedBy(async () => ({ wait: 2_000_000, reason: 'paused' }))
    const [first, tight] = [ask('POST Users'), ask('POST Users', { deadline: START + HOUR })]
    await pass(1_999_999)
    expect([first.error, tight.error]).toEqual([undefined, undefined])
    await pass(1)
    expect(first.error).toMatchObject({ name: 'SCIMPacingError', code: 'paused', retryAfterSeconds: 2000 })
    expect(tight.error).toMatchObject({ name: 'SCIMTimeoutError', scope: 'call' })
  })

  it('lets requests start again once it grants one', async () => {
    const until = START + 30_000
    const { ask, pass } = pacedBy(async (_, clock) =>
      clock.now() < until ? { wait: until - clock.now(), reason: 'paused' } : { wait: 0 },
    )
    const requests = Array.from({ length: 3 }, () => ask('POST Users'))
    await pass(30_001)
    expect(requests.map(({ at }) => at)).toEqual([30_000, 30_000, 30_000])
  })
})

describe('a slow store', () => {
  const slowly = (milliseconds: number): Paced & { asked(): number } => {
    const state = new StoreState()
    let asked = 0
    const paced = pacedBy(
      async (request, clock) => {
        asked++
        await clock.sleep(milliseconds / 2)
        const answer = state.take(request, clock.now())
        await clock.sleep(milliseconds / 2)
        return answer
      },
      async (report, clock) => {
        await clock.sleep(milliseconds / 2)
        state.done(report, clock.now())
      },
    )
    return { ...paced, asked: () => asked }
  }

  it('is asked about many requests at once: ten start after one answer, not after ten', async () => {
    const { ask, pass } = slowly(900)
    const requests = Array.from({ length: 10 }, () => ask('POST Users'))
    await pass(901)
    expect(requests.map(({ at }) => at)).toEqual(Array.from({ length: 10 }, () => 900))
  })

  it('starts a burst, then keeps to the rate', async () => {
    const { asks } = slowly(900)
    const starts = await asks(80, 'POST Users')
    expect(starts.filter((at) => at <= 900)).toHaveLength(20)
    // 60 more at 3 a second, and the way to the store.
    expect(starts.at(-1)).toBeLessThan(26_000)
    for (const [index, at] of starts.entries()) {
      if (index >= 20) expect(at).toBeGreaterThanOrEqual(((index - 19) / 3) * 1000 - 1)
    }
  })

  it('is asked about two writes to one resource one after the other', async () => {
    const { ask, asked, pass } = slowly(900)
    const [one, two] = [ask('PATCH Users/U1'), ask('PATCH Users/U1')]
    await pass(0)
    expect(asked()).toBe(1)
    await pass(2000)
    expect([one.at, two.at]).toEqual([900, undefined])
    one.permit?.done({ status: 200 })
    await pass(2000)
    expect(two.at).toBeLessThanOrEqual(2000 + 2 * 900 + 100)
  })

  it('is asked by one request only whether it is back, while the others keep to their own share', async () => {
    let asked = 0
    const { ask, pass } = pacedBy(() => {
      asked++
      return new Promise(() => {})
    })
    ask('POST Users')
    await pass(7000)
    asked = 0
    const requests = Array.from({ length: 5 }, () => ask('POST Users'))
    await pass(0)
    expect(asked).toBe(1)
    await pass(999)
    expect(requests.map(({ at }) => at)).toEqual([undefined, 7000, undefined, undefined, undefined])
  })

  it('gives the place of a request that left while it was asked about to the next one', async () => {
    const { ask, pass, pacer } = slowly(100)
    const controller = new AbortController()
    const gone = ask('POST Users', { signal: controller.signal })
    const next = ask('POST Users')
    await pass(10)
    controller.abort('enough')
    await pass(1000)
    expect([gone.error, next.at]).toEqual(['enough', 100])
    next.permit?.done({ status: 201 })
    expect(pacer.snapshot()).toMatchObject({ queued: 0, inFlight: 0 })
  })
})
