import { describe, expect, it } from 'vitest'
import {
  type Middleware,
  SCIMAbortError,
  SCIMApiError,
  SCIMClient,
  type SCIMClientOptions,
  SCIMConfigurationError,
  type SCIMEvent,
  type SCIMRequest,
  SCIMResponse,
  SCIMValidationError,
} from '../../src/index.ts'
import { caught, failure } from './outcome.ts'
import { refusal, type Step, scripted, USER } from './scripted-transport.ts'
import { virtualClock } from './virtual-clock.ts'

const CORE = 'urn:scim:schemas:core:1.0'

function spy(name: string, stage: 'call' | 'attempt', log: string[]): Middleware {
  return {
    name,
    stage,
    async handle(request, next) {
      log.push(`${name}>`)
      try {
        return await next(request)
      } finally {
        log.push(`<${name}`)
      }
    },
  }
}

function client(steps: readonly Step[], options: SCIMClientOptions = {}) {
  const { transport, sent } = scripted(...steps)
  return { sent, scim: new SCIMClient('xoxp-test', { transport, clock: virtualClock(), ...options }) }
}

describe('the order of the chain', () => {
  it('is events, custom call links, retry, custom attempt links, transport', async () => {
    const log: string[] = []
    const { scim } = client(
      [
        () => {
          log.push('transport')
          return refusal(503, 'x')
        },
        () => {
          log.push('transport')
          return {}
        },
      ],
      {
        middleware: [spy('c1', 'call', log), spy('a1', 'attempt', log), spy('c2', 'call', log)],
        onEvent: ({ type }) => log.push(type),
      },
    )
    await scim.readUser('U1', { middleware: [spy('a2', 'attempt', log), spy('c3', 'call', log)] })
    const attempt = ['a1>', 'a2>', 'attempt.start', 'transport', 'attempt.end', '<a2', '<a1']
    expect(log).toEqual([
      'call.start',
      ...['c1>', 'c2>', 'c3>'],
      ...attempt,
      'retry',
      ...attempt,
      ...['<c3', '<c2', '<c1'],
      'call.end',
    ])
  })

  it('puts schema defaults outside of custom call links, and validation inside', async () => {
    let seen: SCIMRequest | undefined
    const { scim, sent } = client([{}], {
      middleware: [
        {
          name: 'spoil',
          handle(request, next) {
            seen = request
            return next({ ...request, body: { ...request.body, userName: 5 } })
          },
        },
      ],
    })
    const error = await failure(scim.patchUser('U1', { title: 'x' }), SCIMValidationError)
    expect(error.issues.map(({ path }) => path)).toEqual(['userName'])
    expect(seen?.body).toEqual({ title: 'x', schemas: [CORE] })
    expect(sent).toEqual([])
  })

  it('puts the token inside of every custom link', async () => {
    const seen: unknown[] = []
    const look = (stage: 'call' | 'attempt'): Middleware => ({
      name: stage,
      stage,
      handle(request, next) {
        seen.push(request.headers.authorization)
        return next(request)
      },
    })
    const { scim, sent } = client([{}], { middleware: [look('call'), look('attempt')] })
    await scim.readUser('U1')
    expect(seen).toEqual([undefined, undefined])
    expect(sent[0]?.headers.authorization).toBe('Bearer xoxp-test')
  })

  it('times an attempt link of ours inside of a custom one, so that each re-send has its own clock', async () => {
    const { scim, sent } = client(['hang', {}], {
      timeout: 2000,
      middleware: [
        {
          name: 'again',
          stage: 'attempt',
          handle: (request, next) => next(request).catch(() => next(request)),
        },
      ],
    })
    expect((await scim.readUser('U1')).user.id).toBe('U1')
    expect(sent).toHaveLength(2)
  })

  it('shows every status as a value to the links, and as an error to the caller alone', async () => {
    const statuses: number[] = []
    const note = (stage: 'call' | 'attempt'): Middleware => ({
      name: stage,
      stage,
      async handle(request, next) {
        const response = await next(request)
        statuses.push(response.status)
        return response
      },
    })
    const { scim } = client([refusal(404, 'no_such_user')], { middleware: [note('call'), note('attempt')] })
    expect((await failure(scim.readUser('U1'), SCIMApiError)).status).toBe(404)
    expect(statuses).toEqual([404, 404])
  })

  it('hands the links a frozen request and a context', async () => {
    let context: unknown
    const { scim } = client([{}], {
      middleware: [
        {
          name: 'look',
          handle(request, next, given) {
            expect(Object.isFrozen(request)).toBe(true)
            expect(Object.isFrozen(request.headers)).toBe(true)
            context = { ...given, attempts: given.attempts, applied: given.applied }
            return next(request)
          },
        },
      ],
    })
    await scim.readUser('U1')
    expect(context).toMatchObject({ operation: 'readUser', version: '1.1', attempts: 0, applied: 'no' })
  })
})

