import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Assumptions, createEmulator, type Fault, virtualClock } from '../../mocks/index.ts'
import {
  addGroupMembers,
  deactivateUser,
  ensureUser,
  reactivateUser,
  removeGroupMembers,
  SCIM2Client,
  SCIMClient,
  SCIMTimeoutError,
  setGroupMembers,
} from '../../src/index.ts'

/*
 * What a user's own tests of deactivation look like: in each Slack that may be, over both dialects, with waits,
 * retries and timeouts of minutes. On the machine's clock these take minutes.
 */

const CLIENTS = { '1.1': SCIMClient, '2.0': SCIM2Client } as const
const LAGS: readonly Partial<Assumptions>[] = [
  { 'deactivation-visibility': 'at-once' },
  { 'deactivation-visibility': 'one-read-late' },
  { 'deactivation-visibility': 'five-seconds-late' },
  { 'deactivation-visibility': 'five-seconds-late', 'deactivation-memberships': 'kept' },
  { 'group-put-visibility': 'three-seconds-late', 'deactivation-rank': 'kept' },
]
const CASES = (['1.1', '2.0'] as const).flatMap((version) =>
  LAGS.map((assumptions) => ({ version, assumptions, name: JSON.stringify(assumptions) })),
)

function open(version: '1.1' | '2.0', assumptions: Partial<Assumptions>, faults: readonly Fault[] = []) {
  const clock = virtualClock()
  const users = ['jo', 'al', 'kim'].map((userName) => ({ userName, id: `U0${userName.toUpperCase()}` }))
  const groups = [{ displayName: 'Design', id: 'S0DESIGN', members: ['jo', 'al'] }]
  const emulator = createEmulator({ clock, assumptions, faults, seed: { users, groups } })
  const scim = new CLIENTS[version](emulator.token, { clock, fetch: emulator.fetch })
  return { clock, emulator, scim }
}

let started = 0
beforeAll(() => {
  started = performance.now()
})
afterAll(() => {
  expect(performance.now() - started, 'milliseconds for all of them').toBeLessThan(3000)
})

describe.each(CASES)('$version where $name', ({ version, assumptions }) => {
  it('deactivates and reads until it shows', async () => {
    const { scim, emulator } = open(version, assumptions)
    await deactivateUser(scim, 'U0JO')
    const { user } = await scim.readUser('U0JO')
    expect([user.active, emulator.state.user('jo')?.active]).toEqual([false, false])
  })

  it('deactivates twice', async () => {
    const { scim, emulator } = open(version, assumptions)
    await deactivateUser(scim, 'U0JO')
    await deactivateUser(scim, 'U0JO')
    expect(emulator.state.user('jo')?.active).toBe(false)
  })

  it('reactivates', async () => {
    const { scim, emulator } = open(version, assumptions)
    await deactivateUser(scim, 'U0JO')
    await reactivateUser(scim, 'U0JO')
    expect(emulator.state.user('jo')?.active).toBe(true)
  })

  it('ensures a rehired account', async () => {
    const { scim, emulator } = open(version, assumptions)
    await deactivateUser(scim, 'U0JO')
    const jo = { userName: 'jo', emails: [{ value: 'jo@example.com', primary: true }] }
    const { outcome } = await ensureUser(scim, jo, { onDeactivated: 'reactivate' })
    expect([outcome, emulator.state.user('jo')?.active]).toEqual(['reactivated', true])
  })

  it('sets, adds and removes members, and reads until it shows', async () => {
    const { scim, emulator } = open(version, assumptions)
    await setGroupMembers(scim, 'S0DESIGN', ['U0AL', 'U0KIM'])
    await removeGroupMembers(scim, 'S0DESIGN', ['U0AL'])
    await addGroupMembers(scim, 'S0DESIGN', ['U0JO'])
    expect(emulator.state.group('S0DESIGN')?.members).toEqual(['U0KIM', 'U0JO'])
  })

  it('waits for a Retry-After of a minute', async () => {
    const { scim, clock } = open(version, assumptions, [{ kind: 'rate-limit', retryAfter: 60 }])
    await deactivateUser(scim, 'U0JO')
    expect(clock.elapsed()).toBeGreaterThanOrEqual(60_000)
  })

  it('waits for an answer that takes 20 seconds', async () => {
    const { scim, clock } = open(version, assumptions, [{ kind: 'latency', milliseconds: 20_000 }])
    await deactivateUser(scim, 'U0JO')
    expect(clock.elapsed()).toBeGreaterThanOrEqual(20_000)
  })

  it('gives up on a service that never answers', async () => {
    const { scim, clock } = open(version, assumptions, [{ kind: 'hang', times: Infinity }])
    await expect(scim.readUser('U0JO')).rejects.toThrow(SCIMTimeoutError)
    expect(clock.elapsed()).toBeGreaterThanOrEqual(30_000)
  })

  it('gives up when a deactivation does not show in time', async () => {
    const { scim, clock, emulator } = open(version, assumptions)
    const forever: Fault = {
      kind: 'interference',
      when: 'after',
      times: Infinity,
      match: { method: 'DELETE' },
      act: (state) => void state.upsertUser({ userName: 'jo', id: 'U0JO', active: true }),
    }
    emulator.faults.add(forever)
    await expect(deactivateUser(scim, 'U0JO', { settleTimeout: 60_000 })).rejects.toThrow()
    expect(clock.elapsed()).toBeGreaterThanOrEqual(50_000)
  })
})
