import { describe, expect, it } from 'vitest'
import { createEmulator, type LimitOptions, virtualClock } from '../../../mocks/index.ts'
import { SCIM2Client } from '../../../src/index.ts'
import { SLACK_LIMITS } from '../../../src/pacing/limits.ts'
import {
  applyPlan,
  arraySource,
  emptyLinks,
  memoryJournal,
  type Plan,
  planProvisioning,
  readDesired,
  readSnapshot,
} from '../../../src/provisioning/index.ts'

const PEOPLE = 1000
/** What a minute allows of PATCH requests for users (https://docs.slack.dev/reference/scim-api/rate-limits). */
const { perMinute = 0, burst = 0 } = SLACK_LIMITS['PATCH Users/{id}'] ?? SLACK_LIMITS['PATCH Users'] ?? {}

/** An organization of a thousand people whose titles are to change, with Slack's limits. */
async function thousandUpdates(limits: LimitOptions | true = true) {
  const clock = virtualClock()
  const people = Array.from({ length: PEOPLE }, (_, i) => i)
  const emulator = createEmulator({
    clock,
    limits,
    assumptions: { 'deactivation-visibility': 'at-once' },
    seed: { users: people.map((i) => ({ userName: `p${i}`, email: `p${i}@acme.test`, title: 'Old' })) },
  })
  const scim = new SCIM2Client(emulator.token, { clock, transport: emulator.transport })
  const source = arraySource({
    name: 'hr',
    owns: { email: 'always', title: 'always' },
    people: people.map((i) => ({
      key: `${i}`,
      attributes: { userName: `p${i}`, email: `p${i}@acme.test`, title: 'New' },
    })),
  })
  const now = new Date(clock.now())
  const snapshot = await readSnapshot(scim)
  const plan: Plan = planProvisioning({
    desired: await readDesired([source], { now }),
    snapshot,
    links: emptyLinks(),
    policy: {},
    now,
  })
  expect(plan.steps).toHaveLength(PEOPLE)
  const refused = (): number =>
    emulator.events.filter((e) => e.type === 'response' && e.status === 429).length
  return { clock, emulator, scim, plan, refused, journal: memoryJournal({ clock }) }
}

describe('the pace of a run', { timeout: 120_000 }, () => {
  it('is at most 1.05 of the bound when all of the limits are its own', async () => {
    const { clock, scim, plan, journal, refused } = await thousandUpdates()
    // The limit of a minute must be fresh.
    clock.advance(120_000)
    const start = clock.now()
    let written = 0
    const report = await applyPlan(scim, plan, {
      journal,
      share: 1,
      onEvent: (event) => {
        if (event.type === 'step.done') written = clock.now()
      },
    })
    expect(report.outcome).toBe('equal')
    expect(refused()).toBe(0)
    const bound = ((PEOPLE - burst) / perMinute) * 60_000
    expect((written - start) / bound).toBeLessThanOrEqual(1.05)
  })

  it('is without a refusal beside another app that takes half', async () => {
    const { scim, plan, journal, refused } = await thousandUpdates({ otherApp: { share: 0.5 } })
    const report = await applyPlan(scim, { ...plan, steps: plan.steps.slice(0, 500) }, { journal })
    expect(report.counts.updateUser).toMatchObject({ done: 500, failed: 0 })
    expect(refused()).toBe(0)
  })

  it('waits for all of a Retry-After', async () => {
    const { clock, emulator, scim, plan, journal } = await thousandUpdates()
    const retryAfter = { kind: 'rate-limit', retryAfter: 600, match: { method: 'PATCH', nth: 3 } } as const
    emulator.faults.add(retryAfter)
    const start = clock.now()
    const report = await applyPlan(scim, { ...plan, steps: plan.steps.slice(0, 20) }, { journal })
    expect(report).toMatchObject({ outcome: 'equal', failures: [] })
    expect(clock.now() - start).toBeGreaterThanOrEqual(600_000)
  })

  it('ends a wait at once when it is aborted', async () => {
    const { clock, emulator, scim, plan, journal } = await thousandUpdates()
    emulator.faults.add({ kind: 'rate-limit', retryAfter: 600, match: { method: 'PATCH', nth: 3 } })
    const controller = new AbortController()
    const start = clock.now()
    const report = await applyPlan(
      scim,
      { ...plan, steps: plan.steps.slice(0, 20) },
      {
        journal,
        signal: controller.signal,
        onEvent: (event) => {
          if (event.type === 'step.done') clock.setTimeout(() => controller.abort(), 60_000)
        },
      },
    )
    expect(report.stopped?.reason).toBe('aborted by its signal')
    expect(clock.now() - start).toBeLessThan(100_000)
    const again = await applyPlan(scim, { ...plan, steps: plan.steps.slice(0, 20) }, { journal })
    expect(again.outcome).toBe('equal')
  })
})
