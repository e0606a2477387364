import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCounter, type LimitForm } from '../../mocks/limits/counter.ts'
import { seededRandom } from '../../mocks/random/seeded.ts'
import { ARRIVAL, Bucket } from '../../src/pacing/bucket.ts'

const FORMS: readonly LimitForm[] = ['token-bucket', 'fixed-window', 'sliding-log']

/** Starts requests as early as the bucket allows, with pauses in demand, and gives the times of arrival. */
function arrivals(
  limit: { perMinute: number; burst: number },
  seed: number,
  latency: number,
  quiet: number,
): number[] {
  const random = seededRandom(seed)
  const bucket = new Bucket(limit, 0)
  const arrived: number[] = []
  const ends: { at: number; permit: object }[] = []
  let now = 0
  for (let request = 0; request < 600; request++) {
    if (random() < quiet) now += random() * 90_000
    for (;;) {
      ends.sort((one, other) => one.at - other.at)
      bucket.advance(now, 1)
      const wait = bucket.wait(now, 0)
      const over = ends[0]
      if (over && over.at <= now + wait) {
        now = Math.max(now, over.at)
        bucket.advance(now, 1)
        bucket.done(over.permit, now)
        ends.shift()
      } else if (wait > 0) now += Math.ceil(wait)
      else break
    }
    const permit = {}
    bucket.take(permit, now)
    const there = Math.min(random() * latency, ARRIVAL)
    arrived.push(now + there)
    ends.push({ at: now + there + random() * latency, permit })
  }
  return arrived.sort((one, other) => one - other)
}

describe('Bucket', () => {
  it.each(FORMS)('is never refused by a %s, however long requests take and overtake each other', (form) => {
    const limits = fc.record({
      perMinute: fc.integer({ min: 5, max: 300 }),
      burst: fc.integer({ min: 1, max: 300 }),
    })
    const anything = [
      limits,
      fc.integer(),
      fc.constantFrom(0, 50, 300, 3000),
      fc.constantFrom(0, 0.01, 0.1),
    ] as const
    fc.assert(
      fc.property(...anything, ({ perMinute, burst }, seed, latency, quiet) => {
        const limit = { perMinute, burst: Math.min(burst, perMinute) }
        const counter = createCounter(form, limit, 0)
        for (const at of arrivals(limit, seed, latency, quiet)) {
          expect(counter.wait(at)).toBe(0)
          counter.count(at)
        }
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  it('takes at most 3 % more time than the limit allows', () => {
    const last = Math.max(...arrivals({ perMinute: 180, burst: 20 }, 1, 150, 0))
    expect(last / 1000).toBeLessThan(((600 - 20) / 3) * 1.03)
  })

  it('counts a request without an answer as arrived after two seconds', () => {
    const bucket = new Bucket({ perMinute: 60, burst: 2 }, 0)
    bucket.take('one', 0)
    bucket.take('two', 0)
    bucket.advance(60_000, 1)
    expect(bucket.used).toBe(2)
    expect(bucket.wait(60_000, 0)).toBe(0)
    bucket.advance(60_001 + ARRIVAL, 1)
    expect(bucket.used).toBe(0)
  })
})
