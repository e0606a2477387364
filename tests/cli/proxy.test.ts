import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedDirectory } from '../../mocks/index.ts'
import { makeCertificates } from '../transports/certificates.ts'
import { type Listening, listen } from '../transports/listening.ts'
import {
  type Asked,
  CREDENTIALS,
  type ProxyAddresses,
  startProxyServers,
} from '../transports/proxy-servers.ts'
import { emulated } from './emulated.ts'
import { type Ended, runAt, temporary } from './run.ts'

const slack = emulated({ seed: seedDirectory({ users: 3, groups: 1 }) })

describe('behind a proxy', () => {
  let addresses: ProxyAddresses
  let service: Listening
  let authority = ''
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    const certificates = await makeCertificates()
    authority = join(temporary(), 'ca.pem')
    writeFileSync(authority, certificates.ca)
    const proxies = await startProxyServers(certificates)
    addresses = proxies.addresses
    // The emulator behind TLS, since a proxy tunnels only that.
    service = await listen(
      createServer(certificates.server, (message, response) => {
        const { port } = new URL(slack.at[1])
        const { method, url, headers } = message
        const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 0, answer.headers)
          answer.pipe(response)
        })
        message.pipe(onward)
      }),
    )
    closing.push(proxies.close, service.close)
  })
  afterAll(() => Promise.all(closing.map((close) => close())))

  /** Runs a command with the variables of a proxy. */
  const run = (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> =>
    runAt(
      { env: { NODE_EXTRA_CA_CERTS: authority, ...env } },
      ...args,
      '--base-url',
      `https://localhost:${service.port}/scim/`,
    ).ended

  /** What the proxies were asked since the last call. */
  const asked = async (): Promise<readonly string[]> => {
    const answer = (await (await fetch(addresses.control)).json()) as Asked
    expect(answer.leaked).toEqual([])
    return answer.lines
  }

  it('reaches SCIM and the Web API through the proxy of HTTPS_PROXY, and ends at once', async () => {
    await asked()
    const start = performance.now()
    const { code, output } = await run({ HTTPS_PROXY: addresses.open }, 'doctor')
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/SCIM +https:.* has 3 accounts[\s\S]*organization +E0/),
    ])
    const lines = await asked()
    expect(lines.length).toBeGreaterThan(0)
    expect(new Set(lines)).toEqual(new Set([`CONNECT localhost:${service.port}`]))
    // A connection that is kept alive must not keep the process alive.
    expect(performance.now() - start).toBeLessThan(15_000)
  }, 30_000)

  it('goes past it for the hosts of NO_PROXY', async () => {
    const { code, output } = await run(
      { HTTPS_PROXY: addresses.absent, NO_PROXY: 'localhost' },
      'users',
      'list',
    )
    expect([code, output.trim().split('\n').length, await asked()]).toEqual([0, 3, []])
  }, 30_000)

  it('gives a proxy its credentials, and prints them nowhere', async () => {
    const { username, password } = CREDENTIALS
    const url = new URL(addresses.guarded)
    Object.assign(url, { username, password })
    const { code, output, errors } = await run({ https_proxy: url.href }, 'users', 'list', '--json')
    expect(code).toBe(0)
    expect(await asked()).not.toEqual([])
    const wrong = await run({ HTTPS_PROXY: `http://us:s3cret@${url.host}` }, 'users', 'list')
    expect([wrong.code, wrong.errors]).toEqual([1, expect.stringContaining('proxy')])
    expect(output + errors + wrong.errors).not.toMatch(/s3cret|p:w|p%3Aw/)
  }, 30_000)

  it('ends with 1 where the proxy refuses, is not there, or is no address', async () => {
    for (const proxy of [addresses.refusing, addresses.absent, 'ftp://proxy.test']) {
      const { code, output, errors } = await run({ HTTPS_PROXY: proxy }, 'users', 'list')
      expect([code, output]).toEqual([1, ''])
      expect(errors).toMatch(/^error: .*(proxy|cannot connect to 127)/i)
      expect(errors).not.toMatch(/^ {4}at /m)
    }
  }, 60_000)
})
