import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEmulator } from '../../mocks/index.ts'
import { MAX_BODY } from '../../mocks/server/read-body.ts'
import { type EmulatorServer, type ServeOptions, serveEmulator } from '../../mocks/server.ts'
import { rawRequest, sendRaw } from './sockets.ts'

let server: EmulatorServer | undefined
afterEach(() => server?.close())

async function start(options: ServeOptions = {}) {
  const emulator = createEmulator({ seed: { users: [{ userName: 'jo', id: 'U0JO' }] } })
  server = await serveEmulator(emulator, options)
  const { url, token } = server
  const headers = [`Authorization: Bearer ${token}`, 'Content-Type: application/json']
  const send = (line: string, more: readonly string[] = [], body?: string) =>
    sendRaw(url, rawRequest(line, [...headers, ...more], body))
  /** The status of a request that ends its connection. */
  const statusOf = async (line: string, more: readonly string[] = []): Promise<string | undefined> =>
    /^HTTP\/1.1 (\d+)/.exec(await send(line, [...more, 'Connection: close']).closed)?.[1]
  return { emulator, url, send, statusOf }
}

const LIST = 'GET /scim/v1/Users HTTP/1.1'
const PATCH = 'PATCH /scim/v1/Users/U0JO HTTP/1.1'
const TITLE = '{"schemas":["urn:scim:schemas:core:1.0"],"title":"x"}'

describe('Host', () => {
  it.each([
    'localhost',
    'localhost:1',
    'LOCALHOST',
    'localhost.',
    'app.localhost',
    '127.0.0.1',
    '127.8.8.8',
    '[::1]:80',
  ])('answers a request for %s, a name of this machine', async (host) => {
    const { statusOf } = await start()
    expect(await statusOf(LIST, [`Host: ${host}`])).toBe('200')
  })

  it.each([
    'attacker.example',
    '127.0.0.1.attacker.example',
    'localhost.attacker.example',
    '192.0.2.7',
    '[2001:db8::1]',
  ])('refuses a request for %s with a 421 and asks nothing of the emulator', async (host) => {
    const { emulator, send } = await start()
    const text = await send(LIST, [`Host: ${host}`, 'Connection: close']).closed
    expect(text).toMatch(/^HTTP\/1.1 421 /)
    expect(text).toContain('allowedHosts')
    expect(emulator.events).toEqual([])
  })

  it('refuses a foreign host in the request target beside a local Host header', async () => {
    const { statusOf } = await start()
    expect(await statusOf('GET http://attacker.example/scim/v1/Users HTTP/1.1', ['Host: localhost'])).toBe(
      '421',
    )
    expect(await statusOf('GET http://localhost/scim/v1/Users HTTP/1.1', ['Host: localhost'])).toBe('200')
  })

  it('answers a request for a name in allowedHosts, without its port', async () => {
    const { statusOf } = await start({ allowedHosts: ['Emulator'] })
    expect(await statusOf(LIST, ['Host: emulator:4010'])).toBe('200')
    expect(await statusOf(LIST, ['Host: emulator.attacker.example'])).toBe('421')
  })

  it('answers a request for any address, and no other name, when it listens on all addresses', async () => {
    const { statusOf } = await start({ hostname: '0.0.0.0' })
    expect(await statusOf(LIST, ['Host: 192.0.2.7:4010'])).toBe('200')
    expect(await statusOf(LIST, ['Host: attacker.example'])).toBe('421')
  })

  it.each([
    'a b',
    '[::1',
    'localhost:99999',
    'jo@localhost',
    'localhost/x',
    'localhost?x',
    'localhost#x',
    'local\\host',
    '',
  ])('refuses the malformed Host %j with a 400', async (host) => {
    const { statusOf } = await start()
    expect(await statusOf(LIST, [`Host: ${host}`])).toBe('400')
  })

  it('refuses two Host headers, and HTTP/1.1 without one, with a 400', async () => {
    const { statusOf } = await start()
    expect(await statusOf(LIST, ['Host: localhost', 'Host: attacker.example'])).toBe('400')
    expect(await statusOf(LIST)).toBe('400')
    expect(await statusOf('GET /scim/v1/Users HTTP/1.0')).toBe('200')
  })
})

