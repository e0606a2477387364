import { describe, expect, it } from 'vitest'
import type { Call } from '../../src/chain/call.ts'
import { serializeWrites, type Writers } from '../../src/chain/serialize-writes.ts'
import {
  SCIMAbortError,
  SCIMApiError,
  SCIMClient,
  SCIMResponse,
  SCIMTimeoutError,
  type Transport,
} from '../../src/index.ts'
import { failure, turns } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { GROUP, refusal, type Step, scripted, USER } from '../support/scripted-transport.ts'

/** A transport that answers each request when the test says so. */
function gated() {
  const open: { readonly what: string; answer(step?: { status: number; body: unknown }): void }[] = []
  const transport: Transport = (url, init) =>
    new Promise((resolve) => {
      const what =
        `${init.method} ${url.split('/v1/')[1]} ${init.body ? JSON.parse(init.body).title : ''}`.trim()
      open.push({
        what,
        answer: ({ status, body } = { status: 200, body: USER }) =>
          resolve({ status, headers: new Headers(), text: async () => JSON.stringify(body) }),
      })
    })
  return { open, scim: new SCIMClient('xoxp-test', { transport }) }
}

describe('writes to one resource', () => {
  it('sends writes in call order, also when the first gets a 429', async () => {
    const { transport, sent } = scripted(refusal(429, 'x', { 'retry-after': '30' }), {})
    const scim = new SCIMClient('xoxp-test', { transport, clock: recordingClock() })
    await Promise.all([scim.patchUser('U1', { title: 'first' }), scim.patchUser('U1', { title: 'second' })])
    expect(sent.map(({ body }) => JSON.parse(body ?? '{}').title)).toEqual(['first', 'first', 'second'])
  })

  it('queues a new write behind the pending one after an earlier one has ended', async () => {
    const { open, scim } = gated()
    const calls = ['a', 'b'].map((title) => scim.patchUser('U1', { title }))
    await turns()
    open[0]?.answer()
    await turns()
    calls.push(scim.patchUser('U1', { title: 'c' }))
    await turns()
    expect(open.map(({ what }) => what)).toEqual(['PATCH Users/U1 a', 'PATCH Users/U1 b'])
    open[1]?.answer()
    await turns()
    open[2]?.answer()
    await Promise.all(calls)
    expect(open.map(({ what }) => what.at(-1))).toEqual(['a', 'b', 'c'])
  })

  it('removes the queue when all its writes have ended', async () => {
    const writers: Writers = new Map()
    const { handle } = serializeWrites(writers)
    const call = { untilAborted: <T>(_request: unknown, work: Promise<T>) => work } as unknown as Call
    const request = { method: 'PATCH', path: 'Users/U1', query: {}, headers: {} } as const
    const answer = async (): Promise<SCIMResponse> => new SCIMResponse({ status: 200 })
    const calls = [1, 2, 3].map(() => handle(request, answer, call))
    expect(writers.size).toBe(1)
    await Promise.all(calls)
    await turns()
    expect(writers.size).toBe(0)
  })

  it('sends writes of methods and of apiCall one after the other', async () => {
    const { open, scim } = gated()
    const calls = [
      scim.patchUser('U1', { title: 'a' }),
      scim.apiCall({ method: 'PATCH', path: 'Users/U1', body: { title: 'b' } }),
      scim.apiCall({ method: 'DELETE', path: 'users/%551/' }),
      scim.deleteUser('U1'),
    ]
    const order: string[] = []
    for (let n = 1; n <= 4; n++) {
      await turns()
      expect(open).toHaveLength(n)
      order.push(open[n - 1]?.what ?? '')
      open[n - 1]?.answer()
    }
    await Promise.all(calls)
    expect(order).toEqual(['PATCH Users/U1 a', 'PATCH Users/U1 b', 'DELETE users/%551/', 'DELETE Users/U1'])
  })

  it('sends reads, creations and writes to other resources at once', async () => {
    const { open, scim } = gated()
    const calls = [
      scim.patchUser('U1', { title: 'a' }),
      scim.patchUser('U2', { title: 'a' }),
      scim.readUser('U1'),
      scim.createUser({ userName: 'x', emails: [] }),
      scim.createUser({ userName: 'y', emails: [] }),
      scim.deleteGroup('U1'),
    ]
    await turns()
    expect(open).toHaveLength(calls.length)
    for (const { answer } of open) answer()
    await Promise.all(calls)
  })

  it('keeps the order when a queued write is aborted, which is never sent', async () => {
    const { open, scim } = gated()
    const giveUp = new AbortController()
    const first = scim.patchUser('U1', { title: 'first' })
    const second = scim.patchUser('U1', { title: 'second' }, { signal: giveUp.signal })
    const third = scim.patchUser('U1', { title: 'third' })
    await turns()
    giveUp.abort()
    const error = await failure(second, SCIMAbortError)
    expect([error.applied, error.attempts]).toEqual(['no', 0])
    await turns()
    expect(open.map(({ what }) => what)).toEqual(['PATCH Users/U1 first'])
    open[0]?.answer()
    await first
    await turns()
    expect(open.map(({ what }) => what)).toEqual(['PATCH Users/U1 first', 'PATCH Users/U1 third'])
    open[1]?.answer()
    await third
  })

  it('continues after a failed write', async () => {
    const { transport, sent } = scripted(refusal(404, 'no_such_user'), {})
    const scim = new SCIMClient('xoxp-test', { transport })
    const first = failure(scim.patchUser('U1', { title: 'first' }), SCIMApiError)
    await scim.patchUser('U1', { title: 'second' })
    await first
    expect(sent).toHaveLength(2)
  })

  it('continues after a write whose transport ignores its signal', async () => {
    const steps: Step[] = ['hang', { body: GROUP }]
    const { transport } = scripted(...steps)
    const scim = new SCIMClient('xoxp-test', { transport })
    const giveUp = new AbortController()
    const first = scim.patchGroup('S1', { displayName: 'a' }, { signal: giveUp.signal })
    const second = scim.patchGroup('S1', { displayName: 'b' })
    await turns()
    giveUp.abort()
    await failure(first, SCIMAbortError)
    expect((await second).group).toEqual(GROUP)
  })

  it('counts the wait in the queue against the deadline', async () => {
    const { transport, sent } = scripted('hang')
    const scim = new SCIMClient('xoxp-test', { transport, clock: recordingClock() })
    const first = failure(scim.patchUser('U1', { title: 'a' }), SCIMTimeoutError)
    const second = scim.patchUser('U1', { title: 'b' }, { deadline: 1000 })
    await expect(second).rejects.toMatchObject({ code: 'timeout', scope: 'call', applied: 'no', attempts: 0 })
    await first
    expect(sent).toHaveLength(1)
  })
})
