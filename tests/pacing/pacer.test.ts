import { describe, expect, it } from 'vitest'
import { SCIMPacingError } from '../../src/errors/pacing-error.ts'
import { SCIMTimeoutError } from '../../src/index.ts'
import { paced, START } from './paced.ts'

describe('acquire', () => {
  it.each([
    ['POST Users', 20, 3],
    ['PUT Users/U1', 20, 3],
    ['DELETE Users/U1', 20, 3],
    ['GET Users/U1', 300, 5],
    ['PATCH Groups/S1', 80, 3],
    ['POST Groups', 20, 3],
    ['GET Users', 1000, 1000 / 60],
    ['GET Schemas/Users', 1000, 1000 / 60],
  ])(
    'starts %s: %i at once, then %f a second, and never more in 60 seconds than the limit',
    async (what, burst, rate) => {
      const { asks } = paced()
      const starts = await asks(burst + 70, what)
      expect(starts.filter((at) => at === 0)).toHaveLength(burst)
      if (burst < 180) expect(starts[burst + 9]).toBeCloseTo((10 / rate) * 1000, -1)
      const perMinute = Math.round(rate * 60)
      for (const [index, at] of starts.entries()) {
        expect(at - (starts[index - perMinute] ?? -60_001)).toBeGreaterThan(60_000)
      }
    },
  )

  it('counts PUT and PATCH together, the endpoints of users and groups apart', async () => {
    const { ask, pass } = paced()
    const first = Array.from({ length: 20 }, (_, index) =>
      ask(`${index % 2 ? 'PUT' : 'PATCH'} Users/U${index}`),
    )
    const [user, group] = [ask('PATCH Users/W'), ask('PATCH Groups/S')]
    await pass(0)
    expect([user.at, group.at]).toEqual([undefined, 0])
    for (const { permit } of first) permit?.done({ status: 200 })
    await pass(400)
    expect(user.at).toBe(334)
  })

  it('counts all writes of the organization together', async () => {
    const { ask, pass } = paced()
    const starts = [
      'POST Users',
      'POST Groups',
      'DELETE Users/U',
      'DELETE Groups/S',
      'PATCH Users/V',
      'PATCH Groups/T',
    ].flatMap((what) => Array.from({ length: 80 }, (_, index) => ask(/\/./.test(what) ? what + index : what)))
    await pass(0)
    expect(starts.filter(({ at }) => at === 0)).toHaveLength(180)
    await pass(60_000)
    expect(starts.filter(({ at }) => at !== undefined).length).toBeLessThanOrEqual(600)
  })

  it('uses the part of every limit that share names', async () => {
    const { asks } = paced({ share: 0.5 })
    const starts = await asks(91, 'POST Users')
    expect(starts.filter((at) => at === 0)).toHaveLength(10)
    expect(starts.filter((at) => at < 60_000)).toHaveLength(90)
  })

  it('replaces limits by name', async () => {
    const { asks } = paced({ limits: { 'POST Users': { perMinute: 60, burst: 1 } } })
    expect(await asks(3, 'POST Users')).toEqual([0, 1000, 2000])
  })
})

