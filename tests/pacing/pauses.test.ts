import { describe, expect, it } from 'vitest'
import { createEmulator, virtualClock } from '../../mocks/index.ts'

import { SCIMClient, SCIMPacingError } from '../../src/index.ts'
import { slackPacer } from '../../src/pacing/slack-pacer.ts'
import { paced, START } from './paced.ts'

const HOUR = 3_600_000
const TEN_YEARS = 10 * 365 * 24 * HOUR

describe('a Retry-After beyond maxPause', () => {
  it.each([TEN_YEARS, 1e99, Number.POSITIVE_INFINITY])(
    'pauses for an hour when Slack asks for %d ms',
    async (retryAfter) => {
      const { ask, events, pass, pacer } = paced()
      const first = ask('POST Users')
      await pass(0)
      first.permit?.done({ status: 429, retryAfter })
      expect(events.at(-2)).toEqual({
        type: 'pace.paused',
        scope: 'endpoint',
        name: 'POST Users',
        wait: HOUR,
        asked: retryAfter,
      })
      expect(pacer.snapshot().limits[0]).toMatchObject({ name: 'POST Users', paused: HOUR, wait: HOUR })
      await pass(HOUR)
      const again = ask('POST Users')
      await pass(0)
      expect(again.at).toBe(HOUR)
    },
  )

  it('rejects a request without a deadline, with the seconds that the pause lasts', async () => {
    const { ask, asks, pass } = paced()
    const first = ask('POST Users')
    await asks(19, 'POST Users')
    const queued = ask('POST Users')
    await pass(0)
    first.permit?.done({ status: 429, retryAfter: TEN_YEARS })
    await pass(1000)
    const late = ask('POST Users', { attempts: 1, applied: 'unknown' })
    const elsewhere = ask('POST Groups')
    await pass(0)
    expect(queued.error).toBeInstanceOf(SCIMPacingError)
    expect(queued.error).toMatchObject({
      code: 'paused',
      retryAfterSeconds: 3600,
      applied: 'no',
      attempts: 0,
    })
    expect(late.error).toMatchObject({
      code: 'paused',
      retryAfterSeconds: 3599,
      applied: 'unknown',
      attempts: 1,
    })
    expect(String(late.error)).toBe(
      'SCIMPacingError: apiCall: Slack answers 429 to POST Users, which is paused for 3599 s; this attempt was not ' +
        'sent: call again then, or set a deadline to wait',
    )
    expect(elsewhere.at).toBe(1000)
  })

  it('keeps a request whose deadline is later than the pause', async () => {
    const { ask, pass } = paced()
    const first = ask('POST Users')
    await pass(0)
    first.permit?.done({ status: 429, retryAfter: TEN_YEARS })
    const waiting = ask('POST Users', { deadline: START + 2 * HOUR })
    await pass(HOUR)
    expect(waiting.at).toBe(HOUR)
  })

  it('pauses both endpoints, and the organization for other requests, when two are refused', async () => {
    const { ask, pass } = paced()
    const [user, group] = [ask('POST Users'), ask('POST Groups')]
    await pass(0)
    for (const { permit } of [user, group]) permit?.done({ status: 429, retryAfter: TEN_YEARS })
    const [write, read] = [ask('DELETE Users/U1'), ask('GET Users/U1')]
    await pass(0)
    expect(write.error).toMatchObject({ code: 'paused', retryAfterSeconds: 3600 })
    expect(read.at).toBe(0)
  })

  it('locks a resource for an hour at most, and rejects requests for it', async () => {
    const { ask, events, pass } = paced()
    const first = ask('PATCH Users/U1')
    await pass(0)
    first.permit?.done({ status: 429, reason: 'resource_locked', retryAfter: TEN_YEARS })
    const [refused, patient] = [ask('PATCH Users/U1'), ask('PATCH Users/U1', { deadline: START + 2 * HOUR })]
    const other = ask('PATCH Users/U2')
    await pass(HOUR)
    expect(refused.error).toMatchObject({ code: 'paused', retryAfterSeconds: 3600 })
    expect(String(refused.error)).toContain('Slack answers 429 to Users/U1, which is paused for 3600 s')
    expect([patient.at, other.at]).toEqual([HOUR, 0])
    expect(events).toContainEqual(
      expect.objectContaining({ scope: 'resource', wait: HOUR, asked: TEN_YEARS }),
    )
  })

  it('follows the option maxPause', async () => {
    const { ask, pass } = paced({ maxPause: 5000 })
    const first = ask('POST Users')
    await pass(0)
    first.permit?.done({ status: 429, retryAfter: 6000 })
    const refused = ask('POST Users')
    await pass(5000)
    const again = ask('POST Users')
    await pass(0)
    expect(refused.error).toMatchObject({ code: 'paused', retryAfterSeconds: 5 })
    expect(again.at).toBe(5000)
  })
})

