import { describe, expect, it } from 'vitest'
import { virtualClock } from '../../mocks/index.ts'
import {
  SCIMAbortError,
  SCIMConfigurationError,
  SCIMConnectionError,
  SCIMResponseError,
  SCIMTimeoutError,
  SCIMValidationError,
} from '../../src/index.ts'
import { operationOf } from '../../src/protocol/operations.ts'
import { RelayRefusal } from '../../src/relay/refusal.ts'
import { createUpstream, type Passed, type UpstreamAnswer } from '../../src/relay/upstream.ts'
import { caught } from '../support/outcome.ts'
import { type Step, scripted } from '../support/scripted-transport.ts'

const TOKEN = 'xoxp-opaque-17'

/** Sends one request of the relay to a service that answers so. */
function ask(step: Step, passed: Partial<Passed> = {}, token = TOKEN): Promise<UpstreamAnswer> {
  const upstream = createUpstream({
    token,
    baseUrl: 'https://api.slack.com/scim/',
    transport: scripted(step).transport,
    maxResponseSize: undefined,
    clock: virtualClock(),
    emit: () => {},
  })
  const target = { segment: 'v1', operation: operationOf('readUser', '1.1'), path: 'Users/U1' } as never
  return upstream({ target, timeout: 5000, query: {}, body: undefined, signal: undefined, ...passed })
}

// biome-ignore format: a table, one row a line
describe('the refusal of a relay whose service', () => {
  it.each<[string, Step, string, string, abstract new (...args: never[]) => Error]>([
    ['hangs', 'hang', 'relay_upstream_timeout', 'the service took too long', SCIMTimeoutError],
    ['cannot be reached', new TypeError('db.internal'), 'relay_upstream_failed', 'the service gave no answer', SCIMConnectionError],
    ['answers with a page', { body: '<p>x' }, 'relay_upstream_failed', 'answered 200 with something else than SCIM', SCIMResponseError],
    ['answers with a page and 299', { status: 299, body: '<p>x' }, 'relay_upstream_failed', '299 with something else', SCIMResponseError],
    ['answers with 300', { status: 300 }, 'relay_upstream_failed', 'answered 300 with a redirect, which is not followed', SCIMResponseError],
    ['answers with 302', { status: 302 }, 'relay_upstream_failed', 'answered 302 with a redirect', SCIMResponseError],
    ['answers with an opaque redirect', { status: 0 }, 'relay_upstream_failed', 'answered 0 with a redirect', SCIMResponseError],
    ['answers with 199', { status: 199 }, 'relay_upstream_failed', 'answered 199 with no status of an answer', SCIMResponseError],
  ])('%s has words of its own, and the cause', async (_, step, reason, detail, cause) => {
    const error = (await caught(ask(step))) as RelayRefusal
    expect(error).toBeInstanceOf(RelayRefusal)
    expect(error.reason).toBe(reason)
    expect(error.message).toContain(detail)
    expect(error.message).not.toContain('db.internal')
    expect(error.cause).toBeInstanceOf(cause)
  })

  it('is that of an abort when the browser is gone', async () => {
    const error = await caught(ask('hang', { signal: AbortSignal.abort() }))
    expect(error).toMatchObject({ reason: 'relay_aborted' })
    expect((error as Error).cause).toBeInstanceOf(SCIMAbortError)
  })

  it('is that of a bad request for a body that JSON cannot write', async () => {
    const target = { segment: 'v1', operation: operationOf('patchUser', '1.1'), path: 'Users/U1' } as never
    const error = await caught(ask({}, { target, body: { title: 1n } as never }))
    expect(error).toMatchObject({ reason: 'relay_bad_request' })
    expect((error as Error).message).toContain('the body cannot be written as JSON')
    expect((error as Error).cause).toBeInstanceOf(SCIMValidationError)
  })

  it('is left to others for an error of another kind', async () => {
    const thrown = new SCIMConfigurationError('proxy: must be a URL')
    expect(await caught(ask(thrown))).toBe(thrown)
  })
})

describe('an answer of the service', () => {
  it('has its token masked in data and in texts', async () => {
    const { mask, redact } = await ask({})
    expect([mask(`of ${TOKEN}${TOKEN}.`), mask('of xoxp-other-17')]).toEqual([
      'of (redacted)(redacted).',
      'of xoxp-other-17',
    ])
    expect([redact(`of ${TOKEN}.`), redact('of nothing')]).toEqual(['of (redacted).', 'of nothing'])
  })

  it.each([
    ['opaque7', 'opaque7'],
    ['opaque-8', '(redacted)'],
  ])('has the token %s shown as %s', async (token, shown) => {
    const { mask } = await ask({}, {}, token)
    expect(mask(`of ${token}.`)).toBe(`of ${shown}.`)
  })
})
