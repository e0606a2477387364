import { describe, expect, it } from 'vitest'
import { CORE, open } from './caller.ts'

const json = { 'content-type': 'application/json' }

describe('addresses', () => {
  it('refuses an unknown version as unsupported_version', async () => {
    const { status, body } = await open().call('GET', 'v3/Users')
    expect([status, body]).toEqual([400, { Errors: { description: 'unsupported_version', code: 400 } }])
  })

  it('refuses an unknown path as bad_endpoint in the envelope of the version', async () => {
    const { call } = open()
    for (const path of ['Bulk', 'Me', 'Users/U1/more', 'users', '.search']) {
      const one = await call('GET', `v1/${path}`)
      expect([one.status, one.body.Errors?.description]).toEqual([404, 'bad_endpoint'])
      const two = await call('GET', `v2/${path}`)
      expect(two.body).toEqual({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        detail: 'bad_endpoint',
        status: 404,
      })
    }
    expect(await open().reason('GET', 'v1/ResourceTypes')).toBe('bad_endpoint')
    expect(await open().reason('GET', 'v1/Schemas')).toBe('bad_endpoint')
  })

  it('refuses a path without its id as missing_user_id or missing_group_id', async () => {
    const { reason } = open()
    expect(await reason('PATCH', 'v1/Users', {})).toBe('missing_user_id')
    expect(await reason('DELETE', 'v2/Groups')).toBe('missing_group_id')
  })

  it('accepts a trailing slash unless trailing-slash is refused', async () => {
    expect((await open().call('GET', 'v1/Users/')).status).toBe(200)
    const strict = open({ assumptions: { 'trailing-slash': 'refused' } })
    expect((await strict.call('GET', 'v1/Users/')).status).not.toBe(200)
  })

  it('refuses a malformed id by the switch malformed-user-id', async () => {
    expect(await open().reason('GET', 'v1/Users/not-an-id')).toBe('cannot_decode_user_id')
    const lax = open({ assumptions: { 'malformed-user-id': 'no_such_user' } })
    expect(await lax.reason('GET', 'v1/Users/not-an-id')).toBe('no_such_user')
  })

  it('routes requests by path on any host, below any base URL', async () => {
    const { emulator } = open()
    const headers = { authorization: `Bearer ${emulator.token}` }
    expect((await emulator.fetch('http://127.0.0.1:9/scim/v1/Users', { headers })).status).toBe(200)
    const moved = open({ baseUrl: 'https://proxy.test/slack/scim' })
    const { body } = await moved.call('GET', 'v1/Users')
    expect(body.Resources[0]?.meta.location).toMatch(/^https:\/\/proxy\.test\/slack\/scim\/v1\/Users\/U/)
  })

  it('fails a request outside of the services with an error and an event', async () => {
    const { emulator } = open()
    await expect(emulator.fetch('https://api.slack.com/other')).rejects.toThrow(/nothing at GET/)
    expect(emulator.events.at(-1)).toMatchObject({ type: 'unhandled', url: 'https://api.slack.com/other' })
  })
})

