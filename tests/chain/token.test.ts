import { describe, expect, it } from 'vitest'
import {
  SCIMAbortError,
  SCIMClient,
  SCIMConfigurationError,
  SCIMConnectionError,
  SCIMTimeoutError,
} from '../../src/index.ts'
import { caught, failure, turns } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { refusal, scripted } from '../support/scripted-transport.ts'

const sentTokens = (sent: readonly { headers: Readonly<Record<string, string>> }[]): unknown[] =>
  sent.map(({ headers }) => headers.authorization)

/** Lets promises settle, but no timer fire. */
async function microtasks(): Promise<void> {
  for (let n = 0; n < 50; n++) await undefined
}

describe('a token', () => {
  it('is sent as a bearer token', async () => {
    const { transport, sent } = scripted({})
    await new SCIMClient('xoxp-test', { transport }).readUser('U1')
    expect(sentTokens(sent)).toEqual(['Bearer xoxp-test'])
  })

  it('sends no authorization for null', async () => {
    const { transport, sent } = scripted({})
    await new SCIMClient(null, { transport }).readUser('U1')
    await new SCIMClient('xoxp-test', { transport }).readUser('U1', { token: null })
    expect(sentTokens(sent)).toEqual([undefined, undefined])
  })

  it('yields to an authorization header of the caller', async () => {
    const { transport, sent } = scripted({})
    await new SCIMClient('xoxp-test', { transport, headers: { Authorization: 'Basic abc' } }).readUser('U1')
    expect(sentTokens(sent)).toEqual(['Basic abc'])
  })
})

