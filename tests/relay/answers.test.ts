import { describe, expect, it } from 'vitest'
import { REASONS } from '../../mocks/errors/refusal.ts'
import type { Fault } from '../../mocks/index.ts'
import type { Transport } from '../../src/index.ts'
import { type Relayed, reasonOf, relayed, requestOf } from './relayed.ts'

const allow = {
  searchUsers: { attributes: ['title'] },
  readUser: { attributes: ['title'] },
  patchUser: { attributes: ['title'] },
} as const
const SECRET = 'xoxp-very-secret'
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** A relay whose service gives this answer. */
function scripted(
  body: string,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Relayed {
  const transport: Transport = async () => ({ status, headers: new Headers(headers), text: async () => body })
  return relayed({ allow, token: SECRET, fetch: undefined, transport })
}

describe('the response of a relay', () => {
  it('omits the headers of the service', async () => {
    const headers = {
      'set-cookie': 'b=secret; Domain=.slack.com',
      'x-slack-backend': 'r',
      'x-slack-req-id': '1',
      'x-oauth-scopes': 'admin',
      server: 'Apache',
      location: 'https://api.slack.com/',
      'content-type': 'text/html',
      'access-control-allow-origin': '*',
      'retry-after': '5\u00a0; x',
    }
    const response = await scripted('{"id":"U1","title":"Nurse"}', { headers }).ask('GET', 'v1/Users/U1')
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
  })

  it('has id, schemas and allowed attributes, whatever their letter case', async () => {
    const body =
      '{"ID":"U1","Title":"Nurse","emails":[{"value":"jo@example.com"}],"__proto__":{"title":1},"x":{"title":2}}'
    const response = await scripted(body).ask('GET', 'v1/Users/U1')
    expect(await response.text()).toBe('{"ID":"U1","Title":"Nurse"}')
  })

  it('has only the list envelope around the rows', async () => {
    const body =
      '{"totalResults":1,"itemsPerPage":1,"startIndex":1,"secret":1,"Resources":[{"id":"U1","emails":[]},"x",null]}'
    const response = await scripted(body).ask('GET', 'v1/Users')
    expect(await response.json()).toEqual({
      totalResults: 1,
      itemsPerPage: 1,
      startIndex: 1,
      Resources: [{ id: 'U1' }],
    })
  })

  it('has at most maxCount rows when the service sends more', async () => {
    const Resources = Array.from({ length: 101 }, (_, index) => ({ id: `U${index}` }))
    const response = await scripted(JSON.stringify({ totalResults: 101, itemsPerPage: 101, Resources })).ask(
      'GET',
      'v1/Users',
    )
    const body = await response.json()
    expect([body.itemsPerPage, body.Resources.length, body.totalResults]).toEqual([100, 100, 101])
  })

  it('masks the token and keeps the text around it', async () => {
    const body = JSON.stringify({ id: 'U1', title: `Basic needs of ${SECRET}` })
    const response = await scripted(body).ask('GET', 'v1/Users/U1')
    expect(await response.json()).toEqual({ id: 'U1', title: 'Basic needs of (redacted)' })
  })

  it('is empty when the service answers with an empty body', async () => {
    for (const status of [200, 204]) {
      const response = await scripted('', { status }).ask('PATCH', 'v1/Users/U1', { body: { title: 'x' } })
      expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
        status,
        '',
        null,
      ])
    }
  })
})

describe('an error response of the service', () => {
  it.each([
    ['1.1', 'v1', { Errors: { description: 'email_taken existing_user=U9', code: 409 } }],
    [
      '2.0',
      'v2',
      {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        detail: 'email_taken existing_user=U9',
        status: 409,
        scimType: 'uniqueness',
      },
    ],
  ])('keeps its status, code and suffix in the envelope of %s', async (_version, segment, body) => {
    const response = await scripted(JSON.stringify({ ...body, trace: 'host17' }), { status: 409 }).ask(
      'GET',
      `${segment}/Users/U1`,
    )
    expect([response.status, await response.json()]).toEqual([409, body])
  })

  it('omits secrets and free text', async () => {
    for (const [description, shown] of [
      [`invalid Bearer ${SECRET} xoxb-1-2 ${'x'.repeat(500)}`, undefined],
      ['You may not see jo@example.com', undefined],
      ['jo_park@example.com', undefined],
      ['permission_denied for jo@example.com', 'permission_denied'],
      ['email_taken existing_user=U999 (jo@example.com)', 'email_taken existing_user=U999'],
      ['email_taken (jo@example.com) existing_user=U999', 'email_taken existing_user=U999'],
      ['email_taken existing_user=jo@example.com', 'email_taken'],
      ['username_not_allowed (user=jo)', 'username_not_allowed'],
      ['no_such_user\u001b[2J', 'no_such_user'],
      [`${'no_such_user '.repeat(1e5)}`, 'no_such_user'],
      [['no_such_user'], undefined],
      [{ toString: 1 }, undefined],
    ]) {
      const { ask, events } = scripted(JSON.stringify({ Errors: { description } }), { status: 400 })
      const reason = await reasonOf(await ask('GET', 'v1/Users/U1'))
      expect(reason).toBe(shown ?? 'relay_upstream_failed (the service answered 400 with no known code)')
      const withheld = events.find(({ type }) => type === 'relay.withheld')
      expect(withheld).toMatchObject({ operation: 'readUser', status: 400, message: reason })
      expect(JSON.stringify(events)).not.toMatch(/jo@|xoxb|very-secret/)
    }
  })

  it.each(Object.entries(REASONS))('passes on the code %s', async (reason, status) => {
    const { ask } = scripted(JSON.stringify({ Errors: { description: reason, code: status } }), { status })
    const refused = "relay_upstream_failed (the service refused the relay's token)"
    expect(await reasonOf(await ask('GET', 'v1/Users/U1'))).toBe(status === 401 ? refused : reason)
  })

  it('passes on only the scimTypes of RFC 7644', async () => {
    for (const [scimType, shown] of [
      ['noTarget', 'noTarget'],
      ['jo@example.com', undefined],
    ]) {
      const one = scripted(JSON.stringify({ schemas: [ERROR], detail: 'no_such_user', scimType }), {
        status: 404,
      })
      expect((await (await one.ask('GET', 'v2/Users/U1')).json()).scimType).toBe(shown)
    }
  })

  it('rounds Retry-After up to whole seconds', async () => {
    const date = 'Wed, 21 Oct 2026 07:28:00 GMT'
    for (const [asked, shown] of [
      ['30', '30'],
      ['1.5', '2'],
      ['9'.repeat(400), '1000000000'],
      ['Wed, 21 Oct 2026 07:28:07 GMT', '7'],
      ['soon', null],
    ] as const) {
      const one = scripted('{"ok":false,"error":"ratelimited"}', {
        status: 429,
        headers: { 'retry-after': asked, date },
      })
      const response = await one.ask('GET', 'v1/Users')
      expect([response.status, response.headers.get('retry-after')]).toEqual([429, shown])
      expect(await reasonOf(response)).toBe('ratelimited')
    }
  })

  it('with status 401 becomes a 502, so that the page does not sign in again', async () => {
    const { ask } = relayed({ allow, token: 'xoxp-revoked' })
    const response = await ask('GET', 'v1/Users')
    expect([response.status, await reasonOf(response)]).toEqual([
      502,
      "relay_upstream_failed (the service refused the relay's token)",
    ])
  })
})

