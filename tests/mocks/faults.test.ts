import { describe, expect, it, vi } from 'vitest'
import { createEmulator, type Fault } from '../../mocks/index.ts'
import { CORE, manualClock, open } from './caller.ts'

const seed = { users: [{ userName: 'jo' }], groups: [{ displayName: 'Team', members: ['jo'] }] }
const start = (...faults: Fault[]) => open({ seed, faults })
const title = (text: string) => ({ schemas: [CORE], title: text })

describe('what a fault matches', () => {
  it('matches a fault by method, operation, path and occurrence', async () => {
    const status = async (match: Fault['match'], method = 'GET', path = 'v1/Users') => {
      const { call } = start({ kind: 'status', status: 503, ...(match ? { match } : {}) })
      return (await call(method, path)).status
    }
    expect(await status(undefined)).toBe(503)
    expect(await status({ method: 'get' })).toBe(503)
    expect(await status({ method: 'POST' })).toBe(200)
    expect(await status({ operation: 'searchUsers' })).toBe(503)
    expect(await status({ operation: 'searchGroups' })).toBe(200)
    expect(await status({ path: '/v1/' })).toBe(503)
    expect(await status({ path: /v2/ })).toBe(200)
    const { call } = start({ kind: 'status', status: 503, match: { nth: 2 } })
    expect((await call('GET', 'v1/Users')).status).toBe(200)
    expect((await call('GET', 'v1/Users')).status).toBe(503)
    expect((await call('GET', 'v1/Users')).status).toBe(200)
  })

  it('repeats a fault as many times as it says, by default once', async () => {
    const { call, emulator } = start({ kind: 'status', status: 500, times: 2 })
    const statuses = []
    for (let again = 0; again < 3; again++) statuses.push((await call('GET', 'v1/Users')).status)
    expect(statuses).toEqual([500, 500, 200])
    expect(emulator.faults.active).toEqual([])
  })

  it('repeats the same random faults for the same seed', async () => {
    const roll = async (seedOfDice: number) => {
      const { call } = start({
        kind: 'status',
        status: 500,
        times: Infinity,
        probability: 0.5,
        seed: seedOfDice,
      })
      const statuses = []
      for (let again = 0; again < 20; again++) statuses.push((await call('GET', 'v1/Users')).status)
      return statuses
    }
    const once = await roll(7)
    expect(new Set(once)).toEqual(new Set([200, 500]))
    expect(await roll(7)).toEqual(once)
    expect(await roll(8)).not.toEqual(once)
  })

  it('adds and removes faults at any time, and restores the initial ones on reset', async () => {
    const { call, emulator } = start({ kind: 'status', status: 500 })
    const remove = emulator.faults.add({ kind: 'status', status: 502, times: Infinity })
    expect((await call('GET', 'v1/Users')).status).toBe(500)
    expect((await call('GET', 'v1/Users')).status).toBe(502)
    remove()
    expect((await call('GET', 'v1/Users')).status).toBe(200)
    emulator.reset()
    expect((await call('GET', 'v1/Users')).status).toBe(500)
    emulator.faults.add({ kind: 'status', status: 502 })
    emulator.faults.clear()
    expect((await call('GET', 'v1/Users')).status).toBe(200)
  })
})

