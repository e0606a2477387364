import { describe, expect, it } from 'vitest'
import {
  SCIMApiError,
  SCIMClient,
  SCIMConflictError,
  SCIMConnectionError,
  SCIMRateLimitError,
  SCIMResponse,
  SCIMResponseError,
  settle,
} from '../../src/index.ts'
import { caught, failure } from '../support/outcome.ts'
import { GROUP, networkError, refusal, type Step, scripted, USER } from '../support/scripted-transport.ts'

function client(step: Step) {
  const { transport, sent } = scripted(step)
  return { sent, scim: new SCIMClient('xoxp-test', { transport, retryHandlers: [] }) }
}

const json = (status: number, body: unknown): Step => ({ status, body: JSON.stringify(body) })

describe('a response', () => {
  it('carries url, status, headers, rawBody, body, errors and attempts', async () => {
    const { scim } = client({ status: 200, headers: { 'X-Slack-Backend': 'r' }, body: USER })
    const response = await scim.readUser('U1')
    expect(response).toBeInstanceOf(SCIMResponse)
    expect(response).toMatchObject({
      url: 'https://api.slack.com/scim/v1/Users/U1',
      status: 200,
      rawBody: JSON.stringify(USER),
      body: USER,
      user: USER,
      errors: undefined,
      attempts: 1,
    })
    expect([response.headers.get('x-slack-backend'), response.headers.get('X-SLACK-BACKEND')]).toEqual([
      'r',
      'r',
    ])
    expect(response.headers.get('absent')).toBeNull()
  })

  it('keeps unknown attributes, null values and attribute names', async () => {
    const body = { ...USER, title: null, futureAttribute: { a: [1] }, 'urn:x:y:z:1.0': { B: null } }
    const { user } = await client({ body }).scim.readUser('U1')
    expect(user).toEqual(body)
    expect(Object.keys(user)).toEqual(Object.keys(body))
    expect('nickName' in user).toBe(false)
  })

  it('parses a body with a byte order mark', async () => {
    const { scim } = client({ body: `\ufeff${JSON.stringify(USER)}` })
    expect((await scim.readUser('U1')).user).toEqual(USER)
  })

  it.each([
    ['patchUser', 204],
    ['patchUser', 200],
    ['patchGroup', 204],
    ['deleteUser', 200],
    ['deleteGroup', 204],
  ] as const)('returns no resource from %s on an empty body (%i)', async (name, status) => {
    const { scim } = client({ status, body: '' })
    const response = await (name.startsWith('patch')
      ? scim[name as 'patchUser']('X1', { displayName: 'x' })
      : scim[name as 'deleteUser']('X1'))
    expect([response.status, response.body]).toEqual([status, undefined])
    expect('user' in response || 'group' in response).toBe(false)
  })

  it('returns the resource of a patch from its body', async () => {
    expect((await client({ body: USER }).scim.patchUser('U1', { title: 'x' })).user).toEqual(USER)
    expect((await client({ body: GROUP }).scim.patchGroup('S1', { displayName: 'x' })).group).toEqual(GROUP)
  })

  it('returns config or schema from discovery', async () => {
    const { scim } = client({ body: { filter: { supported: false } } })
    expect((await scim.getServiceProviderConfig()).config).toEqual({ filter: { supported: false } })
    expect((await scim.getUserSchema()).schema).toBeDefined()
    expect((await scim.getGroupSchema()).schema).toBeDefined()
  })
})

describe('a response that the operation does not expect', () => {
  it.each([
    ['HTML', { body: '<!DOCTYPE html><title>Server Error | Slack</title>' }],
    ['half a JSON text', { body: '{"id":"U1","userName":"j' }],
    ['an empty body', { body: '' }],
    ['204', { status: 204, body: '' }],
    ['white space', { body: ' \n' }],
    ['a list', { body: '[]' }],
    ['a text', { body: '"ok"' }],
    ['null', { body: 'null' }],
    ['a 1.1 error in a 200', json(200, { Errors: { description: 'no_such_user', code: 404 } })],
    ["the Web API's error in a 200", json(200, { ok: false, error: 'ratelimited' })],
    ['a redirect', { status: 302, headers: { location: 'https://evil.example/' } }],
    ['304', { status: 304, body: '' }],
  ] as const)('rejects %s with a SCIMResponseError that carries the response', async (_what, step) => {
    const { scim, sent } = client(step as Step)
    const error = await failure(scim.readUser('U1'), SCIMResponseError)
    expect(error).toMatchObject({ code: 'bad_response', attempts: 1, applied: 'no' })
    expect(error.status).toBe(error.response.status)
    expect(error.message).toContain('readUser')
    expect(sent).toHaveLength(1)
  })

  it.each(['<html>', '{"totalResults":', ''])('rejects a search whose body is %j', async (body) => {
    await failure(client({ body }).scim.searchUsers().then(), SCIMResponseError)
  })

  it('rejects with a connection error when the body cannot be read to its end', async () => {
    const scim = new SCIMClient('xoxp-test', {
      retryHandlers: [],
      transport: async () => ({
        status: 200,
        headers: new Headers(),
        text: () => Promise.reject(networkError('UND_ERR_SOCKET')),
      }),
    })
    expect(await failure(scim.patchUser('U1', { title: 'x' }), SCIMConnectionError)).toMatchObject({
      applied: 'unknown',
    })
  })
})

