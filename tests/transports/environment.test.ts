import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nodeTransport } from '../../src/transports/node.ts'
import type { ProxyTransportOptions } from '../../src/transports/proxy-options.ts'
import { makeCertificates } from './certificates.ts'
import { runChild } from './child.ts'
import { type Asked, startProxyServers } from './proxy-servers.ts'

const { addresses, close } = await startProxyServers(await makeCertificates())
afterAll(close)

const { plain } = addresses
/** A proxy that lets through, so what comes back tells nothing: what it was asked does. */
const OPEN = addresses.open
/** A proxy that nobody is: what is sent there fails. */
const ABSENT = addresses.absent
const without = (url: string): string => url.replace('http://', '')

type Row = readonly [
  title: string,
  environment: Readonly<Record<string, string>>,
  expected: 'proxy' | 'direct' | 'fails' | 'refused',
]

/** As Slack's Python SDK reads them (`load_http_proxy_from_env`), and `NO_PROXY` beside them. */
const ROWS: readonly Row[] = [
  ['no variable', {}, 'direct'],
  ['HTTPS_PROXY, for http: too', { HTTPS_PROXY: OPEN }, 'proxy'],
  ['https_proxy', { https_proxy: OPEN }, 'proxy'],
  ['HTTP_PROXY', { HTTP_PROXY: OPEN }, 'proxy'],
  ['http_proxy', { http_proxy: OPEN }, 'proxy'],
  ['HTTPS_PROXY before all others', { HTTPS_PROXY: OPEN, https_proxy: ABSENT, HTTP_PROXY: ABSENT }, 'proxy'],
  ['https_proxy before HTTP_PROXY', { https_proxy: OPEN, HTTP_PROXY: ABSENT, http_proxy: ABSENT }, 'proxy'],
  ['HTTP_PROXY before http_proxy', { HTTP_PROXY: OPEN, http_proxy: ABSENT }, 'proxy'],
  ['the first proxy, even when it is unreachable', { HTTPS_PROXY: ABSENT, https_proxy: OPEN }, 'fails'],
  ['an empty variable as unset', { HTTPS_PROXY: '', https_proxy: '', HTTP_PROXY: OPEN }, 'proxy'],
  [
    'four empty variables as unset',
    { HTTPS_PROXY: '', https_proxy: '', HTTP_PROXY: '', http_proxy: '' },
    'direct',
  ],
  ['a blank variable as unset', { HTTPS_PROXY: ' ' }, 'direct'],
  ['no scheme as http:', { HTTPS_PROXY: without(OPEN) }, 'proxy'],
  ['NO_PROXY', { HTTPS_PROXY: ABSENT, NO_PROXY: '127.0.0.1' }, 'direct'],
  ['no_proxy', { HTTPS_PROXY: ABSENT, no_proxy: 'localhost,127.0.0.0/8' }, 'direct'],
  ['NO_PROXY with other hosts', { HTTPS_PROXY: OPEN, NO_PROXY: 'slack.com,10.0.0.0/8' }, 'proxy'],
]

const VARIABLES = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'NO_PROXY',
  'no_proxy',
  'ALL_PROXY',
]

async function wentWhere(send: () => Promise<unknown>): Promise<string> {
  const control = async (): Promise<Asked> => (await fetch(addresses.control)).json() as Promise<Asked>
  await control()
  const failed = await send().then(
    () => false,
    () => true,
  )
  if (failed) return 'fails'
  return (await control()).lines.length > 0 ? 'proxy' : 'direct'
}

