import { describe, expect, it } from 'vitest'
import type { Transport } from '../../src/index.ts'
import type { RelayOptions } from '../../src/relay/server.ts'
import {
  deep,
  EVERYTHING,
  expectRefusal,
  fail,
  hang,
  reject,
  rejectLater,
  rejectWithNothing,
  rejectWithText,
  SECRET,
  TIMEOUT,
  throwRevoked,
} from './refusals.ts'
import { type Relayed, reasonOf, relayed, requestOf } from './relayed.ts'

const OWN = ['authorize', 'allow', 'token'] as const

describe.each(OWN)('a relay whose %s', (name) => {
  const failed =
    name === 'token' ? ([502, 'relay_upstream_failed'] as const) : ([500, 'relay_failed'] as const)

  it.each([
    ['throws', fail],
    ['rejects', reject],
    ['rejects later', rejectLater],
    ['rejects with a text', rejectWithText],
    ['rejects with nothing', rejectWithNothing],
  ])('%s refuses the request and tells onEvent why', async (how, broken) => {
    const one = relayed({ allow: EVERYTHING, timeout: TIMEOUT, [name]: broken })
    await expectRefusal(one, requestOf('GET', 'v1/Users/U1'), failed)
    if (how === 'rejects with nothing') return
    const refused = one.events.find(({ type }) => type === 'relay.refused') as { cause?: unknown }
    const causes = [refused.cause, (refused.cause as Error).cause].map(String)
    expect(causes.some((cause) => cause.includes('hunter2'))).toBe(true)
    expect(Object.keys(refused)).not.toContain('cause')
  })

  it('throws what cannot be looked at never rejects', async () => {
    const one = relayed({ allow: EVERYTHING, timeout: TIMEOUT, [name]: throwRevoked })
    await expectRefusal(one, requestOf('GET', 'v1/Users/U1'), failed)
  })

  it('hangs refuses the request after its timeout', async () => {
    const one = relayed({ allow: EVERYTHING, timeout: TIMEOUT, [name]: hang })
    const reason = name === 'token' ? 'relay_upstream_timeout' : 'relay_timeout'
    await expectRefusal(one, requestOf('GET', 'v1/Users/U1'), [name === 'token' ? 504 : 503, reason])
  })

  it('hangs refuses the request when the browser closes it', async () => {
    const one = relayed({ allow: EVERYTHING, timeout: 60_000, [name]: hang })
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error(SECRET)), 20)
    const request = new Request(requestOf('GET', 'v1/Users/U1'), { signal: controller.signal })
    await expectRefusal(one, request, [499, 'relay_aborted'])
  })
})

describe('a relay whose service answers with', () => {
  const scripted = (answer: object): Relayed => {
    const transport: Transport = async () => ({
      status: 200,
      headers: new Headers(),
      text: async () => '{"id":"U1"}',
      ...answer,
    })
    return relayed({ allow: EVERYTHING, timeout: TIMEOUT, fetch: undefined, transport })
  }

  it.each([
    100, 101, 199, 205, 206, 299, 407, 421, 451, 499, 511, 520, 599, 600, 700, 999, 1e9, 0, -1, 200.5,
  ])('the status %s refuses the request with 502', async (status) => {
    for (const path of ['v1/Users/U1', 'v2/Users/U1', 'v1/Users']) {
      await expectRefusal(scripted({ status }), requestOf('GET', path), [502, 'relay_upstream_failed'])
    }
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, null, undefined, '200', { toString: 1 }])(
    'the status %j refuses the request with 502',
    async (status) => {
      await expectRefusal(scripted({ status }), requestOf('GET', 'v1/Users/U1'), [
        502,
        'relay_upstream_failed',
      ])
    },
  )

  it.each([
    ['a user', 'v1/Users/U1', `{"id":"U1","x":${deep(1e5)}}`],
    ['an attribute of a user', 'v1/Users/U1', `{"id":"U1","title":"x","x":{"y":${deep(1e5)}}}`],
    ['a row', 'v1/Users', `{"totalResults":1,"Resources":[{"id":"U1","x":${deep(1e5)}}]}`],
    ['a schema', 'v1/Schemas/Users', `{"x":${deep(1e5)}}`],
    ['objects', 'v1/Users/U1', `{"id":"U1","x":${'{"x":'.repeat(1e5)}1${'}'.repeat(1e5)}}`],
  ])('%s that nests 100,000 deep refuses the request', async (_what, path, text) => {
    await expectRefusal(scripted({ text: async () => text }), requestOf('GET', path), [
      502,
      'relay_upstream_failed',
    ])
  })

  it('rows, schemas or errors that nest 100,000 deep never reject', async () => {
    for (const name of [
      'Resources',
      'resources',
      'schemas',
      'totalResults',
      'Errors',
      'errors',
      'detail',
      'status',
    ]) {
      const text = `{"id":"U1","totalResults":1,"${name}":${deep(1e5)}}`
      for (const status of [200, 400]) {
        const { relay } = scripted({ status, text: async () => text })
        const response = await relay(requestOf('GET', 'v2/Users'))
        expect(await response.text()).not.toContain('[[')
        expect([200, 400, 502]).toContain(response.status)
      }
    }
  })

  it.each<[string, object]>([
    ['no text', { text: async () => undefined }],
    ['a text that throws', { text: fail }],
    ['a text that rejects', { text: reject }],
    ['no headers', { headers: undefined }],
    ['headers that throw', { headers: { get: fail } }],
    ['headers of another type', { headers: { get: () => ({ toString: 1 }) } }],
  ])('%s never rejects', async (_what, answer) => {
    for (const status of [200, 401, 429, 500]) {
      const response = await scripted({ status, ...answer }).relay(requestOf('GET', 'v1/Users/U1'))
      expect(await response.text()).not.toMatch(/hunter2/)
      expect(response.status).toBeGreaterThanOrEqual(200)
    }
  })

  it('a text that hangs refuses the request after its timeout', async () => {
    const one = scripted({ text: hang })
    await expectRefusal(one, requestOf('GET', 'v1/Users/U1'), [504, 'relay_upstream_timeout'])
  })
})