describe('rate limits', () => {
  it('answers 429 with Retry-After in seconds and the envelope of the version', async () => {
    const { call } = start({ kind: 'rate-limit', retryAfter: 7, times: 2 })
    const one = await call('GET', 'v1/Users')
    expect([one.status, one.headers.get('retry-after')]).toEqual([429, '7'])
    expect(one.body).toEqual({ Errors: { description: 'too_many_requests', code: 429 } })
    expect((await call('GET', 'v2/Users')).body).toMatchObject({ detail: 'too_many_requests', status: 429 })
  })

  it('sends a date, an arbitrary value or no Retry-After', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 1))
    const header = async (fault: object) => {
      const { call } = open({ clock, faults: [{ kind: 'rate-limit', ...fault }] })
      return (await call('GET', 'v1/Users')).headers.get('retry-after')
    }
    expect(await header({ retryAfter: 60, as: 'date' })).toBe('Thu, 01 Jan 2026 00:01:00 GMT')
    expect(await header({ retryAfter: 'soon' })).toBe('soon')
    expect(await header({ retryAfter: null })).toBeNull()
  })

  it('answers 429 during a window with the remaining seconds', async () => {
    const clock = manualClock()
    const { call } = open({ clock, faults: [{ kind: 'rate-limit', window: 10_000 }] })
    expect((await call('GET', 'v1/Users')).headers.get('retry-after')).toBe('10')
    clock.advance(7500)
    expect((await call('GET', 'v1/Users')).headers.get('retry-after')).toBe('3')
    clock.advance(2500)
    expect((await call('GET', 'v1/Users')).status).toBe(200)
  })

  it('answers a faulted 429 with the body of the switch rate-limit-body', async () => {
    const text = async (rule: 'web-api' | 'empty') =>
      (
        await open({ faults: [{ kind: 'rate-limit' }], assumptions: { 'rate-limit-body': rule } }).call(
          'GET',
          'v1/Users',
        )
      ).text
    expect(await text('web-api')).toBe('{"ok":false,"error":"ratelimited"}')
    expect(await text('empty')).toBe('')
  })
})

describe('answers that are not what was promised', () => {
  it('answers a status fault as JSON, HTML or empty without any effect', async () => {
    for (const [body, pattern] of [
      ['json', /^{"Errors":{"description":"database_query_failure"/],
      ['html', /<title>Server Error \| Slack<\/title>/],
      ['empty', /^$/],
    ] as const) {
      const { call, id, emulator } = start({ kind: 'status', status: 500, body })
      const reply = await call('PATCH', `v1/Users/${id('jo')}`, title('x'))
      expect(reply.status).toBe(500)
      expect(reply.text).toMatch(pattern)
      expect(emulator.state.user('jo')?.title).toBe('')
    }
  })

  it('answers a status fault after the write took effect', async () => {
    const { call, id, emulator } = start({ kind: 'status', status: 502, when: 'after' })
    expect((await call('PATCH', `v1/Users/${id('jo')}`, title('x'))).status).toBe(502)
    expect(emulator.state.user('jo')?.title).toBe('x')
  })

  it('corrupts the body of a 200 with HTML, nothing or truncated JSON', async () => {
    const text = async (body: 'html' | 'empty' | 'truncated-json') => {
      const reply = await start({ kind: 'body', body }).call('GET', 'v1/Users')
      expect(reply.status).toBe(200)
      return reply.text
    }
    expect(await text('html')).toContain('<html>')
    expect(await text('empty')).toBe('')
    const half = await text('truncated-json')
    expect(half.length).toBeGreaterThan(10)
    expect(() => JSON.parse(half)).toThrow()
  })

  it("refuses with any reason of Slack's table", async () => {
    const { call } = start({ kind: 'refusal', reason: 'invited_user_not_created' })
    const body = { schemas: [CORE], userName: 'ada', emails: [{ value: 'ada@x.test' }] }
    const reply = await call('POST', 'v1/Users', body)
    expect(reply.body).toEqual({ Errors: { description: 'invited_user_not_created', code: 500 } })
    expect((await call('POST', 'v1/Users', body)).status).toBe(201)
  })
})

describe('connections', () => {
  const patch = (when: 'refused' | 'before' | 'after' | 'mid-body') => {
    const { call, id, emulator } = start({ kind: 'connection', when })
    return { emulator, answer: call('PATCH', `v1/Users/${id('jo')}`, title('x')) }
  }

  it("loses the connection before the write with undici's error codes", async () => {
    for (const [when, code] of [
      ['refused', 'ECONNREFUSED'],
      ['before', 'ECONNRESET'],
    ] as const) {
      const { answer, emulator } = patch(when)
      await expect(answer).rejects.toMatchObject({ name: 'TypeError', cause: { code } })
      expect(emulator.state.user('jo')?.title).toBe('')
    }
  })

  it('loses the connection after the write', async () => {
    const { answer, emulator } = patch('after')
    await expect(answer).rejects.toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } })
    expect(emulator.state.user('jo')?.title).toBe('x')
  })

  it('breaks the connection in the middle of the body, in fetch and transport', async () => {
    await expect(patch('mid-body').answer).rejects.toMatchObject({ message: 'terminated' })
    const { emulator } = start({ kind: 'connection', when: 'mid-body' })
    const answer = await emulator.transport('https://api.slack.com/scim/v1/Users', {
      method: 'GET',
      headers: { authorization: `Bearer ${emulator.token}` },
    })
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toMatchObject({ message: 'terminated' })
  })
})