describe("a user's middleware", () => {
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

  it('adds a header, and sees how many attempts there were', async () => {
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

  it('answers from a cache without calling next, and its response stays as it was', async () => {
    const cached = Object.freeze(new SCIMResponse({ status: 200, rawBody: JSON.stringify(USER) }))
    const { scim, sent } = client([{}], { middleware: [{ name: 'cache', handle: async () => cached }] })
    const response = await scim.readUser('U1')
    expect(response.user).toEqual(USER)
    expect(response.attempts).toBe(0)
    expect(sent).toEqual([])
  })

  it('may answer with an error status, which is an error for the caller', async () => {
    const gone = new SCIMResponse({
      status: 404,
      rawBody: '{"Errors":{"description":"no_such_user","code":404}}',
    })
    const { scim } = client([{}], { middleware: [{ name: 'cache', handle: async () => gone }] })
    expect((await failure(scim.readUser('U1'), SCIMApiError)).reason).toBe('no_such_user')
  })

  it('narrows the signal', async () => {
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

  it('that hangs is ended by the deadline, which stands outside of it', async () => {
    const { scim } = client([{}], {
      deadline: 5000,
      middleware: [{ name: 'stuck', handle: () => new Promise(() => {}) }],
    })
    expect(await caught(scim.readUser('U1'))).toMatchObject({ code: 'timeout', scope: 'call' })
  })

  it('passes its own error through as it is, not retried', async () => {
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

  it('that returns no response is named', async () => {
    const { scim } = client([{}], {
      middleware: [{ name: 'forgetful', handle: async () => undefined as never }],
    })
    expect((await failure(scim.readUser('U1'), SCIMConfigurationError)).message).toContain('forgetful')
  })
})

describe('events and log', () => {
  it('tell of a call, its attempts and its end, also where it fails before anything is sent', async () => {
    const events: SCIMEvent[] = []
    const { scim } = client([{}], { onEvent: (event) => events.push(event) })
    await failure(scim.patchUser('U1', { userName: 5 as never }), SCIMValidationError)
    expect(events).toMatchObject([
      { type: 'call.start', operation: 'patchUser', method: 'PATCH', path: 'Users/U1' },
      { type: 'call.end', operation: 'patchUser', error: 'invalid_input', attempts: 0 },
    ])
  })

  it('go to the levels of the logger, and a level that is missing is silent', async () => {
    const lines: string[] = []
    const log =
      (level: string) =>
      (line: string): void =>
        void lines.push(`${level} ${line}`)
    const { scim } = client([refusal(503, 'x'), refusal(404, 'no_such_user')], {
      logger: { warn: log('warn'), debug: log('debug') },
    })
    await failure(scim.readUser('U1'), SCIMApiError)
    expect(lines.filter((line) => line.startsWith('warn'))).toHaveLength(1)
    expect(lines.find((line) => line.startsWith('warn'))).toMatch(/retry.*readUser/)
    expect(lines.some((line) => line.startsWith('debug') && line.includes('status=404'))).toBe(true)
  })

  it('cannot break a call, and one that breaks does not silence the other', async () => {
    const lines: string[] = []
    const { scim } = client([{}], {
      onEvent: () => {
        throw new Error('mine')
      },
      logger: { debug: (line) => lines.push(line) },
    })
    expect((await scim.readUser('U1')).user.id).toBe('U1')
    expect(lines.length).toBeGreaterThan(0)
  })
})
