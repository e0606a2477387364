import { SCIMClient, type SCIMClientOptions, SCIMError, type SCIMEvent } from '../../src/index.ts'
import type { ProxyTransportOptions } from '../../src/transports/proxy-options.ts'
import { caught, type Opened, type Runner, until } from './harness.ts'
import type { Asked, ProxyAddresses } from './proxy-servers.ts'

/** A transport with proxies and certificates, to hold against the contract. */
export interface ProxyHarness extends Runner {
  readonly addresses: ProxyAddresses
  /** Makes the transport. */
  open(options: ProxyTransportOptions): Opened
  /** What the runtime's console makes of a value. */
  print(value: unknown): string
  /** Whether the credentials of a plain proxy stay with it on the way to `https:`; default `true`. If not: refused. */
  readonly keepsCredentials?: boolean
  /** Whether `rejectUnauthorized: false` exists; default `true`. */
  readonly canTrustAnybody?: boolean
}

/** What proxies and certificates do, alike in Node, Bun and Deno. */
export function proxyContract(harness: ProxyHarness): void {
  const { expect, addresses, open, print } = harness
  const { certificates, plain, tls } = addresses
  const { ca, client: identity } = certificates
  const withUser = (proxy: string, userinfo: string): string => proxy.replace('//', `//${userinfo}@`)
  const CREDENTIALS = 'us%40er:p%3Aw%20%E2%9C%93'
  const host = (url: string): string => new URL(url).host
  const asked = async (): Promise<Asked> => (await fetch(addresses.control)).json() as Promise<Asked>

  type MakeClient = (options: ProxyTransportOptions, baseUrl: string, more?: SCIMClientOptions) => SCIMClient
  const it = (name: string, test: (client: MakeClient) => Promise<void>): void =>
    harness.it(name, async () => {
      await asked()
      const opened: Opened[] = []
      try {
        await test((options, baseUrl, more) => {
          const transport = open(options)
          opened.push(transport)
          const base = { baseUrl: `${baseUrl}/`, timeout: 5000, retryHandlers: [] }
          return new SCIMClient('xoxp-contract', { ...base, transport, ...more })
        })
      } finally {
        for (const transport of opened) await transport.close?.()
      }
    })
  const read = async (scim: SCIMClient): Promise<unknown> =>
    (await scim.apiCall({ method: 'GET', path: 'who', query: { a: 'b c' } })).rawBody
  const write = (scim: SCIMClient): PromiseLike<unknown> =>
    scim.apiCall({ method: 'POST', path: 'Users', body: { userName: 'jo' } })
  const failure = async (call: PromiseLike<unknown>): Promise<unknown[]> => {
    const error = await caught(call)
    if (!SCIMError.is(error)) throw error
    return [error.name, (error as { applied?: unknown }).applied]
  }
  const answer = '{"id":"U1","path":"/who?a=b%20c"}'
  const proven = ['SCIMConnectionError', 'no']

  it('sends the proxy the absolute URL of an http: request', async (client) => {
    expect(await read(client({ proxy: addresses.open }, plain))).toEqual(answer)
    expect((await asked()).lines).toEqual([`GET ${plain}/who?a=b%20c`])
  })

  it('opens a tunnel through the proxy for https:', async (client) => {
    expect(await read(client({ proxy: addresses.open, tls: { ca } }, tls))).toEqual(answer)
    expect((await asked()).lines).toEqual([`CONNECT ${host(tls)}`])
  })

  it('treats a proxy without a scheme as http:', async (client) => {
    expect(await read(client({ proxy: `localhost:${new URL(addresses.open).port}` }, plain))).toEqual(answer)
    expect((await asked()).lines.length).toEqual(1)
  })

  it('connects to a proxy by TLS, with the same certificate authority', async (client) => {
    expect(await read(client({ proxy: addresses.secure, tls: { ca } }, tls))).toEqual(answer)
    expect((await asked()).lines).toEqual([`CONNECT ${host(tls)}`])
  })

  it('reuses its tunnel between requests', async (client) => {
    const scim = client({ proxy: addresses.open, tls: { ca } }, tls)
    for (let index = 0; index < 5; index++) await read(scim)
    expect((await asked()).lines.length <= 2).toEqual(true)
  })

  for (const [name, target, allowed] of [
    ['http:', plain, true],
    ['https:', tls, harness.keepsCredentials ?? true],
  ] as const) {
    it(`sends its credentials only to the proxy of ${name}`, async (client) => {
      const proxy = withUser(addresses.guarded, CREDENTIALS)
      const scim = client({ proxy, tls: { ca } }, target)
      if (!allowed) return expect(await failure(write(scim))).toEqual(['SCIMConfigurationError', undefined])
      expect(await read(scim)).toEqual(answer)
      const { lines, leaked } = await asked()
      expect([lines.length, leaked]).toEqual([1, []])
    })

    it(`prints no credentials when the proxy of ${name} rejects them, and fails with applied: no`, async (client) => {
      const printed: string[] = []
      const keep = (value: unknown): void => void printed.push(print(value))
      const events: SCIMEvent[] = []
      const scim = client(
        { proxy: withUser(addresses.guarded, 'somebody:s%40kret-w0rd'), tls: { ca } },
        target,
        {
          onEvent: (event) => events.push(event),
          logger: { debug: keep, info: keep, warn: keep, error: keep },
        },
      )
      const error = (await caught(write(scim))) as Error
      if (allowed) {
        expect([error.name, (error as { applied?: unknown }).applied]).toEqual(proven)
        expect(error.message).toMatch(/407/)
      }
      for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
        keep(cause)
        printed.push(cause.message, cause.stack ?? '', JSON.stringify(cause))
      }
      for (const value of [scim, ...events]) keep(value)
      const secrets = ['s@kret-w0rd', 's%40kret-w0rd', btoa('somebody:s@kret-w0rd')]
      expect(secrets.filter((secret) => printed.join('\n').includes(secret))).toEqual([])
    })

    it(`fails with applied: no when the proxy of ${name} is unreachable`, async (client) => {
      const proxy = withUser(addresses.absent, 'u:s3kret')
      const error = (await caught(write(client({ proxy, tls: { ca } }, target)))) as Error
      if (allowed) expect([error.name, (error as { applied?: unknown }).applied]).toEqual(proven)
      expect(print(error.cause).includes('s3kret') || error.message.includes('s3kret')).toEqual(false)
    })
  }

  it('sends its credentials only to a proxy reached by TLS', async (client) => {
    const proxy = withUser(addresses.secureGuarded, CREDENTIALS)
    expect(await read(client({ proxy, tls: { ca } }, tls))).toEqual(answer)
    expect((await asked()).leaked).toEqual([])
    const wrong = withUser(addresses.secureGuarded, 'u:s3kret')
    expect(await failure(write(client({ proxy: wrong, tls: { ca } }, tls)))).toEqual(proven)
  })

  it('fails with applied: no when the proxy refuses the tunnel', async (client) => {
    expect(await failure(write(client({ proxy: addresses.refusing, tls: { ca } }, tls)))).toEqual(proven)
  })

  it('fails when the proxy closes the connection', async (client) => {
    const [name] = await failure(write(client({ proxy: addresses.broken, tls: { ca } }, tls)))
    expect(name).toEqual('SCIMConnectionError')
  })

  it('rejects at once when aborted while the proxy is silent', async (client) => {
    const controller = new AbortController()
    const scim = client({ proxy: addresses.silent, tls: { ca } }, tls)
    const call = scim.apiCall({ method: 'GET', path: 'who' }, { signal: controller.signal })
    const lines: string[] = []
    const aborted = caught(call)
    await until('the proxy was asked', async () => {
      lines.push(...(await asked()).lines)
      return lines.length > 0
    })
    controller.abort()
    expect(((await aborted) as Error).name).toEqual('SCIMAbortError')
  })

  it('bypasses the proxy for the hosts of noProxy', async (client) => {
    const options = { proxy: addresses.open, tls: { ca } }
    expect(await read(client({ ...options, noProxy: 'slack.test, 127.0.0.0/8' }, plain))).toEqual(answer)
    expect(await read(client({ ...options, noProxy: ['127.0.0.1'] }, tls))).toEqual(answer)
    expect((await asked()).lines).toEqual([])
    expect(await read(client({ ...options, noProxy: 'slack.test' }, plain))).toEqual(answer)
    expect((await asked()).lines.length).toEqual(1)
  })

  for (const proxy of [null, '', ' ']) {
    it(`uses no proxy when proxy is ${JSON.stringify(proxy)}`, async (client) => {
      expect(await read(client({ proxy }, plain))).toEqual(answer)
      expect((await asked()).lines).toEqual([])
    })
  }

  it('trusts a given certificate authority, alone or in a list', async (client) => {
    expect(await read(client({ proxy: null, tls: { ca } }, tls))).toEqual(answer)
    expect(await read(client({ proxy: null, tls: { ca: [ca] } }, tls))).toEqual(answer)
  })

  it('rejects an unknown certificate authority with applied: no', async (client) => {
    expect(await failure(write(client({ proxy: null }, tls)))).toEqual(proven)
    expect(await failure(write(client({ proxy: addresses.open }, tls)))).toEqual(proven)
  })

  it('rejects a certificate for another host', async (client) => {
    expect(await failure(write(client({ proxy: null, tls: { ca } }, addresses.misnamed)))).toEqual(proven)
    expect(await failure(write(client({ proxy: addresses.open, tls: { ca } }, addresses.misnamed)))).toEqual(
      proven,
    )
  })

  it('presents its client certificate, directly and through a proxy', async (client) => {
    const withIdentity = { ca, ...identity }
    for (const proxy of [null, addresses.open]) {
      const { rawBody } = await client({ proxy, tls: withIdentity }, addresses.mutual).apiCall({
        method: 'DELETE',
        path: 'who',
      })
      expect(rawBody).toEqual('{"id":"U1","caller":"client"}')
    }
  })

  it('fails without a client certificate when the service requires one', async (client) => {
    const [name] = await failure(write(client({ proxy: null, tls: { ca } }, addresses.mutual)))
    expect(name).toEqual('SCIMConnectionError')
  })

  if (harness.canTrustAnybody !== false) {
    it('accepts any certificate with rejectUnauthorized: false', async (client) => {
      expect(await read(client({ proxy: null, tls: { rejectUnauthorized: false } }, tls))).toEqual(answer)
      const proxied = { proxy: addresses.open, tls: { rejectUnauthorized: false } }
      expect(await read(client(proxied, addresses.misnamed))).toEqual(answer)
    })
  }
}
