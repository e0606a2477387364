import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as library from '../../src/index.ts'
import {
  SCIMAbortError,
  SCIMApiError,
  SCIMClient,
  SCIMConfigurationError,
  SCIMConnectionError,
  SCIMError,
  SCIMFilterError,
  SCIMResponseError,
  SCIMTimeoutError,
  SCIMValidationError,
} from '../../src/index.ts'
import { caught } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { networkError, refusal, type Step, scripted } from '../support/scripted-transport.ts'

type Library = typeof library

/** Makes one error of each class, with the library given. */
async function everyError(copy: Library): Promise<unknown[]> {
  const fail = (step: Step, options: object = {}): Promise<unknown> => {
    const { transport } = scripted(step)
    const scim = new copy.SCIMClient('xoxp-test', { transport, clock: recordingClock(), retryHandlers: [] })
    return caught(scim.readUser('U1', options))
  }
  return [
    await fail(refusal(404, 'no_such_user')),
    await fail(refusal(429, 'x')),
    await fail(refusal(409, 'username_taken')),
    await fail(networkError('ECONNRESET')),
    await fail('hang'),
    await fail({}, { signal: AbortSignal.abort() }),
    await fail({ body: '<html>' }),
    await caught(new copy.SCIMClient('xoxp-test').readUser('')),
    await caught((async () => new copy.SCIMClient('xoxp-test', { nope: 1 } as object))()),
    new copy.SCIMFilterError('x', 'y'),
  ]
}

const NAMES = [
  ['SCIMApiError', 'api_error'],
  ['SCIMRateLimitError', 'rate_limited'],
  ['SCIMConflictError', 'conflict'],
  ['SCIMConnectionError', 'connection_error'],
  ['SCIMTimeoutError', 'timeout'],
  ['SCIMAbortError', 'aborted'],
  ['SCIMResponseError', 'bad_response'],
  ['SCIMValidationError', 'invalid_input'],
  ['SCIMConfigurationError', 'misconfigured'],
] as const

const nameAndCode = (error: unknown): unknown[] => [(error as SCIMError).name, (error as SCIMError).code]