describe('nodeTransport reads the environment when it is made', () => {
  beforeEach(() => {
    for (const name of VARIABLES) vi.stubEnv(name, undefined)
  })
  afterEach(() => vi.unstubAllEnvs())

  const ask = (options?: Parameters<typeof nodeTransport>[0]): Promise<string> => {
    const transport = nodeTransport(options)
    return wentWhere(() => transport(plain, { method: 'GET', headers: {} })).finally(() => transport.close())
  }

  it.each(ROWS)('follows the environment: %s', async (_title, environment, expected) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    expect(await ask()).toBe(expected)
  })

  it('prefers no_proxy to NO_PROXY', async () => {
    vi.stubEnv('HTTPS_PROXY', OPEN)
    vi.stubEnv('no_proxy', 'slack.com')
    vi.stubEnv('NO_PROXY', '*')
    expect(await ask()).toBe('proxy')
  })

  it('ignores the environment after it is made', async () => {
    const transport = nodeTransport()
    vi.stubEnv('HTTPS_PROXY', ABSENT)
    expect(await wentWhere(() => transport(plain, { method: 'GET', headers: {} }))).toBe('direct')
    await transport.close()
  })

  it('prefers options to variables', async () => {
    vi.stubEnv('HTTPS_PROXY', ABSENT)
    vi.stubEnv('NO_PROXY', '*')
    expect(await ask({ proxy: OPEN })).toBe('proxy')
    expect(await ask({ proxy: null })).toBe('direct')
    expect(await ask({ proxy: '' })).toBe('direct')
    vi.stubEnv('HTTPS_PROXY', OPEN)
    expect(await ask({ noProxy: '' })).toBe('proxy')
    vi.stubEnv('NO_PROXY', '')
    expect(await ask({ noProxy: '127.0.0.1' })).toBe('direct')
  })

  it('names the variable with an invalid URL, without its value', () => {
    vi.stubEnv('https_proxy', 'socks5://me:s3kret@proxy.example')
    expect(() => nodeTransport()).toThrow(/^https_proxy: must be the URL of an http: or https: proxy/)
    expect(() => nodeTransport()).not.toThrow(/s3kret|socks5/)
  })
})

/** With options, where a runtime reads the environment too: it follows the options, or refuses. */
const OPTIONS: readonly (readonly [...Row, options: ProxyTransportOptions])[] = [
  ['an option before a variable', { HTTP_PROXY: ABSENT }, 'proxy', { proxy: OPEN }],
  ['no proxy, and none in the environment', {}, 'direct', { proxy: null }],
  ['no proxy against HTTP_PROXY', { HTTP_PROXY: OPEN }, 'refused', { proxy: null }],
  ['no proxy against ALL_PROXY', { ALL_PROXY: OPEN }, 'refused', { proxy: '' }],
  [
    'no proxy, with a matching NO_PROXY',
    { HTTP_PROXY: OPEN, NO_PROXY: '127.0.0.1' },
    'direct',
    { proxy: null },
  ],
  ['noProxy against HTTP_PROXY', { HTTP_PROXY: OPEN }, 'refused', { noProxy: '127.0.0.1' }],
  ['noProxy, and no variable', {}, 'direct', { proxy: ABSENT, noProxy: '127.0.0.1' }],
  ['a proxy against NO_PROXY', { NO_PROXY: '127.0.0.1' }, 'refused', { proxy: OPEN }],
  // Which of two they read first differs, and so may what they do.
  [
    'no_proxy and NO_PROXY that disagree',
    { HTTPS_PROXY: OPEN, no_proxy: 'slack.com', NO_PROXY: '*' },
    'refused',
    {},
  ],
  ['a proxy, and NO_PROXY with other hosts', { NO_PROXY: 'slack.com' }, 'proxy', { proxy: OPEN }],
]

/** Asks once a row, in one process, and tells where each request went. */
async function askIn(command: readonly string[], rows: typeof OPTIONS): Promise<string[]> {
  const given = {
    plain,
    control: addresses.control,
    names: VARIABLES,
    rows: rows.map(([, env, , options]) => [env, options]),
  }
  const { stdout } = await runChild([
    ...command,
    'tests/transports/environment-shim.ts',
    JSON.stringify(given),
  ])
  return JSON.parse(stdout) as string[]
}

const ALL = [...ROWS.map((row) => [...row, {}] as const), ...OPTIONS]

for (const [runtime, command] of [
  ['Bun', ['bun']],
  ['Deno', ['deno', 'run', '--no-prompt', '--allow-net', '--allow-env']],
] as const) {
  const went = await askIn(command, ALL)
  describe(`in ${runtime}`, () => {
    it.each(ALL.map(([title, , expected], index) => [title, expected, went[index]]))(
      '%s: %s',
      (_title, expected, got) => {
        expect(got).toBe(expected)
      },
    )
  })
}
