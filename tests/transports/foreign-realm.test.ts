import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { JSDOM } from 'jsdom'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createEmulator } from '../../mocks/index.ts'
import { SCIMClient, type Transport } from '../../src/index.ts'
import { nodeTransport } from '../../src/transports/node.ts'

// Test environments on jsdom replace AbortController and AbortSignal, and leave fetch and undici, which refuse them.

const USER = '{"id":"U1","userName":"jo","active":true,"emails":[]}'
const server = createServer((request, response) => {
  if (request.url?.endsWith('/slow')) return
  response.setHeader('content-type', 'application/json')
  response.end(USER)
})
let baseUrl = ''
beforeAll(async () => {
  const { AbortController, AbortSignal, EventTarget, Event } = new JSDOM('').window
  for (const [name, value] of Object.entries({ AbortController, AbortSignal, EventTarget, Event }))
    vi.stubGlobal(name, value)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v1/`
})
afterAll(() => {
  vi.unstubAllGlobals()
  server.closeAllConnections()
  server.close()
})

describe('with an AbortSignal of another realm', () => {
  it('makes fetch reject the signal', () => {
    expect(() => new Request('http://localhost/', { signal: new AbortController().signal })).toThrow(
      TypeError,
    )
  })

  const transports: readonly [string, () => Transport | undefined][] = [
    ['the default transport', () => undefined],
    ['nodeTransport', () => nodeTransport({ proxy: null })],
  ]

  describe.each(transports)('%s', (_name, make) => {
    it('sends a call, with a signal and without', async () => {
      const scim = new SCIMClient('xoxp-1', { baseUrl, transport: make() })
      expect((await scim.readUser('U1')).user.userName).toBe('jo')
      expect((await scim.readUser('U1', { signal: new AbortController().signal })).user.userName).toBe('jo')
      const created = await scim.createUser({ userName: 'jo', emails: [{ value: 'jo@example.com' }] })
      expect(created.user.id).toBe('U1')
    })

    it('ends a call at once when the signal aborts', async () => {
      const scim = new SCIMClient('xoxp-1', { baseUrl, transport: make() })
      const controller = new AbortController()
      const call = scim.readUser('slow', { signal: controller.signal })
      setTimeout(() => controller.abort(), 20)
      await expect(call).rejects.toMatchObject({ code: 'aborted' })
    })

    it('ends a call after its timeout', async () => {
      const scim = new SCIMClient('xoxp-1', { baseUrl, transport: make(), retryHandlers: [] })
      await expect(scim.readUser('slow', { timeout: 150 })).rejects.toMatchObject({ code: 'timeout' })
    })
  })

  it('reads from the emulator as transport and as fetch', async () => {
    const emulator = createEmulator({ seed: { users: [{ id: 'U1', userName: 'jo' }] } })
    for (const options of [{ transport: emulator.transport }, { fetch: emulator.fetch }]) {
      const scim = new SCIMClient(emulator.token, options)
      expect((await scim.readUser('U1', { signal: new AbortController().signal })).user.userName).toBe('jo')
    }
  })
})
