import { createClient } from 'redis'
import { describe, expect, it } from 'vitest'
import type { PacingEvent } from '../../src/pacing/events.ts'
import { limitKeyOf, SLACK_LIMITS } from '../../src/pacing/limits.ts'
import type { PaceRequest } from '../../src/pacing/pacer.ts'
import { type RedisEval, redisPacing } from '../../src/pacing/redis.ts'
import { type SlackPacerOptions, slackPacer } from '../../src/pacing/slack-pacer.ts'
import type { StoreRequest } from '../../src/pacing/store.ts'
import { systemClock } from '../../src/time/clock.ts'
import { ROOT, runTool } from '../support/tool.ts'
import { ownRedis, sent } from './own-redis.ts'

const own = ownRedis()
const { redis, machine } = own

const CREATE = limitKeyOf('POST', 'Users')

function request(more: Partial<PaceRequest> = {}): PaceRequest {
  const now = Date.now()
  const rest = { since: now, deadline: now + 60_000, attempts: 0, applied: 'no' as const, signal: undefined }
  return { operation: 'createUser', method: 'POST', path: 'Users', ...rest, ...more }
}

describe('the script', () => {
  it('does not shorten the lock of a resource', async () => {
    const limiter = machine()
    const key = limitKeyOf('PATCH', 'Users/U1')
    const asks = [limiter.request(key, false, 0), limiter.request(key, false, 0)]
    for (const ask of asks) await limiter.take(ask)
    for (const [index, retryAfter] of [30_000, 2000].entries()) {
      limiter.done(asks[index] as StoreRequest, 1, { status: 429, reason: 'resource_locked', retryAfter })
    }
    await sent()
    const answer = await limiter.take(limiter.request(key, true, 0))
    expect(answer?.wait).toBeGreaterThan(29_000)
  })

  it('keeps the writer of a resource that a read finds locked', async () => {
    const limiter = machine()
    const key = limitKeyOf('PATCH', 'Users/U1')
    const [write, read] = [
      limiter.request(key, true, 0),
      limiter.request(limitKeyOf('GET', 'Users/U1'), false, 0),
    ]
    for (const ask of [write, read]) expect(await limiter.take(ask)).toMatchObject({ wait: 0 })
    limiter.done(read, 1, { status: 429, reason: 'resource_locked', retryAfter: 1000 })
    await new Promise((resolve) => setTimeout(resolve, 1100))
    const other = await limiter.take(limiter.request(key, true, 0))
    expect(other?.reason).toBe('resource')
    expect(other?.wait).toBeGreaterThan(0)
    limiter.done(write, 1100, { status: 200 })
    await sent()
    expect(await limiter.take(limiter.request(key, true, 0))).toMatchObject({ wait: 0 })
  })

  it('lets no two machines write one resource, and none while Slack has it locked', async () => {
    const [one, two] = [machine(), machine()]
    const key = limitKeyOf('PATCH', 'Users/U1')
    const first = one.request(key, true, 0)
    expect(await one.take(first)).toEqual({ wait: 0 })
    const blocked = await two.take(two.request(key, true, 0))
    expect(blocked?.reason).toBe('resource')
    expect(blocked?.wait).toBeLessThanOrEqual(100)
    expect(await two.take(two.request(limitKeyOf('GET', 'Users/U1'), false, 0))).toMatchObject({ wait: 0 })
    one.done(first, 10, { status: 429, reason: 'resource_locked', retryAfter: 5000 })
    await sent()
    const locked = await two.take(two.request(key, true, 0))
    expect(locked?.reason).toBe('resource')
    expect(locked?.wait).toBeGreaterThan(4000)
    expect(await two.take(two.request(limitKeyOf('PATCH', 'Users/U2'), true, 0))).toMatchObject({ wait: 0 })
  })

  it('begins all keys with the name as their hash tag, and expires them', async () => {
    const keys = new Set<string>()
    const spying: RedisEval = (script, names, args) => {
      for (const name of names) keys.add(name)
      return redis(script, names, args)
    }
    const settings = {
      limits: SLACK_LIMITS,
      share: 1,
      maxPause: 3_600_000,
      clock: systemClock(),
      random: Math.random,
      emit: () => {},
    }
    const limiter = redisPacing(spying, { name: 'acme' }).limiter(settings)
    await limiter.take(limiter.request(CREATE, false, 0))
    expect([...keys].every((key) => key.startsWith('{acme}:'))).toBe(true)
    for (const key of await own.client.keys('*')) expect(await own.client.pttl(key)).toBeGreaterThan(0)
  })
})

