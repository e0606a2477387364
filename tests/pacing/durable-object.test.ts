import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SlackPacing } from '../../src/pacing/durable-object.ts'
import { limitKeyOf, SLACK_LIMITS } from '../../src/pacing/limits.ts'
import { restoreBucket, type SavedBucket, saveBucket } from '../../src/pacing/saved-state.ts'
import { StoreState } from '../../src/pacing/store-state.ts'
import { bundle } from '../package/bundle.ts'

/** A Worker that asks for `count` permits to create users, and answers how many it got within `settleTimeout`. */
const WORKER = `
  import { slackPacer } from './src/pacing/index.ts'
  import { durableObjectPacing } from './src/pacing/durable-object.ts'

  export { SlackPacing } from './src/pacing/durable-object.ts'

  export default {
    async fetch(request, env) {
      const { count, settleTimeout, outcome } = await request.json()
      const events = []
      const store = durableObjectPacing(env.SLACK_PACING, { name: 'acme' })
      const pacer = slackPacer({ share: 1, store, onEvent: (event) => events.push(event) })
      const now = Date.now()
      const rest = { operation: 'createUser', method: 'POST', path: 'Users', attempts: 0, applied: 'no' }
      const signal = AbortSignal.timeout(settleTimeout)
      const asked = Array.from({ length: count }, async () => {
        const permit = await pacer.acquire({ ...rest, since: now, deadline: Infinity, signal })
        permit.done(outcome)
      })
      const got = (await Promise.allSettled(asked)).filter(({ status }) => status === 'fulfilled').length
      return Response.json({ got, stores: events.filter(({ type }) => type === 'pace.store') })
    },
  }`

describe('isolates that share a Durable Object', () => {
  let folder = ''
  let miniflare: Miniflare
  const start = async (): Promise<void> => {
    miniflare = new Miniflare({
      modules: true,
      script: await bundle(WORKER),
      compatibilityDate: '2024-01-01',
      durableObjects: { SLACK_PACING: 'SlackPacing' },
      durableObjectsPersist: folder,
      cf: false,
    })
  }
  const ask = async (count: number, settleTimeout: number, outcome: object = { status: 201 }) => {
    const init = { method: 'POST', body: JSON.stringify({ count, settleTimeout, outcome }) }
    const response = await miniflare.dispatchFetch('http://worker.test/', init)
    return (await response.json()) as { got: number; stores: unknown[] }
  }
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slack-scim-pacing-'))
    await start()
  })
  afterEach(async () => {
    await miniflare.dispose()
    rmSync(folder, { recursive: true, force: true })
  })

  it('keep to one limit together', async () => {
    const begun = Date.now()
    const answers = await Promise.all([ask(15, 300), ask(15, 300), ask(15, 300)])
    const seconds = (Date.now() - begun) / 1000
    const got = answers.reduce((sum, answer) => sum + answer.got, 0)
    expect(got).toBeGreaterThanOrEqual(20)
    expect(got).toBeLessThanOrEqual(20 + Math.ceil(3 * seconds))
    expect(answers.flatMap(({ stores }) => stores)).toEqual([])
  })

  it('keep to it when the object starts anew', async () => {
    const begun = Date.now()
    expect((await ask(20, 2000)).got).toBe(20)
    await miniflare.dispose()
    await start()
    const { got } = await ask(20, 300)
    expect(got).toBeLessThanOrEqual(1 + (3 * (Date.now() - begun)) / 1000)
  })
})

const key = limitKeyOf('POST', 'Users')
const limits = {
  endpoint: SLACK_LIMITS['POST Users'] ?? { perMinute: 1, burst: 1 },
  organization: { perMinute: 600, burst: 180 },
}
const ask = (permit: number) => ({
  permit: `${permit}`,
  machine: 'm',
  key,
  writes: false,
  waited: 0,
  share: 1,
  maxPause: 3_600_000,
  ...limits,
})

