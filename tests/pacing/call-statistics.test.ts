import { describe, expect, it } from 'vitest'
import { createEmulator, virtualClock } from '../../mocks/index.ts'
import { type CallOptions, SCIM2Client, SCIMClient } from '../../src/index.ts'
import { callStatistics, slackPacer } from '../../src/pacing/index.ts'
import { SlidingCount } from '../../src/pacing/sliding-count.ts'
import { START } from './paced.ts'

function setUp({ isPaced = true } = {}) {
  const clock = virtualClock({ start: START, autoAdvance: false })
  const emulator = createEmulator({ clock, seed: { users: [{ id: 'U1', userName: 'jo' }] } })
  const statistics = callStatistics({ clock })
  const onEvent = statistics.observer('acme')
  const pacer = slackPacer({ clock, onEvent, share: 1 })
  const options = { clock, onEvent, transport: emulator.transport, ...(isPaced && { pacer }) }
  const scim = new SCIMClient(emulator.token, options)
  const create = (index: number, callOptions?: CallOptions) => {
    const userName = `person${index}`
    const user = { userName, emails: [{ value: `${userName}@example.com`, primary: true }] }
    return scim.createUser(user, callOptions)
  }
  return { clock, create, emulator, options, pacer, scim, statistics }
}

describe('callStatistics', () => {
  it('rejects an unknown option', () => {
    expect(() => callStatistics({ pacer: 1 } as never)).toThrow("callStatistics: option 'pacer': unknown")
  })

  it('returns nothing before the first call', () => {
    expect(callStatistics().read()).toEqual([])
  })

  it('counts calls that succeed and fail, by operation', async () => {
    const { clock, scim, statistics } = setUp()
    await clock.run(scim.readUser('U1'))
    await clock.run(Promise.allSettled([scim.readUser('U9'), scim.searchUsers({ count: 1 })]))
    const rest = { organization: 'acme', retried: 0, rateLimited: 0, inFlight: 0, queued: 0 }
    expect(statistics.read()).toEqual([
      { ...rest, operation: 'readUser', completed: 1, failed: 1, lastMinute: 2 },
      { ...rest, operation: 'searchUsers', completed: 1, failed: 0, lastMinute: 1 },
    ])
    await clock.run(clock.sleep(61_000))
    expect(statistics.read().map(({ lastMinute }) => lastMinute)).toEqual([0, 0])
  })

  it('counts what waits in the queue, also when it is aborted there', async () => {
    const { clock, create, statistics } = setUp()
    const controller = new AbortController()
    const calls = Array.from({ length: 25 }, (_, index) => create(index, { signal: controller.signal }))
    await clock.run(clock.sleep(100))
    expect(statistics.read()).toMatchObject([{ completed: 20, inFlight: 5, queued: 5 }])
    controller.abort()
    await clock.run(Promise.allSettled(calls))
    expect(statistics.read()).toMatchObject([{ completed: 20, failed: 5, inFlight: 0, queued: 0 }])
  })

  it.each([true, false])(
    'counts 429s and retries, and tells until when the operation is limited (paced: %s)',
    async (isPaced) => {
      const { clock, create, emulator, statistics } = setUp({ isPaced })
      emulator.faults.add({ kind: 'rate-limit', retryAfter: 30, match: { nth: 1 } })
      const call = create(1)
      await clock.run(clock.sleep(1000))
      const [row] = statistics.read()
      expect(row).toMatchObject({
        operation: 'createUser',
        rateLimited: 1,
        retried: 1,
        completed: 0,
        inFlight: 1,
      })
      expect(row?.limitedUntil).toBeGreaterThanOrEqual(START + 30_000)
      await clock.run(call)
      await clock.run(clock.sleep(2000))
      expect(statistics.read()[0]).toMatchObject({ completed: 1, failed: 0, lastMinute: 2 })
      expect(statistics.read()[0]?.limitedUntil).toBeUndefined()
    },
  )

  it('keeps organizations apart, and adds up the clients of one', async () => {
    const { clock, emulator, options, scim, statistics } = setUp()
    const { pacer, ...rest } = options
    const same = new SCIM2Client(emulator.token, { ...rest, pacer })
    const other = new SCIMClient(emulator.token, { ...rest, onEvent: statistics.observer('other') })
    await clock.run(Promise.all([scim, same, other].map((client) => client.readUser('U1'))))
    const rows = statistics.read().map(({ organization, completed }) => [organization, completed])
    expect(rows).toEqual([
      ['acme', 2],
      ['other', 1],
    ])
  })
})

describe('SlidingCount', () => {
  it('counts the last sixty seconds, whatever the clock does', () => {
    const count = new SlidingCount()
    for (let second = 0; second < 100; second++) count.add(START + second * 1000)
    expect(count.total(START + 99_000)).toBe(60)
    expect(count.total(START + 129_000)).toBe(30)
    count.add(START)
    expect(count.total(START + 129_000)).toBe(31)
    expect(count.total(START + 1e9)).toBe(0)
  })
})