describe('a state in Redis that was tampered with', () => {
  const take = async (limiter = machine()) => limiter.take(limiter.request(CREATE, false, 0))
  const set = (field: string, value: string) => own.client.hset('{acme}:limits', `POST Users:${field}`, value)

  it.each(['paused', 'level', 'time', 'passed', 'idle', 'last', 'share', 'at', 'hold', 'span'])(
    'does not stop requests for longer than maxPause: field %s',
    async (field) => {
      for (const value of ['1e99', '-1e99', 'nan', 'inf', '0', '', 'x']) {
        await own.client.flushall()
        await take()
        for (const other of ['share', 'at', 'hold', 'span']) await set(other, '1')
        await set(field, value)
        const answer = await take()
        expect([field, value, answer?.wait]).toEqual([field, value, expect.any(Number)])
        expect(answer?.wait).toBeLessThanOrEqual(3_600_000)
        const report = machine()
        report.done(report.request(CREATE, false, 0), 1, { status: 429, retryAfter: 1000 })
        await sent()
        expect((await take())?.wait).toBeLessThanOrEqual(3_600_000)
      }
    },
  )

  it('reports a paused limit, so that requests can be rejected', async () => {
    await take()
    await set('paused', '1e99')
    expect(await take()).toEqual({ wait: 3_600_000, reason: 'paused' })
  })

  it('ignores a writer that never expires, and one that expires in years', async () => {
    const limiter = machine()
    const key = limitKeyOf('PATCH', 'Users/U1')
    await own.client.set('{acme}:writer:Users/U1', 'nobody')
    expect(await limiter.take(limiter.request(key, true, 0))).toMatchObject({ wait: 0 })
    await own.client.set('{acme}:writer:Users/U1', 'nobody', 'PX', 1e12)
    expect(await limiter.take(limiter.request(key, true, 0))).toMatchObject({ wait: 0 })
    await own.client.set('{acme}:lock:Users/U1', '1', 'PX', 1e12)
    expect(await limiter.take(limiter.request(key, true, 0))).toEqual({ wait: 3_600_000, reason: 'resource' })
  })

  it('drops a line of machines that would never leave it', async () => {
    for (let count = 0; count < 1000; count++)
      await own.client.zadd('{acme}:line:POST Users', count, `ghost-${count}`)
    expect((await take())?.wait).toBe(0)
  })

  it('drops requests that would never leave the minute', async () => {
    for (let count = 0; count < 300; count++)
      await own.client.zadd('{acme}:requests:POST Users', 1e15 + count, `ghost-${count}`)
    expect((await take())?.wait).toBe(0)
  })

  it.each(['limits', 'requests:POST Users', 'line:POST Users'])(
    'counts as a failure when a key has another type: %s',
    async (key) => {
      await own.client.set(`{acme}:${key}`, 'text')
      const limiter = machine()
      expect(await take(limiter)).toBeUndefined()
      expect(limiter.down).toBe(true)
    },
  )
})

describe('clients of Redis', () => {
  it.each(['redis', 'ioredis'])('%s gives two machines the permits of one', async (name) => {
    const node = createClient({ url: `redis://127.0.0.1:${own.server.port}` })
    await node.connect()
    const evaluate: RedisEval = (script, keys, args) => node.eval(script, { keys, arguments: args })
    const machines = [
      machine(name === 'redis' ? evaluate : redis),
      machine(name === 'redis' ? evaluate : redis),
    ]
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        const limiter = machines[index % 2] ?? machine()
        return limiter.take(limiter.request(CREATE, false, 0))
      }),
    )
    await node.close()
    expect(answers.filter((answer) => answer?.wait === 0)).toHaveLength(20)
  })
})

it("lets Bun's own client start a burst of twenty of forty, then three a second", async () => {
  const code = `
    import { RedisClient } from 'bun'
    import { slackPacer } from '${ROOT}src/pacing/index.ts'
    import { redisPacing } from '${ROOT}src/pacing/redis.ts'
    const bun = new RedisClient('redis://127.0.0.1:${own.server.port}')
    const evaluate = (script, keys, args) => bun.send('EVAL', [script, String(keys.length), ...keys, ...args])
    const store = redisPacing(evaluate, { name: 'acme' })
    const pacer = slackPacer({ store, share: 1 })
    const since = Date.now()
    const asked = { operation: 'createUser', method: 'POST', path: 'Users', attempts: 0, applied: 'no' }
    let started = 0
    const start = async () => {
      const permit = await pacer.acquire({ ...asked, since, deadline: since + 1500 })
      started++
      permit.done({ status: 201 })
    }
    await Promise.allSettled(Array.from({ length: 40 }, start))
    console.log(pacer.snapshot().store, started, (Date.now() - since) / 1000)
    bun.close()`
  const { stdout, output } = await runTool('bun', ['-e', code])
  const [store, started, seconds] = stdout.trim().split(' ')
  expect(store, output).toBe('up')
  expect(Number(started)).toBeGreaterThanOrEqual(20)
  expect(Number(started)).toBeLessThanOrEqual(21 + 3 * Number(seconds))
})