describe('time', () => {
  it('delays a request before or after its effect', async () => {
    for (const when of ['before', 'after'] as const) {
      const clock = manualClock()
      const { call, id, emulator } = open({
        seed,
        clock,
        faults: [{ kind: 'latency', milliseconds: 5000, when }],
      })
      const answer = call('PATCH', `v1/Users/${id('jo')}`, title('x'))
      await until(() => clock.pending === 1)
      expect(emulator.state.user('jo')?.title).toBe(when === 'before' ? '' : 'x')
      clock.advance(5000)
      expect((await answer).status).toBe(200)
      expect(emulator.state.user('jo')?.title).toBe('x')
    }
  })

  it('ends a delay at once when the signal aborts, leaving no timer', async () => {
    const clock = manualClock()
    for (const fault of [
      { kind: 'latency', milliseconds: 60_000 },
      { kind: 'hang' },
      { kind: 'hang', when: 'after' },
    ] as const) {
      const emulator = createEmulator({ seed, clock, faults: [fault] })
      const controller = new AbortController()
      const answer = emulator.fetch('https://api.slack.com/scim/v1/Users', {
        headers: { authorization: `Bearer ${emulator.token}` },
        signal: controller.signal,
      })
      await until(() => emulator.events.some((event) => event.type === 'fault'))
      const reason = new Error('enough')
      controller.abort(reason)
      await expect(answer).rejects.toBe(reason)
      expect(clock.pending).toBe(0)
    }
  })

  it('leaves no listener on a signal that never aborts', async () => {
    const { emulator } = start({ kind: 'latency', milliseconds: 1, times: 3 })
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    const headers = { authorization: `Bearer ${emulator.token}` }
    for (let again = 0; again < 3; again++) {
      await emulator.transport('https://api.slack.com/scim/v1/Users', { method: 'GET', headers, signal })
    }
    expect([added.mock.calls.length, removed.mock.calls.length]).toEqual([3, 3])
  })

  it('starts nothing for an aborted signal', async () => {
    const { emulator } = start()
    const signal = AbortSignal.abort(new Error('before'))
    await expect(emulator.fetch('https://api.slack.com/scim/v1/Users', { signal })).rejects.toThrow('before')
    const init = { method: 'GET', headers: {}, signal }
    await expect(emulator.transport('https://api.slack.com/scim/v1/Users', init)).rejects.toThrow('before')
    expect(emulator.events).toEqual([])
  })
})

describe('others', () => {
  it('changes the directory before or after a call by interference', async () => {
    const { call, id } = start({
      kind: 'interference',
      match: { operation: 'readUser', nth: 2 },
      act: (state) => state.upsertUser({ userName: 'jo', title: 'Changed' }),
    })
    const read = async () => (await call('GET', `v1/Users/${id('jo')}`)).body.title
    expect([await read(), await read()]).toEqual(['', 'Changed'])
  })

  it('reverts a write although the answer shows it', async () => {
    const { call, id, groupId, emulator } = start({ kind: 'revert', times: 2, match: { method: 'PATCH' } })
    const reply = await call('PATCH', `v1/Users/${id('jo')}`, title('x'))
    expect(reply.body.title).toBe('x')
    expect(emulator.state.user('jo')?.title).toBe('')
    await call('PATCH', `v1/Groups/${groupId('Team')}`, { schemas: [CORE], displayName: 'Crew' })
    expect(emulator.state.group('Crew')).toBeUndefined()
  })
})

/** Waits for what happens a few microtasks later; fails with the test when it never does. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1))
}
