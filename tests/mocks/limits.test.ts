import { describe, expect, it, vi } from 'vitest'
import {
  type Assumptions,
  createEmulator,
  EmulatorError,
  type LimitForm,
  type LimitOptions,
} from '../../mocks/index.ts'
import { manualClock } from './caller.ts'

function setUp(limits: boolean | LimitOptions = true, assumptions: Partial<Assumptions> = {}) {
  const clock = manualClock(Date.UTC(2026, 0, 1))
  const emulator = createEmulator({ assumptions, clock, limits, seed: { users: [{ userName: 'jo' }] } })
  const call = async (method: string, path: string, body?: object) => {
    const response = await emulator.fetch(`${emulator.baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${emulator.token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      text: await response.text(),
    }
  }
  /** How many of so many reads of one person are answered. */
  const reads = async (count: number) => {
    const id = emulator.state.user('jo')?.id
    const replies = await Promise.all(Array.from({ length: count }, () => call('GET', `v1/Users/${id}`)))
    return replies.filter(({ status }) => status === 200).length
  }
  return { call, clock, emulator, reads }
}

describe('the limits of the emulator', () => {
  it('refuses nothing without the option limits', async () => {
    expect(await setUp(false).reads(400)).toBe(400)
    expect(await setUp().reads(400)).toBe(300)
  })

  it('refuses requests over the limit with Retry-After and without effect', async () => {
    const { call, emulator } = setUp()
    const schemas = ['urn:scim:schemas:core:1.0']
    const create = (userName: string) =>
      call('POST', 'v1/Users', {
        schemas,
        userName,
        emails: [{ value: `${userName}@example.com`, primary: true }],
      })
    for (let index = 0; index < 20; index++) expect((await create(`person${index}`)).status).toBe(201)
    expect(await create('more')).toEqual({
      status: 429,
      retryAfter: '1',
      text: '{"Errors":{"description":"too_many_requests","code":429}}',
    })
    expect(emulator.state.user('more')).toBeUndefined()
    expect((await call('POST', 'v2/Users', {})).text).toContain('"detail":"too_many_requests"')
  })

  it.each([
    ['envelope', '{"Errors":{"description":"too_many_requests","code":429}}'],
    ['web-api', '{"ok":false,"error":"ratelimited"}'],
    ['empty', ''],
  ] as const)('answers a request over the limit with the assumed body: %s', async (rule, text) => {
    const { call, emulator } = setUp(true, { 'rate-limit-body': rule })
    for (let index = 0; index < 20; index++) await call('POST', 'v1/Users', {})
    expect(await call('POST', 'v1/Users', {})).toEqual({ status: 429, retryAfter: '1', text })
    expect(emulator.assumptions()).toMatchObject([{ name: 'rate-limit-body', value: rule, uses: 1 }])
  })

  it('refills the limits over time, and at once on reset', async () => {
    const { clock, emulator, reads } = setUp()
    await reads(300)
    clock.advance(2000)
    expect(await reads(20)).toBe(10)
    emulator.reset()
    expect(await reads(400)).toBe(300)
  })

  it.each<[LimitForm, number, number]>([
    ['token-bucket', 150, 300],
    ['fixed-window', 300, 300],
    ['sliding-log', 0, 300],
  ])('allows requests again by the form %s: %i after half a minute, %i later', async (form, half, full) => {
    const { clock, reads } = setUp({ form })
    clock.advance(30_000)
    expect(await reads(400)).toBe(300)
    clock.advance(30_000)
    expect(await reads(400)).toBe(half)
    clock.advance(90_000)
    expect(await reads(400)).toBe(full)
  })

  it('counts the requests of another app', async () => {
    const from = Date.UTC(2026, 0, 1) + 60_000
    const { clock, reads } = setUp({ otherApp: { share: 0.5, from, until: from + 60_000 } })
    expect(await reads(400)).toBe(300)
    clock.advance(60_000)
    expect(await reads(300)).toBeGreaterThanOrEqual(299)
    clock.advance(60_000)
    expect(await reads(400)).toBeLessThan(152)
    clock.advance(60_000)
    expect(await reads(400)).toBe(300)
  })

  it('refuses a locked group as resource_locked, and a locked user by the switch locked-user', async () => {
    const refused = async (path: string, assumptions: Partial<Assumptions> = {}) => {
      const { call, clock, emulator } = setUp(true, assumptions)
      emulator.state.upsertGroup({ displayName: 'Team', id: 'S0TEAM' })
      emulator.faults.add({ kind: 'latency', milliseconds: 500, when: 'after' })
      const slow = call('DELETE', path)
      await vi.waitFor(() => expect(clock.pending).toBe(1))
      const { retryAfter, text } = await call('DELETE', path)
      clock.advance(500)
      await slow
      const assumed = emulator.assumptions().some(({ name }) => name === 'locked-user')
      return [retryAfter, /"description":"(\w+)"/.exec(text)?.[1], assumed]
    }
    const user = `v1/Users/${setUp().emulator.state.user('jo')?.id}`
    expect(await refused('v1/Groups/S0TEAM')).toEqual(['1', 'resource_locked', false])
    expect(await refused(user)).toEqual(['1', 'too_many_requests', true])
    expect(await refused(user, { 'locked-user': 'resource_locked' })).toEqual(['1', 'resource_locked', true])
  })

  it('locks a resource during a write, on both dialects, for writes only', async () => {
    const { call, clock, emulator } = setUp()
    emulator.faults.add({ kind: 'latency', milliseconds: 500, when: 'after', match: { method: 'DELETE' } })
    const id = emulator.state.user('jo')?.id
    const slow = call('DELETE', `v1/Users/${id}`)
    await vi.waitFor(() => expect(clock.pending).toBe(1))
    const second = await call('DELETE', `v2/Users/${id}`)
    expect([second.status, second.retryAfter]).toEqual([429, '1'])
    expect(second.text).toContain('too_many_requests')
    expect((await call('GET', `v1/Users/${id}`)).status).toBe(200)
    clock.advance(500)
    await slow
    expect((await call('DELETE', `v2/Users/${id}`)).status).toBe(204)
  })

  it('does not limit the Web API', async () => {
    const { emulator } = setUp()
    const headers = { authorization: `Bearer ${emulator.token}` }
    for (let index = 0; index < 200; index++) {
      const response = await emulator.fetch('https://api.slack.com/api/auth.test', {
        method: 'POST',
        headers,
      })
      expect(response.status).toBe(200)
    }
  })

  it('rejects invalid limit options', () => {
    expect(() => setUp({ form: 'guess' as LimitForm })).toThrow(EmulatorError)
    expect(() => setUp({ otherApp: { share: 2 } })).toThrow(/otherApp.share/)
  })
})
