import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Clock,
  ConnectionErrorRetryHandler,
  FixedValueRetryIntervalCalculator,
  RateLimitErrorRetryHandler,
  type RetryHandler,
  SCIMClient,
  SCIMError,
  ServerErrorRetryHandler,
  settle,
} from '../../../src/index.ts'
import { loadVectors } from '../../vectors/load.ts'
import { type Recorder, startRecorder } from './recorder.ts'
import differences from './response-differences.json' with { type: 'json' }

interface Step {
  readonly status?: number
  readonly headers?: readonly (readonly [string, string])[]
  readonly body?: string
  readonly action?: 'reset' | 'close' | 'hang'
}

interface Vector {
  readonly id: string
  readonly script?: readonly Step[]
  readonly result?: {
    readonly class: string
    readonly status_code: number
    readonly body: unknown
    readonly errors: unknown
  }
  readonly requests_sent?: number
  readonly sleeps_s?: readonly number[]
}

/** What became of a call: comparable between the original and us. */
interface Outcome {
  readonly outcome: 'response' | 'error'
  readonly error?: string
  readonly status?: number
  readonly body?: unknown
  readonly errors?: unknown
  readonly requests: number
  readonly waits: number
}

interface Difference {
  readonly ids: readonly string[]
  readonly reason: string
  /** What differs; `step`: the status and body are those of that step of the script. */
  readonly ours: Partial<Outcome> & { readonly step?: number }
}

const { vectors } = loadVectors<{ vectors: Vector[] }>('wire-responses.json')
const scripted = vectors.filter(({ script, id }) => (script && script.length > 0) || id === 'dns')
const table = new Map(
  (differences as Difference[]).flatMap((entry) => entry.ids.map((id) => [id, entry] as const)),
)

let recorder: Recorder
let elsewhere: Recorder
beforeAll(async () => {
  recorder = await startRecorder()
  elsewhere = await startRecorder()
})
afterAll(() => Promise.all([recorder.close(), elsewhere.close()]))

const TIMEOUT = 400

/** Waits of retries take no time and are counted; the timeout of an attempt stays real. */
function skippingClock(waits: number[]): Clock {
  return {
    now: () => Date.now(),
    setTimeout: (callback, ms) => {
      if (ms === TIMEOUT) return setTimeout(callback, ms)
      waits.push(ms)
      return setTimeout(callback, 0)
    },
    clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  }
}

/** The handlers with which the recording was made; undefined for the defaults. */
function handlersOf(id: string): RetryHandler[] | undefined {
  const many = { maxRetryCount: 1000, intervalCalculator: new FixedValueRetryIntervalCalculator(0) }
  if (id.startsWith('counter'))
    return [new ServerErrorRetryHandler(many), new ConnectionErrorRetryHandler(many)]
  if (id.startsWith('shared-count')) {
    const maxRetryCount = id.endsWith('.3') ? 3 : 1
    return [
      new RateLimitErrorRetryHandler({ maxRetryCount }),
      new ServerErrorRetryHandler({ maxRetryCount }),
      new ConnectionErrorRetryHandler({ maxRetryCount }),
    ]
  }
  if (id.startsWith('429')) return [new RateLimitErrorRetryHandler({ maxRetryCount: 1 })]
  if (/^50[0-3]\.(server|post|retry)/.test(id)) return [new ServerErrorRetryHandler()]
  return id === 'reset.no-handlers' ? [] : undefined
}

function operationOf({ id, result }: Vector): (scim: SCIMClient) => PromiseLike<never> {
  const name = result?.class ?? (id.includes('delete') ? 'UserDeleteResponse' : 'ReadUserResponse')
  const calls: Record<string, (scim: SCIMClient) => unknown> = {
    SearchUsersResponse: (scim) => scim.searchUsers({ count: 1, startIndex: 1 }),
    ReadUserResponse: (scim) => scim.readUser('U1'),
    ReadGroupResponse: (scim) => scim.readGroup('S1'),
    UserCreateResponse: (scim) => scim.createUser({ userName: 'a' } as never),
    GroupCreateResponse: (scim) => scim.createGroup({} as never),
    UserPatchResponse: (scim) => scim.patchUser('U1', { title: 'x' }),
    UserDeleteResponse: (scim) => scim.deleteUser('U1'),
  }
  return calls[name] as never
}

