import { describe, expect, test } from 'vitest'
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

describe('on a virtual clock', () => {
  test.each(WORKLOADS)(
    '$name: at most 1 % over the bound of a steady token bucket, and no 429',
    async (workload) => {
      const { ratio, refused } = await play({ ...alone, workload, form: 'token-bucket', latency: STEADY })
      expect(refused).toBe(0)
      expect(ratio).toBeLessThanOrEqual(1.01)
    },
  )

  test.each(cases)(
    '$name, 2.0, against a $form: at most 5 % over its bound, and next to no 429',
    async (scenario) => {
      const { ratio, refused, requests, failed } = await play({ ...alone, ...scenario, dialect: '2.0' })
      expect(ratio).toBeLessThanOrEqual(1.05)
      expect(refused).toBeLessThanOrEqual(requests / 1000)
      expect(failed).toBe(0)
    },
  )

  test.each([4, 32])('%i processes that share their state: the same', async (processes) => {
    const scenario = { ...alone, workload: creates(2000), form: 'sliding-log' as const, processes }
    expect(await play(scenario)).toMatchObject({ met: true, failed: 0 })
  })

  const beside = [creates(10_000), mixedSync(20_000, seededRandom(1))].flatMap((workload) =>
    FORMS.map((form) => ({ name: workload.name, workload, form })),
  )
  test.each(beside)(
    '$name, another app takes half without warning, against a $form: the same',
    async (scenario) => {
      expect(await play({ ...alone, ...scenario, otherFrom: 600_000 })).toMatchObject({
        met: true,
        failed: 0,
      })
    },
  )

  test("the original's policy loses more than half of the creates", async () => {
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
