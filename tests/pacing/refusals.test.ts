import { describe, expect, it } from 'vitest'
import { paced } from './paced.ts'

const MINUTE = 60_000

describe('a 429', () => {
  it('pauses only the resource for all of Retry-After when it is resource_locked', async () => {
    const { ask, events, pass, pacer } = paced()
    const first = ask('PATCH Users/U1')
    await pass(0)
    first.permit?.done({ status: 429, reason: 'resource_locked', retryAfter: 7000 })
    const [again, removal, other] = [ask('PATCH Users/U1'), ask('DELETE Users/U1'), ask('PATCH Users/U2')]
    await pass(6999)
    expect([again.at, removal.at, other.at]).toEqual([undefined, undefined, 0])
    expect(pacer.snapshot().locked).toEqual([{ resource: 'Users/U1', wait: 1 }])
    await pass(1)
    expect(again.at).toBe(7000)
    expect(events).toContainEqual({ type: 'pace.paused', scope: 'resource', name: 'Users/U1', wait: 7000 })
    expect(events.filter(({ type }) => type === 'pace.adapted')).toEqual([])
  })

  it('pauses its endpoint for all of Retry-After otherwise', async () => {
    const { ask, events, pass } = paced()
    const first = ask('POST Users')
    await pass(0)
    first.permit?.done({ status: 429, reason: 'too_many_requests', retryAfter: 12_000 })
    const [again, other] = [ask('POST Users'), ask('POST Groups')]
    await pass(11_999)
    expect([again.at, other.at]).toEqual([undefined, 0])
    await pass(1)
    expect(again.at).toBe(12_000)
    expect(events).toContainEqual({
      type: 'pace.paused',
      scope: 'endpoint',
      name: 'POST Users',
      wait: 12_000,
    })
  })

  it('pauses for twenty seconds without Retry-After, and for a second at least', async () => {
    for (const [retryAfter, wait] of [
      [undefined, 20_000],
      [0, 1000],
    ]) {
      const { ask, pass } = paced()
      const first = ask('POST Users')
      await pass(0)
      first.permit?.done({ status: 429, retryAfter })
      const again = ask('POST Users')
      await pass(30_000)
      expect(again.at).toBe(wait)
    }
  })

  it('pauses the organization, for the longer of both, when two endpoints are refused within ten seconds', async () => {
    const { ask, events, pass } = paced()
    const [user, group] = [ask('POST Users'), ask('POST Groups')]
    await pass(0)
    user.permit?.done({ status: 429, retryAfter: 20_000 })
    await pass(10_000)
    group.permit?.done({ status: 429, retryAfter: 4000 })
    const [write, read] = [ask('DELETE Users/U1'), ask('GET Users/U1')]
    await pass(15_000)
    expect([write.at, read.at]).toEqual([20_000, 10_000])
    expect(events).toContainEqual({
      type: 'pace.paused',
      scope: 'organization',
      name: 'writes',
      wait: 10_000,
    })
    expect(events.at(-1)).toMatchObject({ type: 'pace.waited' })
  })

  it('lowers the rate of the organization when more of its limit was used than of the endpoint', async () => {
    const { ask, pass, perMinute } = paced()
    const others = ['PATCH Users/U1', 'DELETE Users/U2', 'PATCH Groups/S1', 'DELETE Groups/S2']
    for (const what of others) ask(what)
    const [user, group] = [ask('POST Users'), ask('POST Groups')]
    await pass(1)
    user.permit?.done({ status: 429, retryAfter: 1000 })
    group.permit?.done({ status: 429, retryAfter: 1000 })
    expect(['POST Users', 'POST Groups', 'writes'].map(perMinute)).toEqual([180, 180, 300])
  })

  it('lowers only the rate of an endpoint that is refused again and again', async () => {
    const { ask, asks, pass, perMinute } = paced()
    for (let again = 0; again < 5; again++) {
      await asks(10, 'PATCH Users/U1')
      await asks(10, 'DELETE Users/U2')
      const refused = ask('POST Users')
      await pass(30_000)
      refused.permit?.done({ status: 429, retryAfter: 1000 })
    }
    // Another app has all of one endpoint: that is not to slow down the others.
    expect(perMinute('writes')).toBeGreaterThanOrEqual(300)
    expect(perMinute('POST Users')).toBeLessThan(50)
  })

  it('lowers the rates of the endpoints when more of their limits was used', async () => {
    const { ask, asks, pass, perMinute } = paced()
    await asks(19, 'POST Users')
    await asks(19, 'POST Groups')
    const [user, group] = [ask('POST Users'), ask('POST Groups')]
    await pass(1)
    user.permit?.done({ status: 429, retryAfter: 1000 })
    group.permit?.done({ status: 429, retryAfter: 1000 })
    expect(['POST Users', 'POST Groups', 'writes'].map(perMinute)).toEqual([90, 90, 600])
  })

  it('does not pause the organization for a read and a write, or with more time between', async () => {
    const { ask, events, pass } = paced()
    const [user, read, group] = [ask('POST Users'), ask('GET Users/U1'), ask('POST Groups')]
    await pass(0)
    user.permit?.done({ status: 429, retryAfter: 1000 })
    read.permit?.done({ status: 429, retryAfter: 1000 })
    await pass(10_001)
    group.permit?.done({ status: 429, retryAfter: 1000 })
    const scopes = events.flatMap((event) => (event.type === 'pace.paused' ? [event.scope] : []))
    expect(scopes).toEqual(['endpoint', 'endpoint', 'endpoint'])
  })
})

