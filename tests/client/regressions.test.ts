import { describe, expect, it } from 'vitest'
import { or } from '../../src/filter/index.ts'
import {
  FixedValueRetryIntervalCalculator,
  type Middleware,
  RateLimitErrorRetryHandler,
  SCIM2Client,
  SCIMAbortError,
  SCIMApiError,
  SCIMClient,
  SCIMConflictError,
  SCIMConnectionError,
  SCIMFilterError,
  SCIMResponseError,
  SCIMValidationError,
} from '../../src/index.ts'
import { diffResources, patchOp, replace } from '../../src/patch/index.ts'
import { failure, turns } from '../support/outcome.ts'
import { networkError, refusal, scripted } from '../support/scripted-transport.ts'

const USER = { id: 'U1', userName: 'jo', active: true, emails: [] }

describe('concurrent writes to one resource', () => {
  it('keeps the order when the second is aborted while it waits', async () => {
    const { transport, sent } = scripted('hang')
    const scim = new SCIMClient('xoxp-test', { transport, retryHandlers: [] })
    const first = new AbortController()
    const second = new AbortController()
    const one = scim.patchUser('U1', { title: '1' }, { signal: first.signal }).catch(() => {})
    const two = scim.patchUser('U1', { title: '2' }, { signal: second.signal }).catch(() => {})
    await turns(20)
    second.abort()
    await two
    const three = scim.patchUser('U1', { title: '3' }, { signal: first.signal }).catch(() => {})
    await turns(20)
    expect(sent).toHaveLength(1)
    first.abort()
    await Promise.all([one, three])
  })
})

describe('an abort', () => {
  it('rejects with an abort error when the reason is an error of another call', async () => {
    const { transport } = scripted(refusal(404, 'no_such_user'), 'hang')
    const scim = new SCIMClient('xoxp-test', { transport })
    const other = await failure(scim.readUser('U404'), SCIMApiError)
    const controller = new AbortController()
    const write = scim.patchUser('U1', { title: 'x' }, { signal: controller.signal })
    await turns(20)
    controller.abort(other)
    const error = await failure(write, SCIMAbortError)
    expect(error).toMatchObject({ applied: 'unknown', attempts: 1 })
    expect(error.cause).toBe(other)
  })

  it('rejects with an abort error when a signal of middleware aborts the wait of a retry', async () => {
    const { transport } = scripted(refusal(503, 'x'))
    const soon: Middleware = {
      name: 'soon',
      handle: (request, next) => next({ ...request, signal: AbortSignal.timeout(20) }),
    }
    const scim = new SCIMClient('xoxp-test', { transport, middleware: [soon] })
    expect((await failure(scim.readUser('U1'), SCIMAbortError)).attempts).toBe(1)
  })
})

describe('applied over two attempts', () => {
  it('stays unknown when the second attempt fails before it is sent', async () => {
    const { transport } = scripted(networkError('ECONNRESET'), {})
    let asked = 0
    const token = (): string => {
      if (asked++ > 0) throw new Error('vault is closed')
      return 'xoxp-test'
    }
    const retryHandlers = [
      { maxRetryCount: 1, intervalCalculator: { interval: () => 0 }, canRetry: () => true },
    ]
    const scim = new SCIMClient(token, { transport, retryHandlers })
    const error = await failure(scim.patchUser('U1', { title: 'x' }), SCIMConnectionError)
    expect(error).toMatchObject({ applied: 'unknown', attempts: 1 })
  })
})

describe('retries', () => {
  it('never repeats a conflict, even if the handler accepts it', async () => {
    const { transport, sent } = scripted(refusal(409, 'username_taken'))
    const scim = new SCIMClient('xoxp-test', {
      transport,
      retryHandlers: [{ maxRetryCount: 5, canRetry: () => true }],
    })
    await failure(scim.createUser({ userName: 'jo', emails: [] }), SCIMConflictError)
    expect(sent).toHaveLength(1)
  })

  it('rejects when the calculator exceeds maxRetryWait', async () => {
    const { transport, sent } = scripted(refusal(429, 'x', { 'retry-after': '1' }))
    const intervalCalculator = new FixedValueRetryIntervalCalculator(600_000)
    const scim = new SCIMClient('xoxp-test', {
      transport,
      maxRetryWait: 1000,
      retryHandlers: [new RateLimitErrorRetryHandler({ intervalCalculator })],
    })
    await failure(scim.readUser('U1'), SCIMApiError)
    expect(sent).toHaveLength(1)
  })
})

