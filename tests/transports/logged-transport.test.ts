import { describe, expect, it } from 'vitest'
import { SCIMClient, type Transport } from '../../src/index.ts'
import { nodeTransport } from '../../src/transports/node.ts'

const TOKEN = 'opaque-S3cretTokenOfNoKnownForm'
const USER = '{"id":"U1","userName":"jo","active":true,"emails":[{"value":"jo@example.com","primary":true}]}'

function logging(body = USER, headers: Record<string, string> = {}, status = 200) {
  const lines: string[] = []
  const transport: Transport = async () => ({ status, headers: new Headers(headers), text: async () => body })
  const logger = { debug: (line: string) => void lines.push(line) }
  return { lines, scim: new SCIMClient(TOKEN, { transport, logger, retryHandlers: [] }) }
}
const wire = (lines: readonly string[]): string[] => lines.filter((line) => /^slack-scim [<>]/.test(line))

describe('a logger at debug level', () => {
  it('logs the URL with query, and the headers and bodies of request and response', async () => {
    const { lines, scim } = logging('{"totalResults":0,"Resources":[]}', { 'retry-after': '1' })
    await scim.searchUsers({ filter: 'userName eq "jo"', count: 1 })
    const [request, answer] = wire(lines)
    expect(request).toContain(
      '> GET https://api.slack.com/scim/v1/Users?filter=userName%20eq%20%22jo%22&count=1 headers={',
    )
    expect(request).toContain('"accept":"application/json"')
    expect(answer).toContain('< 200 GET https://api.slack.com/scim/v1/Users?')
    expect(answer).toContain('"retry-after":"1"')
    expect(answer).toContain('body={"totalResults":0,"Resources":[]}')
  })

  it('logs the request and response bodies of an error', async () => {
    const { lines, scim } = logging('{"Errors":{"description":"username_taken","code":409}}', {}, 409)
    await scim.createUser({ userName: 'jo', emails: [{ value: 'jo@example.com' }] }).catch(() => {})
    expect(wire(lines)[0]).toContain('"userName":"jo"')
    expect(wire(lines)[1]).toContain('< 409 POST')
    expect(wire(lines)[1]).toContain('username_taken')
  })

  it('masks the token, cookies and the initial password everywhere', async () => {
    const { lines, scim } = logging(`{"id":"U1","userName":"${TOKEN}","active":true,"emails":[]}`, {
      'set-cookie': 'b=session-of-slack',
      'x-echo': `Bearer ${TOKEN}`,
    })
    await scim.createUser(
      { userName: 'jo', emails: [{ value: 'jo@example.com' }], password: 'p4ss "w0rd\\' },
      { headers: { cookie: 'd=session-of-mine', 'x-api-key': 'key-of-a-gateway' } },
    )
    const all = lines.join('\n')
    for (const secret of [TOKEN, 'session-of', 'p4ss', 'w0rd', 'key-of-a-gateway'])
      expect(all).not.toContain(secret)
    expect(all.match(/\(redacted\)/g)?.length).toBeGreaterThanOrEqual(6)
    expect(all).toContain('"userName":"jo"')
  })

  it('truncates a long body and logs its length', async () => {
    const { lines, scim } = logging(
      `{"id":"U1","userName":"jo","active":true,"emails":[],"title":"${'x'.repeat(50_000)}"}`,
    )
    await scim.readUser('U1')
    expect(wire(lines)[1]?.length).toBeLessThan(11_000)
    expect(wire(lines)[1]).toMatch(/… \(500\d\d characters\)$/)
  })

  it('masks a token that the truncation of a long body splits', async () => {
    for (let before = 9_900; before < 10_000; before += 7) {
      const { lines, scim } = logging(`{"id":"U1","title":"${'x'.repeat(before)}${TOKEN}${'y'.repeat(50)}"}`)
      await scim.readUser('U1')
      expect(wire(lines)[1]).not.toContain('opaque')
    }
  })

  it('logs the headers of a transport whose headers have only get()', async () => {
    const { lines } = logging()
    const transport: Transport = async () => ({
      status: 200,
      headers: { get: (name) => (name === 'date' ? 'today' : null) },
      text: async () => USER,
    })
    await new SCIMClient(TOKEN, { transport, logger: { debug: (line) => void lines.push(line) } }).readUser(
      'U1',
    )
    expect(wire(lines)[1]).toContain('headers={"date":"today"}')
  })

  it('does not fail the call when it throws', async () => {
    const logger = {
      debug: () => {
        throw new Error('full disk')
      },
    }
    const transport: Transport = async () => ({ status: 200, headers: new Headers(), text: async () => USER })
    expect((await new SCIMClient(TOKEN, { transport, logger }).readUser('U1')).user.id).toBe('U1')
  })
})

it('returns the transport unwrapped without a debug logger', async () => {
  const transport = nodeTransport({ proxy: null })
  const { loggedTransport } = await import('../../src/transports/logged-transport.ts')
  expect(loggedTransport(transport, undefined)).toBe(transport)
  expect(loggedTransport(transport, { warn: () => {} })).toBe(transport)
  await transport.close()
})