describe('the request target', () => {
  it.each(['scim/v1/Users', 'ftp://localhost/scim/v1/Users', 'http://[::1/scim', 'http://', 'localhost:80'])(
    'is refused with a 400 when it is %s',
    async (target) => {
      const { statusOf } = await start()
      expect(await statusOf(`GET ${target} HTTP/1.1`, ['Host: localhost'])).toBe('400')
    },
  )

  it('is a path when it begins with two slashes, and * in OPTIONS', async () => {
    const { statusOf } = await start()
    expect(await statusOf('GET //scim/v1/Users HTTP/1.1', ['Host: localhost'])).toBe('404')
    expect(await statusOf('OPTIONS * HTTP/1.1', ['Host: localhost'])).toBe('404')
  })

  it.each(['localhost:443', 'attacker.example:443', 'nonsense'])(
    'is refused with a 400 when CONNECT asks for a tunnel to %s',
    async (target) => {
      const { statusOf } = await start()
      expect(await statusOf(`CONNECT ${target} HTTP/1.1`, ['Host: localhost'])).toBe('400')
    },
  )

  it('leaves the server in service after bytes that are no HTTP', async () => {
    const { url, statusOf } = await start()
    expect(await sendRaw(url, '\x16\x03\x01\x02\r\n\r\n').closed).toMatch(/^HTTP\/1.1 400 /)
    expect(await statusOf(LIST, ['Host: localhost'])).toBe('200')
  })
})

describe('a body', () => {
  it('is refused with a 413 before it is sent, when its length is above 5 MB', async () => {
    const { emulator, send } = await start()
    const text = await send(PATCH, ['Host: localhost', `Content-Length: ${MAX_BODY + 1}`]).until(
      'larger than',
    )
    expect(text).toMatch(/^HTTP\/1.1 413 /)
    expect(emulator.events).toEqual([])
  })

  it('is refused with a 413 and not asked for, when the client waits for 100 Continue', async () => {
    const { send } = await start()
    const waits = ['Host: localhost', 'Expect: 100-continue']
    const refused = await send(PATCH, [...waits, `Content-Length: ${MAX_BODY + 1}`]).until('larger than')
    expect(refused).toMatch(/^HTTP\/1.1 413 /)
    const accepted = send(PATCH, [...waits, `Content-Length: ${TITLE.length}`])
    expect(await accepted.until('\r\n\r\n')).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\n$/)
    accepted.socket.write(TITLE)
    expect(await accepted.until('"title"')).toContain('HTTP/1.1 200 ')
  })

  it('is refused with a 413 as soon as more than 5 MB have arrived without a length', async () => {
    const { emulator, send } = await start()
    const { socket, until } = send(PATCH, ['Host: localhost', 'Transfer-Encoding: chunked'])
    const part = 'x'.repeat(1_000_000)
    for (let n = 0; n < 6; n++) socket.write(`${part.length.toString(16)}\r\n${part}\r\n`)
    expect(await until('larger than')).toMatch(/^HTTP\/1.1 413 /)
    expect(emulator.events).toEqual([])
  })

  it('that never ends does not hold a refused connection', async () => {
    const { send } = await start()
    const { socket, closed } = send(PATCH, ['Host: localhost', 'Content-Length: 999999999'])
    const sending = setInterval(() => socket.write('x'.repeat(1000)), 10)
    expect(await closed).toMatch(/^HTTP\/1.1 413 /)
    clearInterval(sending)
  })

  it('of exactly 5 MB is read', async () => {
    const { url, emulator } = await start()
    const response = await fetch(`${url}v1/Users/U0JO`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${emulator.token}`, 'content-type': 'application/json' },
      body: TITLE.padEnd(MAX_BODY),
    })
    expect(response.status).toBe(200)
  })

  it('leaves the memory alone when it has 200 MB', async () => {
    const { url } = await start()
    const before = process.memoryUsage().rss
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }, 5)
    const part = new Uint8Array(1_000_000)
    let left = 200
    const body = new ReadableStream({
      pull: (controller) => (left-- > 0 ? controller.enqueue(part) : controller.close()),
    })
    const init = { method: 'POST', body, duplex: 'half' }
    const status = await fetch(`${url}v1/Users`, init).then(
      (response) => response.status,
      () => 'closed',
    )
    clearInterval(watch)
    expect(status).toBe(413)
    expect(peak - before).toBeLessThan(100_000_000)
  })
})

describe('a client that leaves', () => {
  it('in the middle of its body leaves no connection, no request and no timer behind', async () => {
    const { emulator, send } = await start()
    const rejected = vi.fn()
    process.on('unhandledRejection', rejected)
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    const clients = Array.from({ length: 20 }, (_, index) =>
      send(
        PATCH,
        ['Host: localhost', `Content-Length: ${index % 2 ? TITLE.length : MAX_BODY + 1}`],
        TITLE.slice(0, 9),
      ),
    )
    await new Promise((resolve) => setTimeout(resolve, 50))
    for (const { socket } of clients) socket.destroy()
    await Promise.all(clients.map(({ closed }) => closed))
    const connections = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
    await vi.waitFor(() => expect(connections()).toBe(0))
    await vi.waitFor(() => expect(timers()).toBeLessThanOrEqual(before))
    expect(emulator.events).toEqual([])
    expect(emulator.state.user('jo')?.title).toBe('')
    expect(rejected).not.toHaveBeenCalled()
    process.off('unhandledRejection', rejected)
  })
})