describe('a relay whose transport', () => {
  it.each<[string, unknown, readonly [number, string]]>([
    ['throws', fail, [502, 'relay_upstream_failed']],
    ['rejects', reject, [502, 'relay_upstream_failed']],
    ['rejects with a text', rejectWithText, [502, 'relay_upstream_failed']],
    ['rejects with nothing', rejectWithNothing, [502, 'relay_upstream_failed']],
    ['returns nothing', async () => undefined, [502, 'relay_upstream_failed']],
    ['hangs', hang, [504, 'relay_upstream_timeout']],
  ])('%s refuses the request', async (_how, transport, refusal) => {
    for (const option of ['transport', 'fetch'] as const) {
      const options = { fetch: undefined, [option]: transport as Transport } as Partial<RelayOptions<unknown>>
      const one = relayed({ allow: EVERYTHING, timeout: TIMEOUT, ...options })
      await expectRefusal(one, requestOf('GET', 'v1/Users/U1'), refusal)
    }
  })
})

describe('a relay that receives a body in slow chunks', () => {
  const trickle = (onCancel: () => void): ReadableStream<Uint8Array> =>
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 20))
        controller.enqueue(new TextEncoder().encode(' '))
      },
      cancel: onCancel,
    })

  it('refuses the request after its timeout, and cancels the body', async () => {
    let isCancelled = false
    const one = relayed({ allow: EVERYTHING, timeout: TIMEOUT })
    const body = trickle(() => {
      isCancelled = true
    })
    await expectRefusal(one, requestOf('PATCH', 'v1/Users/U1', { body }), [503, 'relay_timeout'])
    expect(isCancelled).toBe(true)
    expect(one.sent).toEqual([])
  })

  it('refuses a request with endless empty chunks', async () => {
    // Nothing of it waits for a timer: a loop over such chunks alone would never let one fire.
    const one = relayed({ allow: EVERYTHING, timeout: TIMEOUT, maxBodyBytes: 1000 })
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array()),
    })
    await expectRefusal(one, requestOf('PATCH', 'v1/Users/U1', { body }), [413, 'relay_body_too_large'])
  })

  it('refuses the request when the body never begins', async () => {
    const one = relayed({ allow: EVERYTHING, timeout: TIMEOUT })
    const body = new ReadableStream<Uint8Array>({ pull: hang, cancel: hang })
    await expectRefusal(one, requestOf('PATCH', 'v1/Users/U1', { body }), [503, 'relay_timeout'])
  })

  it('refuses the request when the browser closes it', async () => {
    const one = relayed({ allow: EVERYTHING, timeout: 60_000 })
    const controller = new AbortController()
    const request = requestOf('PATCH', 'v1/Users/U1', { body: trickle(() => {}) })
    setTimeout(() => controller.abort(), 50)
    await expectRefusal(one, new Request(request, { signal: controller.signal }), [499, 'relay_aborted'])
  })
})

describe('the timeout of a relay', () => {
  it('covers authorize, allow, the body and the service together', async () => {
    const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
    const one = relayed({
      timeout: TIMEOUT,
      // Each in time on its own, and the first two well before the end on a slow machine.
      authorize: () => wait(40).then(() => true),
      allow: () => wait(40).then(() => EVERYTHING),
      token: () => wait(TIMEOUT - 20).then(() => 'xoxp-1'),
    })
    await expectRefusal(one, requestOf('GET', 'v1/Users/U1'), [504, 'relay_upstream_timeout'])
  })

  it('handles rejections that arrive after the timeout', async () => {
    const late = async (): Promise<never> => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      return fail()
    }
    const unhandled: unknown[] = []
    const listener = (reason: unknown): number => unhandled.push(reason)
    process.on('unhandledRejection', listener)
    const statuses = [...OWN, 'fetch'].map(async (name) => {
      const { relay } = relayed({ allow: EVERYTHING, timeout: 20, [name]: late })
      return (await relay(requestOf('GET', 'v1/Users/U1'))).status
    })
    expect(Math.min(...(await Promise.all(statuses)))).toBeGreaterThan(502)
    await new Promise((resolve) => setTimeout(resolve, 600))
    process.off('unhandledRejection', listener)
    expect(unhandled).toEqual([])
  })

  it('refuses a request that the browser has already closed', async () => {
    const one = relayed({ allow: EVERYTHING })
    const request = new Request(requestOf('GET', 'v1/Users/U1'), { signal: AbortSignal.abort() })
    await expectRefusal(one, request, [499, 'relay_aborted'])
    expect(one.sent).toEqual([])
  })
})

describe('a relay that is called with', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'https://app.example/api/scim/v1/Users'],
    ['an object', {}],
    ['a request without headers', { method: 'GET', url: 'https://app.example/api/scim/v1/Users' }],
    ['a request whose URL is relative', { method: 'GET', url: '/api/scim/v1/Users', headers: new Headers() }],
    [
      'a request that throws',
      {
        get url() {
          return fail()
        },
      },
    ],
  ])('%s answers with a refusal', async (_what, request) => {
    const response = await relayed({ allow: EVERYTHING, cors: ['https://other.example'] }).relay(
      request as Request,
    )
    expect([response.status, await reasonOf(response)]).toEqual([
      500,
      'relay_failed (the relay failed: its onEvent has the cause)',
    ])
  })
})
