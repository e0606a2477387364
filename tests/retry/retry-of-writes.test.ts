import { describe, expect, it } from 'vitest'
import { SCIMApiError, SCIMClient, SCIMConnectionError, SCIMResponseError } from '../../src/index.ts'
import { everything } from '../support/instant-retry.ts'
import { caught, failure } from '../support/outcome.ts'
import { recordingClock } from '../support/recording-clock.ts'
import { client } from '../support/scripted-client.ts'
import { networkError, refusal, scripted, USER } from '../support/scripted-transport.ts'

const create = (scim: SCIMClient) =>
  scim.createUser({ userName: 'jo', emails: [{ value: 'jo@example.com' }] })

describe('a POST', () => {
  it.each([
    ['a connection lost on the way', networkError('ECONNRESET')],
    ['an error that says nothing', new Error('?')],
    ['500', refusal(500, 'x')],
    ['503', refusal(503, 'x')],
    ['408, which a gateway may send after it has passed it on', refusal(408, 'x')],
    ['HTML in a 200', { body: '<html>' }],
    ['half a JSON text', { status: 201, body: '{"id":' }],
    ['silence', 'hang' as const],
  ])('is not repeated after %s, whatever a handler says', async (_what, step) => {
    const { scim, sent } = client([step, {}], { retryHandlers: [everything] })
    expect(await caught(create(scim))).toMatchObject({ attempts: 1 })
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['a connection that was refused', networkError('ECONNREFUSED')],
    ['a name that does not resolve', networkError('ENOTFOUND')],
    ['a certificate that is not trusted', networkError('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['429', refusal(429, 'x')],
    ["a transport's own proof", new SCIMConnectionError('nobody there', { applied: 'no' })],
  ])('is repeated after %s', async (_what, step) => {
    const { scim, sent } = client([step, { status: 201 }])
    expect((await create(scim)).user).toEqual(USER)
    expect(sent).toHaveLength(2)
    expect(sent[0]?.body).toBe(sent[1]?.body)
  })

  it('whose first attempt is in doubt is not repeated because the second was refused', async () => {
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

  it('of apiCall follows the same rule', async () => {
    const { scim, sent } = client([networkError('ECONNRESET'), {}], { retryHandlers: [everything] })
    await failure(scim.apiCall({ method: 'POST', path: 'Users', body: {} }), SCIMConnectionError)
    expect(sent).toHaveLength(1)
  })
})

describe('other writes', () => {
  it.each(['PATCH', 'PUT', 'DELETE'] as const)('%s is repeated after a lost connection', async (method) => {
    const { scim, sent } = client([networkError('ECONNRESET'), {}])
    await scim.apiCall({ method, path: 'Users/U1' })
    expect(sent).toHaveLength(2)
  })

  it('are not repeated where the answer of a 2xx was lost: it was made', async () => {
    const { scim, sent } = client([{ body: '{"id":"U1"' }, {}])
    expect(await failure(scim.patchUser('U1', { title: 'x' }), SCIMResponseError)).toMatchObject({
      applied: 'yes',
    })
    expect(sent).toHaveLength(1)
  })
})
