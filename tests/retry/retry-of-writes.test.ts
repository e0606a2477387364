import { describe, expect, it } from 'vitest'
import { SCIMApiError, SCIMClient, SCIMConnectionError, SCIMResponseError } from '../../src/index.ts'
import { everything } from '../support/instant-retry.ts'
import { caught, failure } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { client } from '../support/scripted-client.ts'
import { networkError, refusal, scripted, USER } from '../support/scripted-transport.ts'

const create = (scim: SCIMClient) =>
  scim.createUser({ userName: 'jo', emails: [{ value: 'jo@example.com' }] })

describe('retries of a POST', () => {
  it.each([
    ['a connection lost on the way', networkError('ECONNRESET')],
    ['an error without a code', new Error('?')],
    ['500', refusal(500, 'x')],
    ['503', refusal(503, 'x')],
    ['408, which a gateway may send after forwarding the request', refusal(408, 'x')],
    ['HTML in a 200', { body: '<html>' }],
    ['half a JSON text', { status: 201, body: '{"id":' }],
    ['a timeout', 'hang' as const],
  ])('sends a POST once after %s, even if the handler accepts a retry', async (_what, step) => {
    const { scim, sent } = client([step, {}], { retryHandlers: [everything] })
    expect(await caught(create(scim))).toMatchObject({ attempts: 1 })
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['a refused connection', networkError('ECONNREFUSED')],
    ['a host name that does not resolve', networkError('ENOTFOUND')],
    ['an untrusted certificate', networkError('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['429', refusal(429, 'x')],
    ['a transport error with applied: no', new SCIMConnectionError('nobody there', { applied: 'no' })],
  ])('repeats a POST after %s', async (_what, step) => {
    const { scim, sent } = client([step, { status: 201 }])
    expect((await create(scim)).user).toEqual(USER)
    expect(sent).toHaveLength(2)
    expect(sent[0]?.body).toBe(sent[1]?.body)
  })

  it('sends no third POST when the first attempt is in doubt and the second is refused', async () => {
    const { transport, sent } = scripted(networkError('ECONNRESET'), refusal(429, 'x'), {})
    const scim = new SCIMClient('xoxp-test', {
      transport,
      clock: recordingClock(),
      middleware: [
        {
          name: 'again',
          stage: 'attempt',
          handle: (request, next) => next(request).catch(() => next(request)),
        },
      ],
    })
    expect(await failure(create(scim), SCIMApiError)).toMatchObject({ status: 429, applied: 'unknown' })
    expect(sent).toHaveLength(2)
  })

  it('sends a POST of apiCall once after a lost connection', async () => {
    const { scim, sent } = client([networkError('ECONNRESET'), {}], { retryHandlers: [everything] })
    await failure(scim.apiCall({ method: 'POST', path: 'Users', body: {} }), SCIMConnectionError)
    expect(sent).toHaveLength(1)
  })
})

describe('retries of other writes', () => {
  it.each(['PATCH', 'PUT', 'DELETE'] as const)('repeats a %s after a lost connection', async (method) => {
    const { scim, sent } = client([networkError('ECONNRESET'), {}])
    await scim.apiCall({ method, path: 'Users/U1' })
    expect(sent).toHaveLength(2)
  })

  it('sends a PATCH once when its 2xx response is truncated', async () => {
    const { scim, sent } = client([{ body: '{"id":"U1"' }, {}])
    expect(await failure(scim.patchUser('U1', { title: 'x' }), SCIMResponseError)).toMatchObject({
      applied: 'yes',
    })
    expect(sent).toHaveLength(1)
  })
})
