import { describe, expect, it } from 'vitest'
import {
  type Middleware,
  SCIMAbortError,
  SCIMApiError,
  SCIMClient,
  SCIMConfigurationError,
  SCIMResponse,
} from '../../src/index.ts'
import { caught, failure } from '../support/outcome.ts'
import { client } from '../support/scripted-client.ts'
import { refusal, scripted, USER } from '../support/scripted-transport.ts'

describe('custom middleware', () => {
  it.each(['call', 'attempt'] as const)('refreshes a token on 401 and sends again (%s)', async (stage) => {
    let token = 'xoxp-stale'
    const { transport, sent } = scripted((_url, { headers }) =>
      headers.authorization === 'Bearer xoxp-fresh' ? {} : refusal(401, 'invalid_authentication'),
    )
    const refresh: Middleware = {
      name: 'refresh',
      stage,
      async handle(request, next) {
        const response = await next(request)
        if (response.status !== 401) return response
        token = 'xoxp-fresh'
        return next(request)
      },
    }
    const scim = new SCIMClient(() => token, { transport, middleware: [refresh] })
    const response = await scim.patchUser('U1', { title: 'x' })
    expect(response.user?.id).toBe('U1')
    expect(response.attempts).toBe(2)
    expect(sent.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer xoxp-stale',
      'Bearer xoxp-fresh',
    ])
    expect(sent[0]?.body).toBe(sent[1]?.body)
  })

  it('adds a header with the number of the attempt', async () => {
    const { scim, sent } = client([refusal(503, 'x'), {}], {
      middleware: [
        {
          name: 'trace',
          stage: 'attempt',
          handle: (request, next, { attempts }) =>
            next({ ...request, headers: { ...request.headers, 'x-attempt': String(attempts + 1) } }),
        },
      ],
    })
    await scim.readUser('U1')
    expect(sent.map(({ headers }) => headers['x-attempt'])).toEqual(['1', '2'])
  })

  it('returns a frozen cached response without calling next', async () => {
    const cached = Object.freeze(new SCIMResponse({ status: 200, rawBody: JSON.stringify(USER) }))
    const { scim, sent } = client([{}], { middleware: [{ name: 'cache', handle: async () => cached }] })
    const response = await scim.readUser('U1')
    expect(response.user).toEqual(USER)
    expect(response.attempts).toBe(0)
    expect(sent).toEqual([])
  })

  it('rejects the call when it returns an error status', async () => {
    const gone = new SCIMResponse({
      status: 404,
      rawBody: '{"Errors":{"description":"no_such_user","code":404}}',
    })
    const { scim } = client([{}], { middleware: [{ name: 'cache', handle: async () => gone }] })
    expect((await failure(scim.readUser('U1'), SCIMApiError)).reason).toBe('no_such_user')
  })

  it('aborts the request through a signal of its own', async () => {
    const own = new AbortController()
    const { transport, sent } = scripted('hang')
    const scim = new SCIMClient('xoxp-test', {
      transport,
      middleware: [{ name: 'narrow', handle: (request, next) => next({ ...request, signal: own.signal }) }],
    })
    const call = scim.readUser('U1')
    own.abort(new Error('mine'))
    expect((await failure(call, SCIMAbortError)).cause).toMatchObject({ message: 'mine' })
    expect(sent[0]?.signal?.aborted).toBe(true)
  })

  it('times out at the deadline when it hangs', async () => {
    const { scim } = client([{}], {
      deadline: 5000,
      middleware: [{ name: 'stuck', handle: () => new Promise(() => {}) }],
    })
    expect(await caught(scim.readUser('U1'))).toMatchObject({ code: 'timeout', scope: 'call' })
  })

  it('rejects the call with its own error without a retry', async () => {
    const mine = new RangeError('mine')
    let tries = 0
    const { scim, sent } = client([{}], {
      middleware: [
        {
          name: 'broken',
          stage: 'attempt',
          handle() {
            tries++
            throw mine
          },
        },
      ],
    })
    expect(await caught(scim.readUser('U1'))).toBe(mine)
    expect([tries, sent.length]).toEqual([1, 0])
  })

  it('rejects by name when it returns no response', async () => {
    const { scim } = client([{}], {
      middleware: [{ name: 'forgetful', handle: async () => undefined as never }],
    })
    expect((await failure(scim.readUser('U1'), SCIMConfigurationError)).message).toContain('forgetful')
  })

  it('sends a path with broken percent-encoding unchanged', async () => {
    const { scim, sent } = client([{}], {
      middleware: [{ name: 'path', handle: (request, next) => next({ ...request, path: 'Users/%E0%A4' }) }],
    })
    await scim.updateUser({ id: 'U1', userName: 'jo', active: true, emails: [{ value: 'jo@example.com' }] })
    expect(sent[0]?.url).toMatch(/Users\/%E0%A4$/)
  })
})
