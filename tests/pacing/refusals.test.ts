import { describe, expect, test } from 'vitest'
import { paced } from './paced.ts'

const MINUTE = 60_000

describe('a 429', () => {
  test('resource_locked pauses that resource for all of Retry-After, and nothing else', async () => {
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
    expect(events.filter(({ type }) => type === 'pace.learned')).toEqual([])
  })

  test('of any other kind pauses its endpoint for all of Retry-After', async () => {
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

  test('is waited out for twenty seconds if it says nothing, and never asked again at once', async () => {
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

  test('from two endpoints within ten seconds pauses the organization, for the longer of both', async () => {
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

  test('from two endpoints teaches the organization, if more of its limit was used than of theirs', async () => {
    const { ask, pacer, pass } = paced()
    const others = [
      'PATCH Users/U1',
      'DELETE Users/U2',
      'PATCH Groups/S1',
      'DELETE Groups/S2',
      'PUT Groups/S3',
    ]
    for (const what of others) ask(what)
    const [user, group] = [ask('POST Users'), ask('POST Groups')]
    await pass(1)
    const perMinute = () => {
      const limits = new Map(pacer.snapshot().limits.map((limit) => [limit.name, limit.perMinute]))
      return ['POST Users', 'POST Groups', 'writes'].map((name) => limits.get(name))
    }
    user.permit?.done({ status: 429, retryAfter: 1000 })
    expect(perMinute()).toEqual([125, 180, 600])
    group.permit?.done({ status: 429, retryAfter: 1000 })
    // What the first was blamed for it forgets.
    expect(perMinute()).toEqual([180, 180, 420])
  })

  test('from two endpoints teaches the endpoints, if more of their limits was used', async () => {
    const { ask, asks, pacer, pass } = paced()
    await asks(19, 'POST Users')
    await asks(19, 'POST Groups')
    const [user, group] = [ask('POST Users'), ask('POST Groups')]
    await pass(1)
    user.permit?.done({ status: 429, retryAfter: 1000 })
    group.permit?.done({ status: 429, retryAfter: 1000 })
    const limits = pacer.snapshot().limits.map(({ name, perMinute }) => `${name} ${perMinute}`)
    expect(limits).toEqual(['POST Users 125', 'writes 600', 'POST Groups 125'])
  })

  test('from a read and a write, or with more time between, is no matter of the organization', async () => {
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

describe('what refusals teach', () => {
  test('a storm of them is one lesson', async () => {
    const { ask, events, pass } = paced()
    const storm = Array.from({ length: 10 }, () => ask('POST Users'))
    await pass(1)
    for (const { permit } of storm) permit?.done({ status: 429, retryAfter: 1000 })
    expect(events.filter(({ type }) => type === 'pace.learned')).toEqual([
      { type: 'pace.learned', limit: 'POST Users', perMinute: 125 },
    ])
  })

  test('less is taken from then on, without bursts, and all of it again within half an hour', async () => {
    const { ask, asks, events, pacer, pass } = paced()
    const first = ask('POST Users')
    await pass(1)
    first.permit?.done({ status: 429, retryAfter: 1000 })
    await pass(MINUTE)
    const starts = await asks(50, 'POST Users')
    expect(starts.filter((at) => at === starts[0]).length).toBeLessThanOrEqual(4)
    const limit = () => pacer.snapshot().limits.find(({ name }) => name === 'POST Users')?.perMinute ?? 0
    await pass(15 * MINUTE)
    expect(limit()).toBeGreaterThan(125)
    expect(limit()).toBeLessThan(180)
    await pass(15 * MINUTE)
    ask('POST Users')
    await pass(0)
    expect(limit()).toBe(180)
    expect(events.at(-1)).toEqual({ type: 'pace.learned', limit: 'POST Users', perMinute: 180 })
  })

  test('a refusal soon after shows that it was not enough', async () => {
    const { ask, events, pass } = paced()
    for (let again = 0; again < 3; again++) {
      const refused = ask('POST Users')
      await pass(30_000)
      refused.permit?.done({ status: 429, retryAfter: 1000 })
    }
    const learned = events.flatMap((event) => (event.type === 'pace.learned' ? [event.perMinute] : []))
    expect(learned).toEqual([125, 88, 61])
  })
})
