import { describe, expect, it } from 'vitest'
import { applySteps, stepLeaks } from './step-leftovers.ts'

// The reduced run; `npm run test:leaks` applies 10,000 steps.

describe('applyPlan', () => {
  it('releases listeners, timers, files, sockets and memory after 1,000 steps', async () => {
    expect(stepLeaks(1000, await applySteps(1000))).toEqual([])
  }, 120_000)
})

describe('the detector of leaks of steps', () => {
  const nothing = { listeners: 0, timers: 0, handles: 0, connections: 8, bytes: 0 }

  it.each([{ listeners: 1 }, { timers: 1 }, { handles: 100 }, { connections: 1000 }, { bytes: 2_000_000 }])(
    'reports %o',
    (left) => {
      expect(stepLeaks(1000, nothing)).toEqual([])
      expect(stepLeaks(1000, { ...nothing, ...left })).toHaveLength(1)
    },
  )
})
