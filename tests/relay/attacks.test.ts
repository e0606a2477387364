import { describe, expect, it } from 'vitest'
import { ALLOWED, FOREIGN_PAGES, OPERATIONS, PATHS, QUERIES } from './attacks.ts'
import { BODIES, OTHERS, WRAPPINGS } from './body-attacks.ts'
import { EMPTYINGS, EVASIONS } from './evasions.ts'
import { type Relayed, reasonOf, relayed } from './relayed.ts'

/** By what they try. */
const ATTACKS = {
  'foreign pages': FOREIGN_PAGES,
  paths: PATHS,
  operations: OPERATIONS,
  queries: QUERIES,
  bodies: BODIES,
  wrappings: WRAPPINGS,
  emptyings: EMPTYINGS,
  evasions: EVASIONS,
  others: OTHERS,
}

function fortress(): Relayed {
  return relayed({ allow: ALLOWED, maxBodyBytes: 1024 })
}

describe.each(Object.entries(ATTACKS))('a relay attacked by %s', (_kind, attacks) => {
  it.each(attacks)('refuses $name', async ({ method, path, ask, status }) => {
    const { emulator, sent, events, ask: send } = fortress()
    const before = JSON.stringify([emulator.state.users, emulator.state.groups])

    const response = await send(method, path, ask)

    expect(response.status).toBe(status)
    if (method !== 'HEAD') expect(await reasonOf(response)).toMatch(/^relay_[a-z_]+ \(.+\)$/s)
    expect(sent).toEqual([])
    expect(emulator.events).toEqual([])
    expect(JSON.stringify([emulator.state.users, emulator.state.groups])).toBe(before)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(events).toEqual([expect.objectContaining({ type: 'relay.refused', method, status })])
    expect(JSON.stringify(events)).not.toContain(emulator.token)
  })
})

describe('a relay refuses a body that', () => {
  const chunks = (...parts: Uint8Array[]): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(part)
        controller.close()
      },
    })
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

  it('is longer than its Content-Length', async () => {
    const { sent, ask } = fortress()
    const body = chunks(bytes('{"title":"'), bytes('x'.repeat(2000)), bytes('"}'))
    const response = await ask('PATCH', 'v1/Users/U1', { body, headers: { 'content-length': '14' } })
    expect(response.status).toBe(413)
    expect(sent).toEqual([])
  })

  it('never ends', async () => {
    const { sent, ask } = fortress()
    let pulled = 0
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++
        controller.enqueue(bytes('x'.repeat(512)))
      },
      cancel() {
        cancelled = true
      },
    })
    expect((await ask('PATCH', 'v1/Users/U1', { body })).status).toBe(413)
    expect(pulled).toBeLessThan(10)
    expect(cancelled).toBe(true)
    expect(sent).toEqual([])
  })

  it('breaks off', async () => {
    const { sent, ask } = fortress()
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes('{"title":"x"}'))
      },
      pull(controller) {
        controller.error(new Error('gone'))
      },
    })
    expect((await ask('PATCH', 'v1/Users/U1', { body })).status).toBe(400)
    expect(sent).toEqual([])
  })

  it('is not UTF-8', async () => {
    const { sent, ask } = fortress()
    const body = chunks(bytes('{"title":"'), Uint8Array.of(0xff, 0xfe), bytes('"}'))
    expect((await ask('PATCH', 'v1/Users/U1', { body })).status).toBe(400)
    expect(sent).toEqual([])
  })

  it('nests so deeply that writing it would exhaust the stack', async () => {
    const { sent, ask } = relayed({ allow: ALLOWED, maxBodyBytes: 1e6 })
    const body = `{"title":${'['.repeat(2e5)}${']'.repeat(2e5)}}`
    expect((await ask('PATCH', 'v1/Users/U1', { body })).status).toBe(400)
    expect(sent).toEqual([])
  })

  it('goes with a DELETE that is allowed', async () => {
    const { emulator, sent, ask } = relayed({ allow: { deleteUser: true } })
    const response = await ask('DELETE', 'v1/Users/U2', { body: { active: true } })
    expect(response.status).toBe(400)
    expect(sent).toEqual([])
    expect(emulator.state.user('U2')?.active).toBe(true)
  })
})

describe('a request forwarded to Slack', () => {
  it('carries no header of the browser', async () => {
    const { emulator, sent, ask } = fortress()
    const hostile = {
      authorization: 'Basic c2VjcmV0OnNlY3JldA==',
      cookie: 'session=secret',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-for': '127.0.0.1',
      'x-http-method-override': 'DELETE',
      'x-original-url': '/scim/v1/Users/U2',
      'transfer-encoding': 'chunked',
      te: 'trailers',
      'content-length': '999',
      'user-agent': 'evil/1',
      'accept-encoding': 'zip',
      'x-slack-user': 'U0',
    }
    expect((await ask('GET', 'v1/Users', { headers: hostile })).status).toBe(200)
    expect(sent).toHaveLength(1)
    expect(Object.keys(sent[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'authorization',
      'content-type',
      'user-agent',
    ])
    expect(sent[0]?.headers.authorization).toBe(`Bearer ${emulator.token}`)
    expect(sent[0]?.headers['user-agent']).toMatch(/^slack-scim\/.* relay$/)
  })

  it('has a count within maxCount', async () => {
    const { sent, ask } = fortress()
    await ask('GET', 'v1/Users?count=999999999&startIndex=2')
    expect(sent.map(({ url }) => url)).toEqual(['https://api.slack.com/scim/v1/Users?count=50&startIndex=2'])
  })

  it('asks for no more rows than maxCount without a count', async () => {
    const { sent, ask } = relayed({ allow: { searchUsers: { attributes: ['title'], maxCount: 2 } } })
    const { itemsPerPage, totalResults, Resources } = await (await ask('GET', 'v1/Users')).json()
    expect([itemsPerPage, totalResults, Resources.length]).toEqual([2, 3, 2])
    expect(sent[0]?.url).toBe('https://api.slack.com/scim/v1/Users?count=2')
  })

  it('has the filter as parsed', async () => {
    const { sent, ask } = fortress()
    await ask('GET', `v1/Users?filter=${encodeURIComponent('USERNAME   EQ "j\\u006f"')}`)
    expect(new URL(sent[0]?.url ?? '').searchParams.get('filter')).toBe('USERNAME eq "jo"')
  })

  it('has one value when the body repeats a key', async () => {
    const { sent, ask } = fortress()
    await ask('PATCH', 'v1/Users/U1', {
      body: '{"schemas":["urn:scim:schemas:core:1.0"],"title":"a","title":"b"}',
    })
    expect(sent[0]?.body).toBe('{"schemas":["urn:scim:schemas:core:1.0"],"title":"b"}')
  })

  it('has the operation as parsed', async () => {
    const { sent, ask } = fortress()
    const path = `${'urn:ietf:params:scim:schemas:core:2.0:User'}:title`
    const response = await ask('PATCH', 'v2/Users/U1', {
      body: { Operations: [{ op: 'REPLACE', path, value: 'Doctor' }] },
    })
    expect(response.status).toBe(200)
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'title', value: 'Doctor' }],
    })
  })
})