describe('pacers that share Redis', () => {
  const limits = { 'POST Users': { perMinute: 1200, burst: 4 } }

  async function starts(pacers: readonly ReturnType<typeof slackPacer>[], count: number): Promise<number[]> {
    const begun = Date.now()
    const times = Array.from({ length: count }, async (_, index) => {
      const permit = await pacers[index % pacers.length]?.acquire(request())
      const at = Date.now() - begun
      permit?.done({ status: 201 })
      return at
    })
    return (await Promise.all(times)).sort((one, other) => one - other)
  }

  it('keep to one limit together, also when their clocks are hours apart', async () => {
    const shifted = (hours: number): SlackPacerOptions => {
      const clock = { ...systemClock(), now: () => Date.now() + hours * 3_600_000 }
      return { clock, share: 1, limits, store: redisPacing(redis, { name: 'acme' }) }
    }
    const pacers = [slackPacer(shifted(-3)), slackPacer(shifted(0)), slackPacer(shifted(5))]
    const begun = Date.now()
    const times = Array.from({ length: 24 }, async (_, index) => {
      const hours = [-3, 0, 5][index % 3] ?? 0
      const now = Date.now() + hours * 3_600_000
      const permit = await pacers[index % 3]?.acquire(request({ since: now, deadline: now + 60_000 }))
      permit?.done({ status: 201 })
      return Date.now() - begun
    })
    const sorted = (await Promise.all(times)).sort((one, other) => one - other)
    // 20 a second and a burst of 4: the last of 24 comes after a second at the earliest.
    expect(sorted.at(-1)).toBeGreaterThanOrEqual(990)
  })

  it('go on alone at a safe share while Redis fails, emit that, and come back', async () => {
    const events: PacingEvent[] = []
    let gone = true
    const failing: RedisEval = (script, keys, args) =>
      gone ? Promise.reject(new Error('gone')) : redis(script, keys, args)
    let shift = 0
    const clock = { ...systemClock(), now: () => Date.now() + shift }
    const store = redisPacing(failing, { name: 'acme' })
    const pacer = slackPacer({
      share: 1,
      shareAlone: 0.25,
      limits,
      store,
      clock,
      onEvent: (event) => events.push(event),
    })
    const alone = await starts([pacer], 4)
    // A burst of 1 and 5 a second.
    expect(alone.at(-1)).toBeGreaterThanOrEqual(590)
    expect(events).toContainEqual({ type: 'pace.store', state: 'down', message: 'gone' })
    expect(pacer.snapshot().store).toBe('down')
    gone = false
    shift = 6000
    const permit = await pacer.acquire(request({ deadline: Number.POSITIVE_INFINITY }))
    permit.done({ status: 201 })
    expect(pacer.snapshot().store).toBe('up')
    expect(events).toContainEqual({ type: 'pace.store', state: 'up', message: '' })
  })

  it('do not wait for a silent Redis', async () => {
    const events: PacingEvent[] = []
    const store = redisPacing(() => new Promise(() => {}), { name: 'acme', timeout: 30 })
    const pacer = slackPacer({ store, onEvent: (event) => events.push(event) })
    const permit = await pacer.acquire(request())
    permit.done({ status: 201 })
    expect(events).toContainEqual({ type: 'pace.store', state: 'down', message: 'no answer in 30 ms' })
  })

  it('count a nonsensical answer as a failure', async () => {
    const events: PacingEvent[] = []
    const pacer = slackPacer({
      store: redisPacing(async () => 'OK', { name: 'acme' }),
      onEvent: (event) => events.push(event),
    })
    ;(await pacer.acquire(request())).done({ status: 201 })
    expect(events).toContainEqual(expect.objectContaining({ type: 'pace.store', state: 'down' }))
  })

  it('give the place of a request that left to the next one', async () => {
    const pacer = slackPacer({ share: 1, store: redisPacing(redis, { name: 'acme' }) })
    const controller = new AbortController()
    const gone = pacer.acquire(request({ signal: controller.signal }))
    const next = pacer.acquire(request())
    controller.abort('enough')
    await expect(gone).rejects.toBe('enough')
    ;(await next).done({ status: 201 })
    expect(pacer.snapshot()).toMatchObject({ queued: 0, inFlight: 0 })
  })
})

it('refuses a timeout of 0', () => {
  expect(() => redisPacing(redis, { name: 'acme', timeout: 0 })).toThrow(/'timeout' must be/)
})
