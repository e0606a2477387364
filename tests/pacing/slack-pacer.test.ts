import { describe, expect, it } from 'vitest'
import { SCIMConfigurationError } from '../../src/index.ts'
import { type SlackPacerOptions, slackPacer } from '../../src/pacing/slack-pacer.ts'
import { paced } from './paced.ts'

describe('slackPacer', () => {
  it('has no timer while no request waits', async () => {
    const { ask, asks, clock, pass } = paced()
    expect(clock.pending).toBe(0)
    await asks(20, 'POST Users')
    expect(clock.pending).toBe(0)
    const controller = new AbortController()
    ask('POST Users', { signal: controller.signal })
    expect(clock.pending).toBe(1)
    controller.abort()
    await pass(0)
    expect(clock.pending).toBe(0)
  })

  it('leaves no listener on a signal that outlives its requests', async () => {
    const { ask, pass } = paced()
    const { signal } = new AbortController()
    let listeners = 0
    const counting = Object.assign(signal, {
      addEventListener: () => listeners++,
      removeEventListener: () => listeners--,
    })
    for (let index = 0; index < 30; index++) ask('POST Users', { signal: counting })
    expect(listeners).toBe(1)
    await pass(10_000)
    expect(listeners).toBe(0)
  })

  it('goes on when the clock is set back', async () => {
    const { asks, clock, ask, pass } = paced()
    await asks(20, 'POST Users')
    const now = clock.now.bind(clock)
    clock.now = () => now() - 3_600_000
    const waiting = ask('POST Users')
    await pass(400)
    expect(waiting.permit).toBeDefined()
  })

  it('emits waits, and shows limits and queues in its snapshot', async () => {
    const { ask, asks, events, pacer, pass } = paced()
    await asks(20, 'POST Users')
    expect(events).toEqual([])
    ask('POST Users')
    await pass(0)
    expect(pacer.snapshot()).toEqual({
      queued: 1,
      inFlight: 0,
      limits: [
        { name: 'POST Users', perMinute: 180, used: 20, wait: 334, paused: 0, queued: 1 },
        { name: 'writes', perMinute: 600, used: 20, wait: 0, paused: 0, queued: 1 },
      ],
      locked: [],
    })
    await pass(400)
    expect(events).toEqual([
      { type: 'pace.queued', operation: 'apiCall', endpoint: 'POST Users', queued: 1 },
      { type: 'pace.waited', operation: 'apiCall', endpoint: 'POST Users', wait: 334 },
    ])
  })

  it("goes on after an observer's mistake", async () => {
    const { ask, asks, pass } = paced({
      onEvent: () => {
        throw new Error('observer')
      },
    })
    await asks(20, 'POST Users')
    const waiting = ask('POST Users')
    await pass(400)
    expect(waiting.at).toBe(334)
  })

  it.each([
    [{ share: 0 }, /'share': must be above 0/],
    [{ share: 1.1 }, /'share': must be/],
    [{ shareAlone: 0 }, /'shareAlone': must be/],
    [{ maxQueue: -1 }, /'maxQueue': must be/],
    [
      { limits: { writes: { perMinute: 0, burst: 1 } } },
      /'limits.writes': must have perMinute and burst from 1 to 1000000/,
    ],
    [{ shares: 1 }, /option 'shares': unknown: did you mean 'share'/],
  ])('refuses the options %j', (options, message) => {
    expect(() => slackPacer(options as SlackPacerOptions)).toThrow(SCIMConfigurationError)
    expect(() => slackPacer(options as SlackPacerOptions)).toThrow(message)
  })
})

describe('10,000 writes to one resource', () => {
  /** Microseconds of the processor for each request. */
  async function cost(count: number): Promise<number> {
    const unlimited = { perMinute: 1e6, burst: 1e6 }
    const { asks } = paced({ limits: { writes: unlimited, 'PATCH Groups/{id}': unlimited } })
    const begun = process.cpuUsage()
    const starts = await asks(count, 'PATCH Groups/S1')
    expect(starts).toHaveLength(count)
    return process.cpuUsage(begun).user / count
  }

  it('take linear time', async () => {
    await cost(1000)
    const few = await cost(1250)
    // Quadratic time would be eight times as much for each.
    expect(await cost(10_000)).toBeLessThan(3 * few)
  }, 60_000)
})