describe('429s that go on', () => {
  it('reject requests once they have lasted longer than maxPause without a success', async () => {
    const { ask, pass } = paced()
    const refuse = async (): Promise<void> => {
      const request = ask('POST Users')
      await pass(0)
      request.permit?.done({ status: 429, retryAfter: 1_500_000 })
    }
    await refuse()
    await pass(1_500_000)
    await refuse()
    const patient = ask('POST Users')
    await pass(1_500_000)
    expect(patient.permit).toBeDefined()
    patient.permit?.done({ status: 429, retryAfter: 1_500_000 })
    const refused = ask('POST Users')
    await pass(0)
    expect(refused.error).toMatchObject({ code: 'paused', retryAfterSeconds: 1500 })
  })

  it('reject requests for a resource that stays locked for longer', async () => {
    const { ask, pass } = paced()
    for (let again = 0; again < 3; again++) {
      const request = ask('PATCH Users/U1')
      await pass(1_500_000)
      request.permit?.done({ status: 429, reason: 'resource_locked', retryAfter: 1_500_000 })
    }
    const refused = ask('DELETE Users/U1')
    await pass(1_500_000)
    expect(refused.error).toMatchObject({ code: 'paused' })
    const next = ask('DELETE Users/U1')
    await pass(0)
    next.permit?.done({ status: 200 })
    const last = ask('PATCH Users/U1')
    await pass(0)
    expect(last.at).toBeDefined()
  })

  it('count anew after a success', async () => {
    const { ask, pass } = paced()
    for (let turn = 0; turn < 5; turn++) {
      const refused = ask('POST Users')
      await pass(0)
      refused.permit?.done({ status: 429, retryAfter: 1_500_000 })
      const request = ask('POST Users')
      await pass(1_560_000)
      expect(request.error).toBeUndefined()
      request.permit?.done({ status: 201 })
      await pass(60_000)
    }
  })

  it.each([Number.NaN, -5, undefined])(
    'pause for a second or more when Retry-After is %s',
    async (retryAfter) => {
      const { ask, pass } = paced()
      const first = ask('POST Users')
      await pass(0)
      first.permit?.done({ status: 429, retryAfter })
      const again = ask('POST Users')
      await pass(20_000)
      expect(again.at).toBeGreaterThanOrEqual(1000)
    },
  )
})

describe('a client whose service asks for ten years', () => {
  it('rejects the calls that wait, and none hangs', async () => {
    const clock = virtualClock({ start: START, autoAdvance: false })
    const emulator = createEmulator({ clock })
    emulator.faults.add({ kind: 'rate-limit', retryAfter: TEN_YEARS / 1000 })
    const scim = new SCIMClient(emulator.token, {
      clock,
      pacer: slackPacer({ clock }),
      transport: emulator.transport,
    })
    const calls = Array.from({ length: 60 }, (_, index) => scim.deleteUser(`U${index}`))
    const results = await clock.run(Promise.allSettled(calls))
    const names = results.map((result) => (result.status === 'rejected' ? result.reason.name : 'fulfilled'))
    expect(names[0]).toBe('SCIMRateLimitError')
    // Those that had started with the first.
    expect(new Set(names.slice(1, 19))).toEqual(new Set(['SCIMApiError']))
    expect(new Set(names.slice(19))).toEqual(new Set(['SCIMPacingError']))
    expect(clock.now() - START).toBeLessThanOrEqual(HOUR)
  })
})
