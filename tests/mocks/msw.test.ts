import { setupServer as setupServer3 } from 'msw/node'
import { HttpResponse as HttpResponse2, http as http2 } from 'msw-2'
import { setupServer as setupServer2 } from 'msw-2/node'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEmulator, type Emulator, type EmulatorOptions } from '../../mocks/index.ts'

const api = 'https://api.slack.com/scim/v1/Users'

interface Network {
  listen(): void
  close(): void
}

type Setup = (...handlers: unknown[]) => Network

/** In Bun and Deno msw 3 intercepts no fetch: these tests would go out to the network. */
const intercepts3 = !('Bun' in globalThis || 'Deno' in globalThis)
const servers = [['3', setupServer3] as const, ['2', setupServer2] as const]

/** The handlers, built on one version of msw. */
async function handlersOn(version: '2' | '3', emulator: Emulator, options = {}): Promise<unknown[]> {
  vi.resetModules()
  if (version === '2') vi.doMock('msw', () => import('msw-2'))
  else vi.doUnmock('msw')
  const { scimHandlers } = await import('../../mocks/msw.ts')
  return scimHandlers(emulator, options)
}

describe.each(servers.filter(([version]) => version === '2' || intercepts3))(
  'handlers on msw %s',
  (version, setupServer) => {
    let network: Network | undefined
    afterEach(() => network?.close())

    const start = async (options?: EmulatorOptions) => {
      const emulator = createEmulator(options)
      network = (setupServer as Setup)(...(await handlersOn(version, emulator)))
      network.listen()
      return {
        emulator,
        headers: { authorization: `Bearer ${emulator.token}`, 'content-type': 'application/json' },
      }
    }

    it('answers requests of the global fetch to Slack', async () => {
      const { emulator, headers } = await start()
      const body = JSON.stringify({
        schemas: ['urn:scim:schemas:core:1.0'],
        userName: 'ada',
        emails: [{ value: 'ada@x.test' }],
      })
      const created = await fetch(api, { method: 'POST', headers, body })
      expect(created.status).toBe(201)
      const { id } = (await created.json()) as { id: string }
      expect(emulator.state.user('ada')?.id).toBe(id)
      const patched = await fetch(`${api}/${id}`, { method: 'DELETE', headers })
      expect([patched.status, await patched.text()]).toEqual([200, ''])
      const who = await fetch('https://slack.com/api/auth.test', { method: 'POST', headers })
      expect(await who.json()).toMatchObject({ ok: true })
    })

    it('passes on 204, 429 and their headers', async () => {
      const { headers } = await start({
        seed: { groups: [{ displayName: 'G', id: 'S0GROUP' }] },
        faults: [{ kind: 'rate-limit', retryAfter: 3 }],
      })
      const group = 'https://api.slack.com/scim/v1/Groups/S0GROUP'
      const limited = await fetch(group, { method: 'DELETE', headers })
      expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '3'])
      expect((await fetch(group, { method: 'DELETE', headers })).status).toBe(204)
    })

    it('returns a network error for a lost connection and for an unhandled request', async () => {
      const { emulator, headers } = await start({ faults: [{ kind: 'connection', when: 'after' }] })
      await expect(fetch(api, { headers })).rejects.toThrow(TypeError)
      expect((await fetch(api, { headers })).status).toBe(200)
      expect((await fetch('https://api.slack.com/scim/v1/Nothing', { headers })).status).toBe(404)
      await expect(fetch('https://api.slack.com/elsewhere')).rejects.toThrow(TypeError)
      expect(emulator.events.at(-1)?.type).toBe('unhandled')
    })

    it("ends a request with the caller's signal", async () => {
      const { headers } = await start({ faults: [{ kind: 'hang' }] })
      const signal = AbortSignal.timeout(50)
      await expect(fetch(api, { headers, signal })).rejects.toMatchObject({ name: 'TimeoutError' })
    })
  },
)

describe('handlers beside others', () => {
  it('leaves other Web API methods to other handlers', async () => {
    const network = (setupServer2 as Setup)(
      ...(await handlersOn('2', createEmulator())),
      http2.post('https://slack.com/api/chat.postMessage', () => HttpResponse2.json({ ok: true })),
    )
    network.listen()
    try {
      const sent = await fetch('https://slack.com/api/chat.postMessage', { method: 'POST' })
      expect(await sent.json()).toEqual({ ok: true })
    } finally {
      network.close()
    }
  })
})

describe('handlers on msw 3 in Bun and Deno', () => {
  it('rejects setupServer of msw 3 in Bun and Deno, with the alternatives', async () => {
    vi.stubGlobal('Deno', {})
    try {
      const emulator = createEmulator()
      await expect(handlersOn('3', emulator)).rejects.toThrow(/interceptFetch\(emulator\)/)
      expect(await handlersOn('2', emulator)).toHaveLength(3)
      expect(await handlersOn('3', emulator, { fetchIsIntercepted: true })).toHaveLength(3)
    } finally {
      vi.unstubAllGlobals()
    }
  })
})
