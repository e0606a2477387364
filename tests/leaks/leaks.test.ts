import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaks, mostConnections, type Task } from './leftovers.ts'
import { RUNTIMES, type Runtime, runIn } from './runtimes.ts'
import { type Service, startService } from './service.ts'

// The reduced run; `npm run test:leaks` makes 100,000 calls.

describe.each(Object.keys(RUNTIMES) as Runtime[])('%s', (runtime) => {
  let service: Service
  beforeAll(async () => {
    service = await startService()
  })
  afterAll(() => service.close())

  it('releases listeners, timers and memory after 5,000 calls with one signal', async () => {
    const task: Task = { calls: 5000, transport: 'stub' }
    expect(leaks(task, await runIn(runtime, task))).toEqual([])
  })

  it('reuses connections over 1,000 HTTP calls', async () => {
    const task: Task = { calls: 1000, transport: 'fetch', baseUrl: service.baseUrl }
    expect(leaks(task, await runIn(runtime, task))).toEqual([])
    expect(service.made()).toBeLessThanOrEqual(mostConnections(task))
  })
})

describe('the leak detector', () => {
  const task: Task = { calls: 1000, transport: 'stub' }
  const nothing = { listeners: 0, mostListeners: 10, timers: 0, bytes: 0 }

  it.each([{ listeners: 1 }, { mostListeners: 1000 }, { timers: 1 }, { bytes: 100_000_000 }])(
    'reports %o',
    (left) => {
      expect(leaks(task, nothing)).toEqual([])
      expect(leaks(task, { ...nothing, ...left })).toHaveLength(1)
    },
  )
})