describe('SCIMError subclasses', () => {
  it('extends SCIMError and shows its fixed name in text and stack', async () => {
    const errors = await everyError(await import('../../src/index.ts'))
    expect(errors.map(nameAndCode).slice(0, NAMES.length)).toEqual(NAMES)
    const classes = [
      ...[SCIMApiError, SCIMApiError, SCIMApiError, SCIMConnectionError, SCIMTimeoutError, SCIMAbortError],
      ...[SCIMResponseError, SCIMValidationError, SCIMConfigurationError, SCIMFilterError],
    ]
    for (const [n, error] of errors.entries()) {
      expect(error).toBeInstanceOf(classes[n])
      expect(error).toBeInstanceOf(SCIMError)
      expect(error).toBeInstanceOf(Error)
      expect(SCIMError.is(error)).toBe(true)
      const { name, message, stack } = error as SCIMError
      expect(String(error)).toBe(`${name}: ${message}`)
      expect(stack?.startsWith(name)).toBe(true)
    }
  })

  it('assigns a distinct code to each class', async () => {
    const codes = (await everyError(await import('../../src/index.ts'))).map((e) => (e as SCIMError).code)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('serializes to JSON as name, code, message and own fields', async () => {
    const { transport } = scripted(refusal(429, 'too_many_requests', { 'retry-after': '7' }))
    const scim = new SCIMClient('xoxp-test', { transport, retryHandlers: [] })
    expect(JSON.parse(JSON.stringify(await caught(scim.readUser('U1'))))).toEqual({
      name: 'SCIMRateLimitError',
      message: expect.any(String),
      code: 'rate_limited',
      applied: 'no',
      attempts: 1,
      status: 429,
      reason: 'too_many_requests',
      description: 'too_many_requests',
      retryAfterSeconds: 7,
    })
  })

  it('exposes the transport error as cause', async () => {
    const lost = networkError('ECONNRESET')
    const { transport } = scripted(lost)
    const scim = new SCIMClient('xoxp-test', { transport, retryHandlers: [] })
    expect(await caught(scim.readUser('U1'))).toMatchObject({ cause: lost })
  })
})

it.each([undefined, null, 5, 'x', {}, new Error('x'), { name: 'SCIMError', code: 'api_error' }])(
  'returns false from SCIMError.is(%o)',
  (value) => {
    expect(SCIMError.is(value)).toBe(false)
  },
)

describe('two bundled and minified copies of the library', () => {
  let folder = ''
  const copies: Library[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slack-scim-'))
    const { outputFiles } = await build({
      entryPoints: [new URL('../../src/index.ts', import.meta.url).pathname],
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      target: 'es2022',
    })
    for (const name of ['one.mjs', 'two.mjs']) {
      const file = join(folder, name)
      await writeFile(file, outputFiles[0]?.contents ?? '')
      copies.push((await import(/* @vite-ignore */ pathToFileURL(file).href)) as Library)
    }
  })
  afterAll(() => rm(folder, { recursive: true }))

  const two = (): [Library, Library] => copies as [Library, Library]

  it('keeps error names and recognizes errors of the other copy', async () => {
    const [one, other] = two()
    expect(one.SCIMError).not.toBe(other.SCIMError)
    const errors = await everyError(one)
    expect(errors.map(nameAndCode).slice(0, NAMES.length)).toEqual(NAMES)
    for (const error of errors) {
      expect(error instanceof other.SCIMError).toBe(false)
      expect(other.SCIMError.is(error)).toBe(true)
    }
  })

  it('settles a refused call of the other copy to its response', async () => {
    const [one, other] = two()
    const { transport } = scripted(refusal(404, 'no_such_user'))
    const scim = new one.SCIMClient('xoxp-test', { transport })
    expect((await other.settle(scim.readUser('U1'))).status).toBe(404)
  })

  it('repeats a POST only if a transport error of the other copy says that nothing was sent', async () => {
    const [one, other] = two()
    for (const applied of ['no', 'unknown'] as const) {
      const { transport, sent } = scripted(new other.SCIMConnectionError('lost', { applied }), {
        status: 201,
      })
      const scim = new one.SCIMClient('xoxp-test', {
        transport,
        retryHandlers: [
          { maxRetryCount: 1, canRetry: () => true, intervalCalculator: { interval: () => 0 } },
        ],
      })
      const outcome = await scim.createUser({ userName: 'x', emails: [] }).catch((error: unknown) => error)
      // A POST that may have arrived must not be made a second time.
      expect(sent).toHaveLength(applied === 'no' ? 2 : 1)
      expect(outcome).toMatchObject(
        applied === 'no' ? { status: 201 } : { code: 'connection_error', applied },
      )
    }
  })

  it('retries a read after a connection error from a transport of the other copy', async () => {
    const [one, other] = two()
    const { transport } = scripted(new other.SCIMConnectionError('lost'), {})
    const scim = new one.SCIMClient('xoxp-test', { transport, clock: recordingClock() })
    expect((await scim.readUser('U1')).attempts).toBe(2)
  })

  it.each([
    ['', 'readUser: GET Users/U1 (attempt 1): 500'],
    ['upstream connect error', 'readUser: GET Users/U1 (attempt 1): 500 upstream connect error'],
    [
      '<title>Server Error | Slack</title>',
      'readUser: GET Users/U1 (attempt 1): 500 HTML "Server Error | Slack"',
    ],
  ])('has as message of a refusal with the body %j: %s', async (body, message) => {
    const { transport } = scripted({ status: 500, body })
    const scim = new SCIMClient('xoxp-test', { transport, retryHandlers: [] })
    expect(await caught(scim.readUser('U1'))).toMatchObject({ message })
  })
})