describe('a token function', () => {
  it('is called for every attempt', async () => {
    let asked = 0
    const { transport, sent } = scripted(refusal(503, 'x'), {})
    await new SCIMClient(() => `xoxp-${++asked}`, { transport, clock: recordingClock() }).readUser('U1')
    expect(sentTokens(sent)).toEqual(['Bearer xoxp-1', 'Bearer xoxp-2'])
  })

  it('is called once for concurrent calls and again for a later call', async () => {
    let asked = 0
    const { transport, sent } = scripted({})
    const token = async (): Promise<string> => {
      const n = ++asked
      await turns(2)
      return `xoxp-${n}`
    }
    const scim = new SCIMClient(token, { transport })
    await Promise.all([scim.readUser('U1'), scim.readUser('U2'), scim.patchUser('U3', { title: 'x' })])
    expect(asked).toBe(1)
    await scim.readUser('U4')
    expect(asked).toBe(2)
    expect(new Set(sentTokens(sent.slice(0, 3)))).toEqual(new Set(['Bearer xoxp-1']))
  })

  it('is called once for those that wait together, whichever of them ends first', async () => {
    let asked = 0
    const { transport } = scripted({})
    const token = (): Promise<string> => {
      asked++
      return new Promise(() => {})
    }
    const scim = new SCIMClient(token, { transport, clock: recordingClock() })
    const [first, second] = [new AbortController(), new AbortController()]
    const wait = (controller?: AbortController): Promise<unknown> =>
      caught(scim.readUser('U1', controller && { signal: controller.signal }))
    const waiting = [wait(first), wait(second)]
    await microtasks()
    first.abort()
    await microtasks()
    // What it waited for may hang, so the next call asks anew.
    waiting.push(wait())
    await microtasks()
    second.abort()
    await microtasks()
    waiting.push(wait())
    await microtasks()
    expect(asked).toBe(2)
    await Promise.all(waiting)
  })

  it('rejects with a connection error whatever it throws', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    for (const thrown of [undefined, null, 5n, Symbol('x'), { toString: 1 }, proxy]) {
      const token = (): never => {
        throw thrown
      }
      const scim = new SCIMClient(token, { transport: scripted({}).transport, retryHandlers: [] })
      const { message } = await failure(scim.readUser('U1'), SCIMConnectionError)
      expect(message).toBe('readUser: GET Users/U1 (attempt 0): the token function failed, see cause')
    }
  })

  it('passes on an error of this library', async () => {
    const thrown = new SCIMConfigurationError('vault: must have a role')
    const token = (): Promise<string> => Promise.reject(thrown)
    const scim = new SCIMClient(token, { transport: scripted({}).transport, retryHandlers: [] })
    expect(await failure(scim.readUser('U1'), SCIMConfigurationError)).toBe(thrown)
  })

  it('ends with the timeout or the abort of its call, also when it never answers', async () => {
    const clock = recordingClock()
    const token = (): Promise<string> => new Promise(() => {})
    const { transport } = scripted({})
    const scim = new SCIMClient(token, { transport, clock, timeout: 2500, retryHandlers: [] })
    expect(await failure(scim.readUser('U1'), SCIMTimeoutError)).toMatchObject({ attempts: 0 })
    const signal = AbortSignal.abort()
    expect(await failure(scim.readUser('U1', { signal }), SCIMAbortError)).toMatchObject({ applied: 'no' })
  })

  it('rejects the waiting calls with one error each when it fails, and not later calls', async () => {
    const closed = new Error('vault is closed')
    let open = false
    const { transport, sent } = scripted({})
    const token = async (): Promise<string> => (open ? 'xoxp-test' : Promise.reject(closed))
    const scim = new SCIMClient(token, { transport, retryHandlers: [] })
    const errors = await Promise.all([
      failure(scim.readUser('U1'), SCIMConnectionError),
      failure(scim.readUser('U2'), SCIMConnectionError),
    ])
    expect(errors.map(({ cause, applied, attempts }) => [cause, applied, attempts])).toEqual([
      [closed, 'no', 0],
      [closed, 'no', 0],
    ])
    expect(sent).toEqual([])
    open = true
    expect((await scim.readUser('U1')).status).toBe(200)
  })

  it('rejects the call when it throws synchronously', async () => {
    const closed = new Error('vault is closed')
    const token = (): string => {
      throw closed
    }
    const scim = new SCIMClient(token, { retryHandlers: [] })
    expect((await failure(scim.readUser('U1'), SCIMConnectionError)).cause).toBe(closed)
  })

  it.each(['', ' ', 'a b', undefined, null, 5])(
    'rejects %o as a token returned by a function',
    async (value) => {
      const { transport, sent } = scripted({})
      const scim = new SCIMClient(() => value as never, { transport })
      expect((await failure(scim.readUser('U1'), SCIMConfigurationError)).message).toContain('token')
      expect(sent).toEqual([])
    },
  )

  it('overrides the token of the client when set for a call', async () => {
    const { transport, sent } = scripted({})
    const scim = new SCIMClient(() => Promise.reject(new Error('not me')), { transport })
    await scim.readUser('U1', { token: async () => 'xoxp-call' })
    expect(sentTokens(sent)).toEqual(['Bearer xoxp-call'])
  })

  it('rejects an aborted call and serves the other waiting call', async () => {
    let answer = (_token: string): void => {}
    const { transport } = scripted({})
    const scim = new SCIMClient(
      () =>
        new Promise<string>((resolve) => {
          answer = resolve
        }),
      { transport },
    )
    const controller = new AbortController()
    const given = caught(scim.readUser('U1', { signal: controller.signal }))
    const patient = scim.readUser('U2')
    controller.abort()
    expect(await given).toMatchObject({ code: 'aborted', attempts: 0 })
    answer('xoxp-test')
    expect((await patient).status).toBe(200)
  })
})

describe('an invalid token', () => {
  it.each([undefined, 5, {}, [], true, '', 'a b', 'a\nb', 'é', Symbol('x')])(
    'rejects %o in the constructor',
    (token) => {
      expect(() => new SCIMClient(token as never)).toThrow(SCIMConfigurationError)
      try {
        new SCIMClient(token as never)
      } catch (error) {
        expect((error as Error).message).toContain('token')
      }
    },
  )
})
