import { SCIMClient, SCIMError, type Transport, type TransportInit } from '../../src/index.ts'
import type { ContractAddresses, Counts } from './contract-servers.ts'
import { caught, type Opened, type Runner, until } from './harness.ts'

/** A transport to hold against the contract. */
export interface ContractHarness extends Runner {
  readonly addresses: ContractAddresses
  /** Makes the transport. */
  open(): Opened
  /** Whether it can prove that nothing was sent; default `true`. Without, an honest answer is `unknown`. */
  readonly proves?: boolean
  /** Whether each transport has connections of its own; default `false`: they are the runtime's. */
  readonly ownsConnections?: boolean
}

const HEADERS = { 'content-type': 'application/json', 'x-test': 'one' }
const GET: TransportInit = { method: 'GET', headers: HEADERS }

/** What every transport does, whatever it runs on. Nothing here knows of vitest, so that it runs in any runtime. */
export function transportContract(harness: ContractHarness): void {
  const { expect, addresses } = harness
  const { http } = addresses

  const it = (name: string, test: (send: Opened) => Promise<void>): void =>
    harness.it(name, async () => {
      const send = harness.open()
      try {
        await test(send)
      } finally {
        await send.close?.()
      }
    })

  const counts = async (): Promise<Counts> => (await fetch(addresses.control)).json() as Promise<Counts>
  const client = (transport: Transport, baseUrl = `${http}/`, timeout = 5000): SCIMClient =>
    new SCIMClient('xoxp-contract', { transport, baseUrl, timeout, retryHandlers: [] })
  /** What is known of a write that failed. */
  const failure = async (write: PromiseLike<unknown>): Promise<unknown[]> => {
    const error = await caught(write)
    if (!SCIMError.is(error)) throw error
    return [error.name, (error as { applied?: unknown }).applied]
  }
  const post = (transport: Transport, path: string, baseUrl?: string): PromiseLike<unknown> =>
    client(transport, baseUrl).apiCall({ method: 'POST', path, body: { userName: 'jo' } })

  for (const status of [200, 201, 400, 401, 404, 409, 429, 500, 503]) {
    it(`resolves with status ${status}`, async (send) => {
      const response = await send(`${http}/status/${status}`, GET)
      expect([response.status, await response.text()]).toEqual([status, `{"status":${status}}`])
    })
  }

  for (const status of [200, 204, 404]) {
    it(`reads an empty ${status} as empty text`, async (send) => {
      const response = await send(`${http}/empty/${status}`, { ...GET, method: 'DELETE' })
      expect([response.status, await response.text()]).toEqual([status, ''])
    })
  }

  it('reads a body of several megabytes', async (send) => {
    const { text } = JSON.parse(await (await send(`${http}/big`, GET)).text()) as { text: string }
    expect([text.length, text === 'é€😀'.repeat(500_000)]).toEqual([2_000_000, true])
  })

  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    it(`sends a ${method} unchanged`, async (send) => {
      const body = method === 'GET' || method === 'DELETE' ? undefined : '{"userName":"Zoë 😀"}'
      const path = '/echo/a%20b%2Fc%27?filter=a%20eq%20%22b%22&x=%28%29'
      const response = await send(http + path, { method, headers: HEADERS, ...(body && { body }) })
      const echo = JSON.parse(await response.text()) as { headers: Record<string, string> }
      const { 'content-type': type, 'x-test': test, host } = echo.headers
      expect({ ...echo, headers: { type, test, host } }).toEqual({
        method,
        url: path,
        body: body ?? '',
        headers: { type: 'application/json', test: 'one', host: http.slice('http://'.length) },
      })
    })
  }

  it('finds response headers in any letter case, and returns null for a missing one', async (send) => {
    const { headers } = await send(`${http}/headers`, GET)
    const names = ['x-request-id', 'X-REQUEST-ID', 'X-Many', 'x-none', 'constructor', '__proto__']
    expect(names.map((name) => headers.get(name))).toEqual(['r1', 'r1', 'a, b', null, null, null])
  })

  it('does not mutate its arguments', async (send) => {
    const init = Object.freeze({ ...GET, headers: Object.freeze({ ...HEADERS }) })
    expect((await send(`${http}/echo`, init)).status).toEqual(200)
  })

  it('resolves with a redirect instead of following it', async (send) => {
    const before = (await counts()).requests['/status/200']
    const response = await send(`${http}/redirect`, {
      ...GET,
      headers: { ...HEADERS, authorization: 'Bearer x' },
    })
    expect([response.status, response.headers.get('location')]).toEqual([302, '/status/200'])
    expect((await counts()).requests['/status/200']).toEqual(before)
  })

  it('sends nothing once its signal has aborted', async (send) => {
    const signal = AbortSignal.abort(new Error('too late'))
    await caught(send(`${http}/status/299`, { ...GET, signal }))
    expect((await counts()).requests['/status/299']).toEqual(undefined)
  })

  for (const [when, path] of [
    ['before an answer begins', '/hang'],
    ['in the middle of a body', '/half'],
  ] as const) {
    it(`rejects at once and closes the connection when aborted ${when}`, async (send) => {
      const before = await counts()
      const controller = new AbortController()
      const sent = (async () => (await send(http + path, { ...GET, signal: controller.signal })).text())()
      sent.catch(() => {})
      await until('the request arrived', async () => {
        return ((await counts()).requests[path] ?? 0) > (before.requests[path] ?? 0)
      })
      const start = Date.now()
      controller.abort()
      await caught(sent)
      expect(Date.now() - start < 1000).toEqual(true)
      const losses = (list: readonly string[]): number => list.filter((lost) => lost === path).length
      await until('the service lost the connection', async () => {
        return losses((await counts()).lost) > losses(before.lost)
      })
    })

    it(`times out ${when}`, async (send) => {
      const error = await caught(client(send, undefined, 150).apiCall({ method: 'GET', path: path.slice(1) }))
      expect([(error as SCIMError).name, (error as { scope?: string }).scope]).toEqual([
        'SCIMTimeoutError',
        'attempt',
      ])
    })
  }

  it('removes its listeners from the signal of the caller', async (send) => {
    const { signal } = new AbortController()
    let listeners = 0
    const { addEventListener, removeEventListener } = signal
    signal.addEventListener = (...args: unknown[]) => {
      listeners++
      Reflect.apply(addEventListener, signal, args)
    }
    signal.removeEventListener = (...args: unknown[]) => {
      listeners--
      Reflect.apply(removeEventListener, signal, args)
    }
    for (const path of ['status/200', 'status/404', 'reset']) {
      await client(send)
        .apiCall({ method: 'GET', path }, { signal })
        .then(
          () => {},
          () => {},
        )
    }
    expect(listeners).toEqual(0)
  })

  const proven = harness.proves === false ? 'unknown' : 'no'

  it('rejects a refused connection with the expected applied', async (send) => {
    expect(await failure(post(send, 'echo', `${addresses.refused}/`))).toEqual([
      'SCIMConnectionError',
      proven,
    ])
  })

  it('rejects an untrusted certificate with the expected applied', async (send) => {
    expect(await failure(post(send, 'echo', `${addresses.https}/`))).toEqual(['SCIMConnectionError', proven])
  })

  it('rejects a failed TLS handshake with the expected applied', async (send) => {
    expect(await failure(post(send, 'echo', `${addresses.mistaken}/`))).toEqual([
      'SCIMConnectionError',
      proven,
    ])
  })

  it('rejects a lost connection with applied: unknown', async (send) => {
    expect(await failure(post(send, 'reset'))).toEqual(['SCIMConnectionError', 'unknown'])
  })

  it('rejects a truncated body with applied: unknown', async (send) => {
    expect(await failure(post(send, 'halfreset'))).toEqual(['SCIMConnectionError', 'unknown'])
  })

  it('reuses connections between requests', async (send) => {
    await send(`${http}/status/200`, GET)
    const { opened } = await counts()
    for (const path of [
      'status/200',
      'status/404',
      'empty/204',
      'echo',
      'status/500',
      'redirect',
      'empty/200',
    ]) {
      await (await send(`${http}/${path}`, GET)).text()
    }
    // One more at the most: undici takes a second connection when the first has not yet noticed that it is free.
    expect((await counts()).opened - opened <= 1).toEqual(true)
  })

  it('resolves concurrent requests, each with its own response', async (send) => {
    const texts = Array.from({ length: 20 }, async (_, index) => {
      const response = await send(`${http}/echo/${index}`, GET)
      return (JSON.parse(await response.text()) as { url: string }).url
    })
    expect(await Promise.all(texts)).toEqual(Array.from({ length: 20 }, (_, index) => `/echo/${index}`))
  })

  if (harness.ownsConnections) {
    it('closes every connection, even after failures and aborts, and rejects later requests', async (send) => {
      // Those of the transports before this one have gone, or go now.
      await until('no connection is left of others', async () => (await counts()).open === 0)
      const controller = new AbortController()
      const aborted = send(`${http}/hang`, { ...GET, signal: controller.signal })
      aborted.catch(() => {})
      await Promise.all([send(`${http}/status/200`, GET), send(`${http}/status/500`, GET)])
      await caught((async () => (await send(`${http}/halfreset`, GET)).text())())
      controller.abort()
      await caught(aborted)
      await Promise.all([send.close?.(), send.close?.()])
      await until('no connection is left', async () => (await counts()).open === 0)
      expect(await failure(post(send, 'echo'))).toEqual(['SCIMConfigurationError', undefined])
    })
  }
}