describe('methods', () => {
  it('refuses other methods as method_not_allowed', async () => {
    const { call } = open()
    const { status, body } = await call('OPTIONS', 'v1/Users')
    expect([status, body.Errors?.description]).toEqual([405, 'method_not_allowed'])
  })

  it('answers OPTIONS and CORS headers where cors is open', async () => {
    const { call } = open({ assumptions: { cors: 'open' } })
    const preflight = await call('OPTIONS', 'v1/Users')
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    expect((await open().call('GET', 'v1/Users')).headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('authentication', () => {
  it('answers a bad token with 401 in the envelope of 1.1 on both versions', async () => {
    const { call, emulator } = open()
    for (const version of ['v1', 'v2']) {
      const bad = await call('GET', `${version}/Users`, undefined, { authorization: 'Bearer xoxp-wrong' })
      expect(bad.status).toBe(401)
      expect(bad.body).toEqual({ Errors: { description: 'invalid_authentication', code: 401 } })
      const none = await emulator.fetch(`https://api.slack.com/scim/${version}/Users`)
      expect([none.status, await none.json()]).toEqual([
        401,
        { Errors: { description: 'missing_authentication', code: 401 } },
      ])
    }
  })

  it('answers ServiceProviderConfigs for any token, and without one by config-without-authorization', async () => {
    const address = 'https://api.slack.com/scim/v2/ServiceProviderConfigs'
    const { emulator } = open()
    expect((await emulator.fetch(address, { headers: { authorization: 'Bearer nonsense' } })).status).toBe(
      200,
    )
    expect((await emulator.fetch(address)).status).toBe(401)
    const open2 = open({ assumptions: { 'config-without-authorization': 'public' } })
    expect((await open2.emulator.fetch(address)).status).toBe(200)
  })

  it('requires a token for schemas unless schemas-with-bad-token is public', async () => {
    const bad = { authorization: 'Bearer nonsense' }
    expect((await open().call('GET', 'v2/Schemas', undefined, bad)).status).toBe(401)
    const lax = open({ assumptions: { 'schemas-with-bad-token': 'public' } })
    expect((await lax.call('GET', 'v2/Schemas', undefined, bad)).status).toBe(200)
    expect((await lax.call('GET', 'v2/Users', undefined, bad)).status).toBe(401)
  })
})

describe('bodies', () => {
  const user = { schemas: [CORE], userName: 'ada', emails: [{ value: 'ada@x.test' }] }

  it('refuses a body that is not a JSON object', async () => {
    const { call } = open()
    for (const text of ['', 'x', '[]', 'null', '"x"']) {
      const reply = await call('POST', 'v1/Users', text)
      expect(reply.body.Errors?.description).toBe('invalid_request_payload')
    }
  })

  it('refuses a media type by the switch media-type', async () => {
    const post = async (type: string, rule: 'json-only' | 'scim-json-too' | 'any') =>
      (
        await open({ assumptions: { 'media-type': rule } }).call('POST', 'v1/Users', user, {
          'content-type': type,
        })
      ).status
    expect(await post('application/json; charset=utf-8', 'json-only')).toBe(201)
    expect(await post('application/scim+json', 'json-only')).toBe(400)
    expect(await post('application/scim+json', 'scim-json-too')).toBe(201)
    expect(await post('text/plain', 'scim-json-too')).toBe(400)
    expect(await post('text/plain', 'any')).toBe(201)
  })

  it('accepts scim+json by default, and names the media type that it refuses', async () => {
    const { call } = open()
    const scim = { 'content-type': 'application/scim+json; charset=utf-8' }
    expect((await call('POST', 'v1/Users', user, scim)).status).toBe(201)
    const text = await call('POST', 'v1/Users', user, { 'content-type': 'text/plain;charset=UTF-8' })
    expect([text.status, text.body.Errors?.description]).toEqual([
      400,
      'invalid_request_payload (Content-Type: text/plain; send application/json)',
    ])
  })

  it('answers application/json with escaped slashes, or plain ones by escaped-slashes', async () => {
    const reply = await open().call('GET', 'v1/Users')
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(reply.text).toContain('https:\\/\\/')
    const plain = await open({ assumptions: { 'escaped-slashes': 'plain' } }).call('GET', 'v1/Users')
    expect(plain.text).toContain('https://')
    const empty = open()
    expect((await empty.call('GET', 'v1/Users?count=0')).text).not.toContain('/')
    expect(empty.emulator.assumptions().map(({ name }) => name)).not.toContain('escaped-slashes')
    await empty.call('GET', 'v1/Users')
    expect(empty.emulator.assumptions().map(({ name }) => name)).toContain('escaped-slashes')
    expect(reply.headers.get('location') ?? reply.headers.get('etag')).toBeNull()
  })
})

describe('discovery', () => {
  it('returns a config without filters, under both names on 2.0', async () => {
    const { call } = open()
    for (const path of [
      'v1/ServiceProviderConfigs',
      'v2/ServiceProviderConfigs',
      'v2/ServiceProviderConfig',
    ]) {
      const { status, body } = await call('GET', path)
      expect([status, body.filter, body.patch]).toEqual([
        200,
        { supported: false, maxResults: 0 },
        { supported: true },
      ])
      expect(body).not.toHaveProperty('schemas')
    }
    expect(await open().reason('GET', 'v1/ServiceProviderConfig')).toBe('bad_endpoint')
  })

  it('returns the schemas of 1.1 with their oddities', async () => {
    const { call } = open()
    const user = (await call('GET', 'v1/Schemas/Users')).body
    expect(user.schema).toHaveLength(2)
    const named = (name: string) => user.attributes.find((attribute) => attribute.name === name)
    expect(named('groups')?.subattributes).toHaveLength(2)
    expect(named('active')?.type).toBe('string')
    expect(Array.isArray(named('manager')?.subAttributes)).toBe(false)
    const group = (await call('GET', 'v1/Schemas/Groups')).body
    expect(group).not.toHaveProperty('id')
    expect(group.schema).toBe(CORE)
  })

  it('returns schemas of 2.0 with malformed extensions', async () => {
    const { body } = await open().call('GET', 'v2/Schemas')
    expect(body.Resources.map((schema) => schema.name)).toEqual(['User', 'Group'])
    const kinds = body.Resources[0]?.attributes.map((entry: unknown) =>
      Array.isArray(entry) ? 'list' : typeof entry,
    )
    expect(new Set(kinds)).toEqual(new Set(['object', 'string', 'list']))
    expect(body).not.toHaveProperty('totalResults')
  })

  it('returns single schemas of 2.0, by URN only where schema-by-urn is found', async () => {
    const { call } = open()
    expect((await call('GET', 'v2/Schemas/Users')).body.name).toBe('User')
    expect((await call('GET', 'v2/Schemas/Groups')).body.name).toBe('Group')
    const urn = 'v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User'
    expect((await call('GET', urn)).status).toBe(404)
    const lax = open({ assumptions: { 'schema-by-urn': 'found' } })
    expect((await lax.call('GET', urn)).body.name).toBe('User')
  })

  it('returns the resource types of 2.0 without totals', async () => {
    const { body } = await open().call('GET', 'v2/ResourceTypes')
    expect(Object.keys(body)).toEqual(['schemas', 'Resources'])
    expect(body.Resources[0]?.schemaExtensions).toHaveLength(4)
  })
})

describe('fetch', () => {
  it('accepts a Request, a URL or a string in fetch', async () => {
    const { emulator } = open()
    const headers = { authorization: `Bearer ${emulator.token}` }
    const address = 'https://api.slack.com/scim/v1/Users'
    for (const response of [
      await emulator.fetch(new Request(address, { headers })),
      await emulator.fetch(new URL(address), { headers }),
      await emulator.fetch(address, { headers }),
      await emulator.fetch(new Request(address), { headers }),
    ]) {
      expect(response.status).toBe(200)
    }
    const body = JSON.stringify({ schemas: [CORE], userName: 'ada', emails: [{ value: 'ada@x.test' }] })
    const created = await emulator.fetch(address, { method: 'POST', headers: { ...headers, ...json }, body })
    expect(created.status).toBe(201)
  })
})