describe('an invalid filter', () => {
  it.each([
    [or()],
    [{ op: 'and', args: [or()] }],
    [{ op: 'eq', attr: 'userName', value: Number.NaN }],
    [{ op: 'gq', attr: 'userName', value: 'x' }],
  ])('rejects before sending: %j', async (filter) => {
    const { transport, sent } = scripted({ body: { totalResults: 0 } })
    await failure(
      new SCIMClient('xoxp-test', { transport }).searchUsers({ filter: filter as never }),
      SCIMFilterError,
    )
    expect(sent).toEqual([])
  })
})

describe('a PatchOp', () => {
  it.each([
    [[]],
    [[{ op: 'frobnicate', path: 'title' }]],
    [
      [
        { op: 'replace', path: 'active', value: 'false' },
        { op: 'remove', path: 'active' },
      ],
    ],
  ])('rejects an invalid operation before sending: %j', async (Operations) => {
    const { transport, sent } = scripted({})
    const scim = new SCIM2Client('xoxp-test', { transport })
    await failure(scim.patchUser('U1', { Operations } as never), SCIMValidationError)
    expect(sent).toEqual([])
  })

  it('turns a single member object into one operation', async () => {
    const { transport, sent } = scripted({})
    const scim = new SCIM2Client('xoxp-test', { transport })
    await scim.patchGroup('S1', { members: { value: 'U1', operation: 'delete' } } as never)
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
      Operations: [{ op: 'remove', path: 'members[value eq "U1"]' }],
    })
  })

  it('accepts a PatchOp made by slack-scim/patch', async () => {
    const { transport, sent } = scripted({})
    const scim = new SCIM2Client('xoxp-test', { transport })
    await scim.patchUser('U1', patchOp(replace('active', true)))
    const { patch } = diffResources({ userName: 'jo' }, { userName: 'jo', title: 'Cook' }, { dialect: '2.0' })
    if (patch) await scim.patchUser('U1', patch)
    const { patch: partial } = diffResources(
      { userName: 'jo' },
      { userName: 'jo', title: 'Cook' },
      { dialect: '1.1' },
    )
    if (partial) await new SCIMClient('xoxp-test', { transport }).patchUser('U1', partial)
    expect(sent).toHaveLength(3)
  })
})

describe('a response of the wrong shape', () => {
  it('rejects a search whose response is not a list', async () => {
    const { transport } = scripted({ body: { hello: 'world' } })
    await failure(
      new SCIMClient('xoxp-test', { transport, retryHandlers: [] }).searchUsers(),
      SCIMResponseError,
    )
  })

  it('rejects a create whose response has no id', async () => {
    const { transport } = scripted({ status: 201, body: {} })
    const scim = new SCIMClient('xoxp-test', { transport })
    const error = await failure(scim.createUser({ userName: 'jo', emails: [] }), SCIMResponseError)
    expect(error.applied).toBe('yes')
  })
})

it('removes content-type and accept from a write when they are null', async () => {
  const sent: Headers[] = []
  const scim = new SCIMClient('xoxp-test', {
    headers: { 'content-type': null, accept: null },
    fetch: async (_url, init) => {
      sent.push(new Headers(init.headers))
      return Response.json(USER)
    },
  })
  await scim.patchUser('U1', { title: 'x' })
  expect(sent[0]?.has('content-type')).toBe(false)
  expect(sent[0]?.has('accept')).toBe(false)
})

it('rejects a PatchOp on 1.1 before sending', async () => {
  const { transport, sent } = scripted({})
  const scim = new SCIMClient('xoxp-test', { transport })
  const Operations = [{ op: 'replace', path: 'title', value: 'x' }]
  await failure(scim.patchUser('U1', { Operations } as never), SCIMValidationError)
  expect(sent).toEqual([])
})
