import { request as httpRequest } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEmulator, type EmulatorOptions, type Fault } from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'
import { manualClock } from './caller.ts'

let server: EmulatorServer | undefined
afterEach(() => server?.close())

async function start(options: EmulatorOptions = {}) {
  const emulator = createEmulator({ seed: { users: [{ userName: 'jo', id: 'U0JO' }] }, ...options })
  server = await serveEmulator(emulator)
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }
  return { emulator, url: server.url, headers }
}

const patch = (headers: Record<string, string>) => ({
  method: 'PATCH',
  headers,
  body: JSON.stringify({ schemas: ['urn:scim:schemas:core:1.0'], title: 'x' }),
})

describe('serveEmulator', () => {
  it('serves both versions and the Web API on a free port of the loopback', async () => {
    const { url, headers, emulator } = await start()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/scim\/$/)
    const patched = await fetch(`${url}v1/Users/U0JO`, patch(headers))
    expect([patched.status, patched.headers.get('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ])
    expect(emulator.state.user('jo')?.title).toBe('x')
    const gone = await fetch(`${url}v2/Users/U0JO`, { method: 'DELETE', headers })
    expect([gone.status, await gone.text()]).toEqual([204, ''])
    const who = await fetch(new URL('/api/auth.test', url), { headers })
    expect(await who.json()).toMatchObject({ ok: true })
    expect((await fetch(new URL('/elsewhere', url))).status).toBe(404)
  })

  it('counts bytes, not characters', async () => {
    const { url, headers } = await start({
      seed: { users: [{ userName: 'jo', id: 'U0JO', title: 'Zoë 🎉' }] },
    })
    const body = (await (await fetch(`${url}v1/Users/U0JO`, { headers })).json()) as { title: string }
    expect(body.title).toBe('Zoë 🎉')
  })

  it('breaks the socket before and after the write', async () => {
    for (const [when, title] of [
      ['before', ''],
      ['after', 'x'],
    ] as const) {
      const { url, headers, emulator } = await start({
        faults: [{ kind: 'connection', when, times: Infinity }],
      })
      await expect(fetch(`${url}v1/Users/U0JO`, patch(headers))).rejects.toThrow(TypeError)
      expect(emulator.state.user('jo')?.title).toBe(title)
      await server?.close()
    }
  })

  it('breaks the socket in the middle of a body whose length it has promised', async () => {
    const { url, headers } = await start({ faults: [{ kind: 'connection', when: 'mid-body' }] })
    const response = await fetch(`${url}v1/Users`, { headers })
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
  })

  it('drops what a client has given up, before it takes effect', async () => {
    const clock = manualClock()
    const faults: Fault[] = [{ kind: 'latency', milliseconds: 60_000 }]
    const { url, headers, emulator } = await start({ clock, faults })
    const signal = AbortSignal.timeout(50)
    await expect(fetch(`${url}v1/Users/U0JO`, { ...patch(headers), signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    })
    await vi.waitFor(() => expect(clock.pending).toBe(0))
    clock.advance(60_000)
    expect(emulator.state.user('jo')?.title).toBe('')
  })

  it('closes although a request hangs', async () => {
    const { url, headers } = await start({ faults: [{ kind: 'hang' }] })
    const hanging = fetch(`${url}v1/Users`, { headers })
    hanging.catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 30))
    await server?.close()
    await expect(hanging).rejects.toThrow()
  })

  it('refuses unknown options and invalid values', async () => {
    const bad = (options: object) => serveEmulator(createEmulator(), options)
    await expect(bad({ host: '::1' })).rejects.toThrow('serveEmulator: host: unknown key')
    await expect(bad({ port: '80' })).rejects.toThrow('serveEmulator: port: must be')
    await expect(bad({ allowedHosts: 'emulator' })).rejects.toThrow('allowedHosts: must be a list')
  })

  it('says so when the port is taken', async () => {
    const { url } = await start()
    const port = Number(new URL(url).port)
    await expect(serveEmulator(createEmulator(), { port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('takes an address that no URL is, as a client of plain sockets may send it', async () => {
    const { url, headers } = await start()
    const { port } = new URL(url)
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(
        { host: '127.0.0.1', port, path: '//scim/v1/Users', headers },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      )
      request.on('error', reject).end()
    })
    expect(status).toBe(404)
  })
})