describe('a service response that is not SCIM', () => {
  it.each<[string, Fault, number, string]>([
    [
      'a page of HTML',
      { kind: 'status', status: 503, body: 'html' },
      503,
      'relay_upstream_failed (the service answered 503 with no known code)',
    ],
    [
      'HTML in place of users',
      { kind: 'body', body: 'html' },
      502,
      'relay_upstream_failed (the service answered 200 with something else than SCIM)',
    ],
    [
      'half an answer',
      { kind: 'body', body: 'truncated-json' },
      502,
      'relay_upstream_failed (the service answered 200 with something else than SCIM)',
    ],
    [
      'a connection that was refused',
      { kind: 'connection', when: 'refused' },
      502,
      'relay_upstream_failed (the service gave no answer)',
    ],
    [
      'a connection that broke',
      { kind: 'connection', when: 'mid-body' },
      502,
      'relay_upstream_failed (the service gave no answer)',
    ],
    ['silence', { kind: 'hang' }, 504, 'relay_upstream_timeout (the service took too long)'],
  ])('becomes a SCIM error: %s', async (_what, fault, status, reason) => {
    const { emulator, sent, ask } = relayed({ allow, timeout: 50 })
    emulator.faults.add(fault)
    const response = await ask('GET', 'v2/Users')
    expect([response.status, await reasonOf(response)]).toEqual([status, reason])
    // Repeating is up to the client.
    expect(sent).toHaveLength(1)
  })

  it.each([301, 302, 303, 307, 308])(
    'becomes a 502 when it is a redirect (%i), which is not followed',
    async (status) => {
      const headers = { location: 'https://evil.example/' }
      const response = await scripted('', { status, headers }).ask('GET', 'v1/Users')
      expect([response.status, response.headers.get('location')]).toEqual([502, null])
      expect(await reasonOf(response)).toContain(`answered ${status} with a redirect`)
    },
  )

  it('is aborted when the browser closes the request', async () => {
    const { emulator } = relayed({ allow })
    let upstream: AbortSignal | undefined
    const controller = new AbortController()
    const one = relayed({
      allow,
      token: emulator.token,
      fetch: (url, init) => {
        upstream = init.signal ?? undefined
        setTimeout(() => controller.abort(), 10)
        return emulator.fetch(url, init)
      },
    })
    emulator.faults.add({ kind: 'hang' })
    const request = new Request(requestOf('GET', 'v1/Users'), { signal: controller.signal })
    expect((await one.relay(request)).status).toBe(499)
    expect(upstream?.aborted).toBe(true)
  })
})

describe('the token of a relay', () => {
  it('is requested once by concurrent requests, and again by later ones', async () => {
    let asked = 0
    const tokens: (string | undefined)[] = []
    const one = relayed({
      allow,
      token: async () => `xoxp-${++asked}`,
      fetch: undefined,
      transport: async (_url, { headers }) => {
        tokens.push(headers.authorization)
        return { status: 200, headers: new Headers(), text: async () => '{"id":"U1"}' }
      },
    })
    await Promise.all([one.ask('GET', 'v1/Users/U1'), one.ask('GET', 'v1/Users/U1')])
    await one.ask('GET', 'v1/Users/U1')
    expect(tokens).toEqual(['Bearer xoxp-1', 'Bearer xoxp-1', 'Bearer xoxp-2'])
  })

  it('appears in no event', async () => {
    const { emulator, events, ask } = relayed({ allow })
    await ask('GET', 'v1/Users/U1')
    await ask('GET', 'v1/Users/U404')
    await ask('DELETE', 'v1/Users/U1')
    expect(events.map(({ type }) => type)).toContain('call.end')
    expect(JSON.stringify(events)).not.toContain(emulator.token)
  })

  it('is sent when onEvent throws', async () => {
    const onEvent = (): never => {
      throw new Error('observer')
    }
    expect((await relayed({ allow, onEvent }).ask('GET', 'v1/Users/U1')).status).toBe(200)
    expect((await relayed({ allow, onEvent }).ask('DELETE', 'v1/Users/U1')).status).toBe(403)
  })
})