describe('a refused call', () => {
  it.each([
    ['the 1.1 envelope', { Errors: { description: 'no_such_user (id=U1)', code: 404 } }],
    ['the list form of SCIM 1.1', { Errors: [{ description: 'no_such_user', code: '404' }] }],
    [
      'the 2.0 envelope',
      { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail: 'no_such_user', status: 404 },
    ],
    [
      'the 2.0 envelope of the RFC, whose status is text',
      { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail: 'no_such_user x', status: '404' },
    ],
    ["the Web API's form", { ok: false, error: 'no_such_user' }],
  ])('reads the reason from %s', async (_what, body) => {
    const error = await failure(client(json(404, body)).scim.readUser('U1'), SCIMApiError)
    expect(error).toMatchObject({ code: 'api_error', status: 404, reason: 'no_such_user', attempts: 1 })
    expect(error.description).toMatch(/^no_such_user/)
    expect(error.response.errors?.description).toBe(error.description)
    expect(error.message).toContain('no_such_user')
  })

  it('exposes the scimType of RFC 7644', async () => {
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error']
    const error = await failure(
      client(json(400, { schemas, detail: 'x', status: '400', scimType: 'invalidFilter' })).scim.readUser(
        'U1',
      ),
      SCIMApiError,
    )
    expect(error.scimType).toBe('invalidFilter')
  })

  it.each([
    ['HTML', '<html><head><title>Bad Gateway</title></head></html>'],
    ['an empty body', ''],
    ['half a JSON text', '{"Errors":{"descr'],
    ['an empty envelope', '{"Errors":{}}'],
    ['an envelope of another shape', '{"Errors":"x"}'],
    ['an envelope whose description is a number', '{"Errors":{"description":5,"code":"x"}}'],
    ['an empty list', '{"Errors":[]}'],
    ['null', 'null'],
  ])('rejects %s with SCIMApiError without a reason', async (_what, body) => {
    const error = await failure(client({ status: 502, body }).scim.readUser('U1'), SCIMApiError)
    expect(error).toMatchObject({ status: 502, reason: undefined, description: undefined })
    expect(error.response.rawBody).toBe(body)
  })

  it.each([
    [409, 'username_taken', SCIMConflictError],
    [400, 'email_taken existing_user=U1', SCIMConflictError],
    [409, 'whatever', SCIMConflictError],
    [429, 'too_many_requests', SCIMRateLimitError],
  ] as const)('rejects %i %s with a subclass of SCIMApiError', async (status, description, type) => {
    const error = await failure(client(refusal(status, description)).scim.readUser('U1'), type)
    expect(error).toBeInstanceOf(SCIMApiError)
    expect(error.status).toBe(status)
  })
})

describe('settle', () => {
  it('resolves a refused call and a successful call to their responses', async () => {
    const refused = await settle(client(refusal(404, 'no_such_user')).scim.readUser('U1'))
    expect([refused.status, refused.errors?.description]).toEqual([404, 'no_such_user'])
    expect(await settle(client({}).scim.readUser('U1'))).toMatchObject({ user: USER })
    expect((await settle(client(refusal(403, 'x')).scim.searchUsers())).status).toBe(403)
  })

  it('rejects with every other error', async () => {
    await failure(settle(client({ body: '<html>' }).scim.readUser('U1')), SCIMResponseError)
    await failure(settle(client(networkError('ECONNRESET')).scim.readUser('U1')), SCIMConnectionError)
    const mine = new Error('mine')
    expect(await caught(settle(Promise.reject(mine)))).toBe(mine)
  })
})