function play(step: Step, id: string, response: ServerResponse): void {
  const { action, status = 200, headers = [], body = '' } = step
  if (action === 'hang') return
  if (action === 'reset')
    return void (response.socket as { resetAndDestroy(): void } | null)?.resetAndDestroy()
  if (action === 'close') return void response.socket?.destroy()
  for (const [name, value] of headers) {
    response.appendHeader(name, value.replaceAll('{{PORT2}}', String(elsewhere.port)))
  }
  response.writeHead(status).end(id === '200.latin1' ? Buffer.from(body, 'hex') : body)
}

async function ours(vector: Vector): Promise<Outcome> {
  const script = vector.script ?? []
  let step = 0
  recorder.requests.length = 0
  elsewhere.requests.length = 0
  recorder.answer = (_request, response) =>
    play(script[Math.min(step++, script.length - 1)] ?? {}, vector.id, response)
  const waits: number[] = []
  const retryHandlers = handlersOf(vector.id)
  const scim = new SCIMClient('xoxp-test', {
    baseUrl: vector.id === 'dns' ? 'https://scim.invalid/scim/v1/' : `${recorder.origin}/scim/v1/`,
    timeout: TIMEOUT,
    clock: skippingClock(waits),
    ...(retryHandlers && { retryHandlers }),
  })
  const counts = (): Pick<Outcome, 'requests' | 'waits'> => ({
    requests: recorder.requests.length,
    waits: waits.length,
  })
  try {
    const { status, body, errors } = await settle<never>(operationOf(vector)(scim))
    return { outcome: 'response', status, body: body ?? null, errors: errors ?? null, ...counts() }
  } catch (error) {
    if (!SCIMError.is(error)) throw error
    return { outcome: 'error', error: error.name, ...counts() }
  } finally {
    expect(elsewhere.requests, 'nothing follows a redirect').toEqual([])
  }
}

function theirs({ result, requests_sent: requests = 0, sleeps_s: sleeps = [] }: Vector): Outcome {
  const counts = { requests, waits: sleeps.length }
  if (!result) return { outcome: 'error', ...counts }
  return {
    outcome: 'response',
    status: result.status_code,
    body: result.body,
    errors: result.errors,
    ...counts,
  }
}

function answerOf({ script }: Vector, index: number | undefined): Partial<Outcome> {
  const step = index === undefined ? undefined : script?.[index]
  return step ? { outcome: 'response', status: step.status ?? 0, body: JSON.parse(step.body ?? 'null') } : {}
}

describe('a response gives the same outcome as in the original, or a listed difference', () => {
  for (const vector of scripted) {
    const difference = table.get(vector.id)
    it(`${vector.id}${difference ? `: ${difference.reason}` : ''}`, async () => {
      const want = theirs(vector)
      const got = await ours(vector)
      if (!difference) {
        // The original's errors are Python's; that ours is one of ours is checked above.
        const { error: _error, ...rest } = got
        return expect(rest).toEqual(want)
      }
      const { step, ...differs } = difference.ours
      const counts = { requests: want.requests, waits: want.waits }
      const base = differs.outcome === 'error' ? counts : { errors: null, ...want, ...answerOf(vector, step) }
      expect(got).toEqual({ ...base, ...differs })
      expect(got, 'the table names no difference').not.toEqual(want)
    })
  }

  it('lists only existing cases in the table of differences', () => {
    const ids = new Set(scripted.map(({ id }) => id))
    expect([...table.keys()].filter((id) => !ids.has(id))).toEqual([])
  })
})
