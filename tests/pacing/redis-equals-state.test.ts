import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../mocks/random/seeded.ts'
import { limitKeyOf } from '../../src/pacing/limits.ts'
import type { PaceOutcome } from '../../src/pacing/pacer.ts'
import type { RedisEval } from '../../src/pacing/redis.ts'
import type { SharedLimiter, StoreRequest } from '../../src/pacing/store.ts'
import { StoreState } from '../../src/pacing/store-state.ts'
import { ownRedis, sent } from './own-redis.ts'

const { redis, machine } = ownRedis()

/** Gives the script a time in place of that of Redis. */
function atTime(now: () => number): RedisEval {
  return (script, keys, args) => {
    const timed = script.replace(/local now = .*/, 'local now = tonumber(ARGV[#ARGV])')
    expect(timed).not.toBe(script)
    return redis(timed, keys, [...args, `${now()}`])
  }
}

describe('the script for Redis', () => {
  it('answers like the state of the Durable Object to random requests and reports', async () => {
    let now = Date.UTC(2026, 0, 1)
    const timed = atTime(() => now)
    const random = seededRandom(5)
    const machines = Array.from({ length: 3 }, () => machine(timed))
    const state = new StoreState()
    const flying: { ask: StoreRequest; limiter: SharedLimiter; start: number }[] = []
    const targets = [
      'POST Users',
      'POST Groups',
      'PATCH Users/U1',
      'PATCH Groups/S1',
      'GET Users/U1',
      'GET Users',
    ]
    const waits = { granted: 0, refused: 0 }
    for (let step = 0; step < 4000; step++) {
      now += Math.floor(random() * (random() < 0.02 ? 30_000 : 120))
      const limiter = machines[Math.floor(random() * machines.length)] ?? machine()
      const [method, path] = (targets[Math.floor(random() ** 2 * targets.length)] ?? '').split(' ')
      const over = flying[0]
      if (over && random() < 0.45) {
        flying.shift()
        const outcome: PaceOutcome = random() < 0.03 ? { status: 429, retryAfter: 2000 } : { status: 200 }
        over.limiter.done(over.ask, now - over.start, outcome)
        state.done({ ...over.ask, held: now - over.start, outcome }, now)
        await sent()
        continue
      }
      const ask = limiter.request(limitKeyOf(method as 'GET', path ?? ''), false, Math.floor(random() * 5000))
      const [theirs, ours] = [await limiter.take(ask), state.take(ask, now)]
      expect([step, theirs]).toEqual([step, ours])
      if (ours.wait > 0) waits.refused++
      // Some are never heard of again.
      else if (++waits.granted % 20 > 0) flying.push({ ask, limiter, start: now })
    }
    expect(waits.granted).toBeGreaterThan(500)
    expect(waits.refused).toBeGreaterThan(200)
  })

  it('answers like it when a lowered rate leaves less room than the minute has', async () => {
    let now = Date.UTC(2026, 0, 1)
    const limiter = machine(atTime(() => now))
    const state = new StoreState()
    // Those of Other have no limit of their own.
    const targets = [
      'POST Users',
      'PATCH Users/U1',
      'DELETE Users/U1',
      'POST Groups',
      'PATCH Groups/S1',
    ].concat(['DELETE Groups/S1', 'POST Other', 'PATCH Other', 'DELETE Other'])
    const starts: number[] = []
    const start = async (index: number, status = 200, held = 0): Promise<void> => {
      const [method, path = ''] = (targets[index % targets.length] ?? '').split(' ')
      const ask = limiter.request(limitKeyOf(method as 'GET', path), false, 0)
      const [theirs, ours] = [await limiter.take(ask), state.take(ask, now)]
      expect([now, theirs]).toEqual([now, ours])
      if (ours.wait > 0) return
      starts.push(now)
      now += held
      const outcome = { status, retryAfter: 1000 }
      limiter.done(ask, held, outcome)
      state.done({ ...ask, held, outcome }, now)
      await sent()
    }
    // A burst, a steady minute, a refusal; then the burst's places in the minute are free all at once.
    for (let request = 0; request < 170; request++) await start(request)
    for (let request = 0; request < 135; request++) {
      now += 100
      await start(request)
    }
    now = Date.UTC(2026, 0, 1) + 59_500
    await start(0, 429, 500)
    const before = starts.length
    for (let request = 0; request < 40; request++) {
      if (request % 10 === 0) now += 30
      await start(request)
    }
    expect(before).toBeGreaterThan(200)
    expect(starts.length).toBeGreaterThan(before)
  })
})