describe('the rate after 429s', () => {
  it('is lowered once by many 429s of the same time', async () => {
    const { ask, events, pass } = paced()
    const storm = Array.from({ length: 10 }, () => ask('POST Users'))
    await pass(1)
    for (const { permit } of storm) permit?.done({ status: 429, retryAfter: 1000 })
    expect(events.filter(({ type }) => type === 'pace.adapted')).toEqual([
      { type: 'pace.adapted', limit: 'POST Users', perMinute: 90 },
    ])
  })

  it('is lowered once by many 429s also when the rate of the organization was lowered before', async () => {
    const { ask, asks, events, pass, perMinute } = paced()
    for (const endpoint of ['POST Users', 'POST Groups']) {
      await asks(10, 'PATCH Users/U1')
      await asks(10, 'DELETE Users/U2')
      const refused = ask(endpoint)
      await pass(30_000)
      refused.permit?.done({ status: 429, retryAfter: 1000 })
    }
    expect(perMinute('writes')).toBeLessThan(300)
    await pass(3 * MINUTE)
    // More of the endpoint's limit is used, but more of what the organization is known to have.
    const storm = Array.from({ length: 18 }, () => ask('POST Users'))
    await asks(15, 'PATCH Users/U1')
    await asks(15, 'DELETE Users/U2')
    await pass(15_000)
    const before = events.length
    for (const { permit } of storm) permit?.done({ status: 429, retryAfter: 1000 })
    expect(events.slice(before).filter(({ type }) => type === 'pace.adapted')).toMatchObject([
      { limit: 'POST Users' },
    ])
  })

  it('is half, without bursts, and the whole limit again within ten minutes', async () => {
    const { ask, asks, events, pass, perMinute } = paced()
    const first = ask('POST Users')
    await pass(1)
    first.permit?.done({ status: 429, retryAfter: 1000 })
    await pass(MINUTE)
    // What is known of one limit holds for all of the organization's: the other app may be there too.
    for (const [endpoint, most] of [
      ['POST Users', 4],
      ['PATCH Groups/S1', 7],
    ] as const) {
      const starts = await asks(50, endpoint)
      expect(starts.filter((at) => at === starts[0]).length).toBeLessThanOrEqual(most)
    }
    await pass(6 * MINUTE)
    expect(perMinute('POST Users')).toBeGreaterThan(90)
    expect(perMinute('POST Users')).toBeLessThan(180)
    await pass(4 * MINUTE)
    ask('POST Users')
    await pass(0)
    expect(perMinute('POST Users')).toBe(180)
    expect(events.at(-1)).toEqual({ type: 'pace.adapted', limit: 'POST Users', perMinute: 180 })
  })

  it('is a part of our share of the limit', async () => {
    const { ask, asks, pass, perMinute } = paced({ share: 0.5 })
    const first = ask('POST Users')
    await pass(1)
    first.permit?.done({ status: 429, retryAfter: 1000 })
    // Half of the half, and all of it was there: 45 a minute.
    await pass(MINUTE)
    await asks(130, 'POST Users')
    const second = ask('POST Users')
    await pass(5000)
    const before = perMinute('POST Users') ?? 0
    second.permit?.done({ status: 429, retryAfter: 1000 })
    expect(perMinute('POST Users')).toBeGreaterThan(0.85 * before)
    expect(perMinute('POST Users')).toBeLessThan(before)
  })

  it('is lowered again by another 429 soon after', async () => {
    const { ask, events, pass } = paced()
    for (let again = 0; again < 3; again++) {
      const refused = ask('POST Users')
      await pass(30_000)
      refused.permit?.done({ status: 429, retryAfter: 1000 })
    }
    const learned = events.flatMap((event) => (event.type === 'pace.adapted' ? [event.perMinute] : []))
    expect(learned).toEqual([90, 63, 44])
  })
})
