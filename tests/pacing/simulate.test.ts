import { describe, expect, it } from 'vitest'
import type { LimitForm } from '../../mocks/limits/counter.ts'
import { seededRandom } from '../../mocks/random/seeded.ts'
import { runPolicy } from '../../simulate/run-policy.ts'
import { JITTER, play, STEADY } from '../../simulate/scenario.ts'
import { creates, groupUpdates, mixedSync } from '../../simulate/workload.ts'

// `npm run simulate` has the whole of it; this is less work of the same kinds, with the same goals.

const FORMS: readonly LimitForm[] = ['token-bucket', 'fixed-window', 'sliding-log']
const WORKLOADS = [creates(2000), groupUpdates(10_000, 500), mixedSync(4000, seededRandom(1))]
const alone = { latency: JITTER, dialect: '1.1', processes: 1, seed: 1 } as const
const cases = WORKLOADS.flatMap((workload) => FORMS.map((form) => ({ name: workload.name, workload, form })))

describe('the pacer on a virtual clock', () => {
  it.each(WORKLOADS)(
    'does $name in at most 1 % over the bound of a steady token bucket, with no 429',
    async (workload) => {
      const { ratio, refused } = await play({ ...alone, workload, form: 'token-bucket', latency: STEADY })
      expect(refused).toBe(0)
      expect(ratio).toBeLessThanOrEqual(1.01)
    },
  )

  it.each(cases)(
    'does $name, 2.0, against a $form in at most 5 % over its bound, with 0.1 % of 429s at most',
    async (scenario) => {
      const { ratio, refused, requests, failed } = await play({ ...alone, ...scenario, dialect: '2.0' })
      expect(ratio).toBeLessThanOrEqual(1.05)
      expect(refused).toBeLessThanOrEqual(requests / 1000)
      expect(failed).toBe(0)
    },
  )

  it.each([4, 32])('meets the goals with %i processes that share their state', async (processes) => {
    const scenario = { ...alone, workload: creates(2000), form: 'sliding-log' as const, processes }
    expect(await play(scenario)).toMatchObject({ met: true, failed: 0 })
  })

  const beside = [creates(10_000), mixedSync(20_000, seededRandom(1))].flatMap((workload) =>
    FORMS.map((form) => ({ name: workload.name, workload, form })),
  )
  it.each(beside)(
    'meets the goals for $name against a $form when another app takes half without warning',
    async (scenario) => {
      expect(await play({ ...alone, ...scenario, otherFrom: 600_000 })).toMatchObject({
        met: true,
        failed: 0,
      })
    },
  )

  it("loses more than half of the creates by the original's policy", async () => {
    const { failed, requests } = await runPolicy(
      'original',
      creates(2000),
      JITTER,
      { form: 'token-bucket' },
      1,
    )
    expect(failed / requests).toBeGreaterThan(0.5)
  })
})
