import { describe, expect, it } from 'vitest'
import { provisioningChaos } from './chaos.ts'

describe('applying while a fifth of all requests fail', { timeout: 120_000 }, () => {
  it.each([1, 2, 3, 4])('ends equal, and does nothing that no step says, with seed %i', async (seed) => {
    const { problems, steps } = await provisioningChaos({ seed, steps: 250 })
    expect(problems).toEqual([])
    expect(steps).toBeGreaterThanOrEqual(250)
  })
})