describe('in the queue', () => {
  it('starts the request that has waited longest first, also when it comes back', async () => {
    const { ask, asks, pass } = paced()
    await asks(20, 'POST Users')
    const late = ask('POST Users', { since: START + 30 })
    const later = ask('POST Users', { since: START + 40 })
    const back = ask('POST Users', { since: START + 10 })
    await pass(1100)
    expect([back.at, late.at, later.at]).toEqual([334, 667, 1000])
  })

  it('does not hold up other endpoints when one has to wait', async () => {
    const { ask, asks, pass } = paced()
    await asks(20, 'POST Users')
    const blocked = ask('POST Users')
    const others = ['PATCH Users/U1', 'GET Users/U1', 'GET Users', 'POST Groups', 'DELETE Groups/S1'].map(
      (what) => ask(what),
    )
    await pass(0)
    expect(blocked.at).toBeUndefined()
    expect(others.map(({ at }) => at)).toEqual([0, 0, 0, 0, 0])
  })

  it('starts a higher priority first, but no later than a minute of waiting is worth', async () => {
    const { ask, asks, pass } = paced({ priority: ({ operation }) => (operation === 'urgent' ? 1 : 0) })
    await asks(20, 'POST Users')
    const usual = ask('POST Users')
    const urgent = ask('POST Users', { operation: 'urgent' })
    const ancient = ask('POST Users', { since: START - 60_001 })
    await pass(1100)
    expect([ancient.at, urgent.at, usual.at]).toEqual([334, 667, 1000])
  })

  it('refuses one request more than maxQueue, with nothing sent', async () => {
    const { ask, asks, pacer, pass } = paced({ maxQueue: 2 })
    await asks(20, 'POST Users')
    const [one, two, three] = [ask('POST Users'), ask('POST Users'), ask('POST Users')]
    const elsewhere = ask('POST Groups')
    await pass(0)
    expect(three.error).toBeInstanceOf(SCIMPacingError)
    expect(three.error).toMatchObject({ code: 'queue_full', applied: 'no', attempts: 0 })
    expect(elsewhere.at).toBe(0)
    expect(pacer.snapshot().queued).toBe(2)
    await pass(1000)
    expect([one.at, two.at]).toEqual([334, 667])
  })

  it('rejects with the reason of an abort at once, and gives the place to the next', async () => {
    const { ask, asks, pacer, pass } = paced()
    await asks(20, 'POST Users')
    const controller = new AbortController()
    const gone = ask('POST Users', { signal: controller.signal })
    const next = ask('POST Users')
    await pass(100)
    controller.abort('enough')
    await pass(0)
    expect([gone.error, pacer.snapshot().queued]).toEqual(['enough', 1])
    await pass(300)
    expect(next.at).toBe(334)
    const never = ask('POST Users', { signal: controller.signal })
    await pass(0)
    expect(never.error).toBe('enough')
  })

  it('rejects a request at once that cannot start before its deadline', async () => {
    const { ask, asks, pass } = paced()
    await asks(20, 'POST Users')
    for (let index = 0; index < 9; index++) ask('POST Users')
    const [hopeless, tight] = [
      ask('POST Users', { deadline: START + 3000 }),
      ask('POST Users', { deadline: START + 3400 }),
    ]
    await pass(0)
    expect(hopeless.error).toBeInstanceOf(SCIMTimeoutError)
    expect(hopeless.error).toMatchObject({ scope: 'call', applied: 'no', attempts: 0 })
    expect(String(hopeless.error)).toMatch(
      /the first free place is in 4 s, after the deadline; this attempt was not sent/,
    )
    await pass(3400)
    expect(tight.at).toBe(3334)
  })

  it('passes on attempts and applied in its errors', async () => {
    const { ask, asks, pass } = paced()
    await asks(20, 'POST Users')
    const late = ask('POST Users', { deadline: START + 100, attempts: 2, applied: 'unknown' })
    await pass(0)
    expect(late.error).toMatchObject({ name: 'SCIMTimeoutError', attempts: 2, applied: 'unknown' })
  })

  it('rejects a waiting request at once when a pause outlasts its deadline', async () => {
    const { ask, asks, pass } = paced()
    const first = ask('POST Users')
    await asks(19, 'POST Users')
    const [short, long] = [ask('POST Users', { deadline: START + 5000 }), ask('POST Users')]
    await pass(0)
    first.permit?.done({ status: 429, retryAfter: 30_000 })
    await pass(0)
    expect(short.error).toBeInstanceOf(SCIMTimeoutError)
    await pass(40_000)
    expect(long.at).toBeGreaterThanOrEqual(30_000)
  })

  it('lets one write at a time reach a resource, of any client', async () => {
    const { ask, pass } = paced()
    const [one, two] = [ask('PATCH Users/U1'), ask('DELETE Users/U1')]
    const [read, other] = [ask('GET Users/U1'), ask('PATCH Users/U2')]
    await pass(500)
    expect([one.at, two.at, read.at, other.at]).toEqual([0, undefined, 0, 0])
    one.permit?.done({ status: 200 })
    await pass(0)
    expect(two.at).toBe(500)
  })

  it('lets the next write go on when the one before it leaves the queue', async () => {
    const { ask, asks, pass } = paced()
    const first = ask('PATCH Users/U1')
    await asks(19, 'PATCH Users/U2')
    const controller = new AbortController()
    const gone = ask('PATCH Users/U1', { signal: controller.signal })
    const next = ask('PATCH Users/U1')
    await pass(0)
    first.permit?.done({ status: 200 })
    controller.abort('enough')
    await pass(1000)
    expect([gone.error, next.at]).toEqual(['enough', 334])
  })

  it('rejects a request that is aborted while it waits for a resource', async () => {
    const { ask, pacer, pass } = paced()
    const first = ask('PATCH Users/U1')
    const controller = new AbortController()
    const gone = ask('PATCH Users/U1', { signal: controller.signal })
    await pass(0)
    controller.abort('enough')
    await pass(0)
    expect([gone.error, pacer.snapshot().queued]).toEqual(['enough', 0])
    first.permit?.done({})
    expect(pacer.snapshot().inFlight).toBe(0)
  })
})
