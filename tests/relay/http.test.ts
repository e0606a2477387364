import { createServer, type IncomingMessage, request as requestOver, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createEmulator } from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'
import { SCIM2Client, SCIMClient } from '../../src/index.ts'
import { relayTransport } from '../../src/relay/client.ts'
import { createRelay, type Relay, type RelayEvent } from '../../src/relay/server.ts'

const emulator = createEmulator({ seed: { users: [{ id: 'U1', userName: 'jo', title: 'Nurse' }] } })
let slack: EmulatorServer
let relay: Relay
const events: RelayEvent[] = []
const app = createServer((incoming, outgoing) => {
  answer(incoming, outgoing).catch(() => incoming.socket.destroy())
})
let origin = ''

/** What a framework does: requests and responses of the web, from and to Node's. */
async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const controller = new AbortController()
  outgoing.on('close', () => controller.abort())
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const { method = 'GET', url = '/' } = incoming
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value))
  const hasBody = chunks.length > 0 && method !== 'GET'
  const response = await relay(
    new Request(new URL(url, origin), {
      method,
      headers,
      signal: controller.signal,
      ...(hasBody ? { body: Buffer.concat(chunks) } : {}),
    }),
  )
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(await response.text())
}

beforeAll(async () => {
  slack = await serveEmulator(emulator)
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`
  relay = createRelay({
    token: slack.token,
    baseUrl: slack.url,
    origins: [origin],
    authorize: ({ headers }) => headers.get('x-session') === 'ada',
    allow: { searchUsers: { attributes: ['title'] }, patchUser: { attributes: ['title'] } },
    onEvent: (event) => events.push(event),
  })
})
afterAll(async () => {
  app.closeAllConnections()
  await new Promise((resolve) => app.close(resolve))
  await slack.close()
})

/** `fetch` as a browser has it, where a page cannot set this header. */
const pageFetch = (url: string, init: RequestInit): Promise<Response> => {
  const headers = new Headers(init.headers)
  headers.set('sec-fetch-site', 'same-origin')
  return fetch(url, { ...init, headers })
}

describe('a relay over HTTP', () => {
  it.each([
    ['1.1', SCIMClient],
    ['2.0', SCIM2Client],
  ] as const)('passes on allowed requests of SCIM %s', async (version, Kind) => {
    const transport = relayTransport({
      url: `${origin}/api/scim`,
      headers: { 'x-session': 'ada' },
      fetch: pageFetch,
    })
    const scim = new Kind(null, { transport })
    const title = `Nurse of ${version}`
    await scim.patchUser('U1', { title })
    const users = await scim.searchUsers().toArray({ max: 10 })
    expect(users.find(({ id }) => id === 'U1')).toEqual({ schemas: expect.any(Array), id: 'U1', title })
    expect(emulator.state.user('jo')?.title).toBe(title)
  })

  it('answers 401 without a session', async () => {
    const transport = relayTransport({ url: `${origin}/api/scim`, fetch: pageFetch })
    const refused = new SCIMClient(null, { transport }).searchUsers()
    await expect(refused).rejects.toMatchObject({ status: 401, reason: 'relay_unauthenticated' })
  })

  it.each([
    '/api/scim/v1/Users/../../../api/auth.test',
    '/api/scim/v1/Users/..%2f..%2f..%2fapi/auth.test',
    '/api/scim/v1/%2e%2e/%2e%2e/api/auth.test',
    '/api/scim/v1\\..\\..\\api/auth.test',
    '/api/scim/../scim/v1/../../api/auth.test',
    '//evil.example/api/scim/v1/Groups',
    'http://evil.example/api/scim/v1/Groups',
  ])('refuses the raw path %s', async (path) => {
    const before = emulator.events.length
    const { port } = app.address() as AddressInfo
    const headers = { 'x-slack-scim-relay': '1', 'sec-fetch-site': 'same-origin', 'x-session': 'ada' }
    const status = await new Promise((resolve, reject) => {
      requestOver({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect([403, 404]).toContain(status)
    expect(emulator.events.slice(before)).toEqual([])
  })

  it('aborts its request to Slack when the browser closes its own', async () => {
    emulator.faults.add({ kind: 'hang', match: { operation: 'searchUsers' } })
    const controller = new AbortController()
    const transport = relayTransport({
      url: `${origin}/api/scim`,
      headers: { 'x-session': 'ada' },
      fetch: pageFetch,
    })
    const scim = new SCIMClient(null, { transport })
    const stop = emulator.onEvent((event) => {
      if (event.type === 'fault') controller.abort()
    })
    await expect(scim.searchUsers({}, { signal: controller.signal })).rejects.toMatchObject({
      code: 'aborted',
    })
    stop()
    await vi.waitFor(() =>
      expect(events).toContainEqual(
        expect.objectContaining({ type: 'relay.refused', reason: 'relay_aborted' }),
      ),
    )
    expect((await scim.searchUsers()).totalResults).toBe(2)
  })
})