describe('saveBucket and restoreBucket', () => {
  it('give back no place in the minute early, and few of them late', () => {
    const state = new StoreState()
    let now = 1_000_000
    for (let permit = 0; permit < 150; permit++) {
      for (let wait = state.take(ask(permit), now).wait; wait > 0; wait = state.take(ask(permit), now).wait)
        now += wait
      state.done(
        { ...ask(permit), held: 100, outcome: { status: 429, retryAfter: permit === 149 ? 5000 : 0 } },
        now,
      )
    }
    const saved = JSON.parse(
      JSON.stringify(saveBucket(state, { name: 'POST Users', organization: 'writes' }, now)),
    )
    const copy = new StoreState()
    restoreBucket(copy, ['POST Users', saved], now)
    for (const later of [0, 4000, 20_000, 59_000, 70_000]) {
      const [original, restored] = [state, copy].map(({ ledger }) =>
        ledger.bucket('POST Users', 'writes', now + later),
      )
      expect(restored?.used).toBeGreaterThanOrEqual(original?.used ?? 0)
      expect(restored?.used).toBeLessThanOrEqual((original?.used ?? 0) + 4)
      expect(restored?.perMinute).toBe(original?.perMinute)
      expect(restored?.pause.until).toBe(original?.pause.until)
      expect(restored?.rate).toEqual(original?.rate)
      expect(restored?.usage).toEqual(original?.usage)
    }
  })
})

describe('a broken saved state', () => {
  const now = Date.UTC(2026, 0, 1)
  const sound = (): SavedBucket =>
    saveBucket(new StoreState(), { name: 'POST Users', organization: 'writes' }, now)
  const broken: readonly [string, unknown][] = [
    ['null', null],
    ['undefined', undefined],
    ['a text', 'saved'],
    ['nothing in it', {}],
    ['no usage', { ...sound(), usage: undefined }],
    ['no limit', { ...sound(), limit: null }],
    ['a limit of 0', { ...sound(), limit: { perMinute: 0, burst: 0 } }],
    ['a share of 0', { ...sound(), share: 0 }],
    ['a share below 0', { ...sound(), share: -1 }],
    ['a pause without an end', { ...sound(), pausedUntil: 1e99 }],
    ['a billion requests', { ...sound(), seconds: [[now / 1000, 1e9]] }],
    ['many seconds of many', { ...sound(), seconds: Array.from({ length: 60 }, () => [now / 1000, 100]) }],
    ['seconds in the future', { ...sound(), seconds: [[now / 1000 + 1000, 1]] }],
    ['a rate without a share', { ...sound(), rate: { share: 0, at: now, hold: 0, span: 1 } }],
    ['a rate from the future', { ...sound(), rate: { share: 0.5, at: now + 1e9, hold: 0, span: 1 } }],
    ['a foreign organization', { ...sound(), organization: 'acme' }],
  ]

  it.each(broken)('is discarded: %s', async (_, saved) => {
    const storage = { list: async () => new Map([['POST Users', saved]]), put: async () => {} }
    let ready: Promise<unknown> = Promise.resolve()
    const object = new SlackPacing({
      storage,
      blockConcurrencyWhile: (work) => {
        const done = work()
        ready = done
        return done
      },
    })
    await ready
    const body = JSON.stringify(ask(1))
    const response = await object.fetch(new Request('https://object.test/', { method: 'POST', body }))
    expect(await response.json()).toEqual({ wait: 0 })
  })

  it('keeps a pause of less than a day, and ends it after maxPause', () => {
    const state = new StoreState()
    restoreBucket(state, ['POST Users', { ...sound(), pausedUntil: now + 80_000_000 }], now)
    expect(state.take(ask(1), now)).toEqual({ wait: 3_600_000, reason: 'paused' })
    expect(state.take(ask(1), now + 3_600_000).wait).toBe(0)
  })
})

describe('a malformed request to the Durable Object', () => {
  it.each([
    '',
    'null',
    '{}',
    JSON.stringify({ ...ask(1), share: 0 }),
    JSON.stringify({ ...ask(1), maxPause: 1e99 }),
    JSON.stringify({ ...ask(1), endpoint: { perMinute: -1, burst: 1 } }),
    JSON.stringify({ ...ask(1), key: { endpoint: 7, organization: 'writes' } }),
    JSON.stringify({ ...ask(1), outcome: null }),
  ])('is answered with 400: %s', async (body) => {
    const storage = { list: async () => new Map(), put: async () => {} }
    const object = new SlackPacing({ storage, blockConcurrencyWhile: (work) => work() })
    const response = await object.fetch(new Request('https://object.test/', { method: 'POST', body }))
    expect(response.status).toBe(400)
  })
})
