import { describe, expect, it } from 'vitest'
import { fetchTransport, SCIMConfigurationError } from '../../src/index.ts'
import { bunTransport } from '../../src/transports/bun.ts'
import * as bunStub from '../../src/transports/bun-stub.ts'
import { denoTransport } from '../../src/transports/deno.ts'
import * as denoStub from '../../src/transports/deno-stub.ts'
import * as node from '../../src/transports/node.ts'
import { nodeTransport } from '../../src/transports/node.ts'
import * as nodeStub from '../../src/transports/node-stub.ts'
import type { ProxyTransportOptions } from '../../src/transports/proxy-options.ts'

const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'

function thrown(make: () => unknown): Error {
  try {
    make()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}

describe('the options of nodeTransport', () => {
  it.each<[string, unknown, RegExp]>([
    ['an unknown key', { ssl: 's3kret' }, /option 'ssl': unknown.*There are proxy, noProxy, tls/],
    ['a key of every object', { toString: 's3kret' }, /option 'toString': unknown/],
    [
      'an unknown key of tls',
      { tls: { cafile: 's3kret' } },
      /option 'tls.cafile': unknown.*There are ca, cert/,
    ],
    ['a proxy that is not text', { proxy: { url: 's3kret' } }, /option 'proxy': must be a URL/],
    ['a proxy that is not a URL', { proxy: 'http://s3kret:bad port' }, /option 'proxy': must be the URL/],
    ['a SOCKS proxy', { proxy: 'socks5://u:s3kret@proxy.test' }, /option 'proxy': must be the URL/],
    ['a proxy with a path', { proxy: 'http://proxy.test/s3kret' }, /option 'proxy': must be the URL/],
    ['a noProxy that is not a list of texts', { noProxy: [7] }, /option 'noProxy': must be a list of hosts/],
    ['a boolean for tls', { tls: true }, /option 'tls': must be \{ ca, cert/],
    [
      'a file path for a certificate',
      { tls: { ca: '/etc/s3kret.pem' } },
      /option 'tls.ca': must be certificates as PEM text/,
    ],
    [
      'a file path for a key',
      { tls: { cert: PEM, key: '/s3kret' } },
      /option 'tls.key': must be a private key as PEM/,
    ],
    [
      'a certificate without its key',
      { tls: { cert: PEM } },
      /'tls.cert' and 'tls.key': one is missing: pass both/,
    ],
    [
      'rejectUnauthorized as text',
      { tls: { rejectUnauthorized: 'false' } },
      /'tls.rejectUnauthorized': must be true or/,
    ],
  ])('rejects %s by name, without its value', (_what, options, message) => {
    const error = thrown(() => nodeTransport(options as ProxyTransportOptions))
    expect(error).toBeInstanceOf(SCIMConfigurationError)
    expect(error.message).toMatch(message)
    expect(error.message).toMatch(/^nodeTransport: |^option 'proxy'/)
    expect(error.message).not.toContain('s3kret')
  })

  it('fails a request at once, with applied: no, when OpenSSL cannot read a certificate', async () => {
    const transport = nodeTransport({ proxy: null, tls: { ca: PEM, cert: PEM, key: PEM } })
    const request = transport('https://127.0.0.1:9/', { method: 'GET', headers: {} })
    await expect(request).rejects.toMatchObject({ name: 'SCIMConnectionError', applied: 'no' })
    await transport.close()
  })

  it('does not mutate its options', () => {
    const options = Object.freeze({ proxy: null, tls: Object.freeze({ ca: Object.freeze([PEM]) }) })
    expect(() => nodeTransport(options)).not.toThrow()
  })
})

describe('a transport in the wrong runtime', () => {
  const other =
    /Use nodeTransport of 'slack-scim\/node' in Node.*bunTransport.*denoTransport.*workersTransport/

  it.each<[string, () => unknown, RegExp]>([
    ['bunTransport, in Node', bunTransport, /^bunTransport: needs Bun, which this runtime is not/],
    ['denoTransport, in Node', denoTransport, /^denoTransport: needs Deno, which this runtime is not/],
    [
      'the stub of node',
      nodeStub.nodeTransport,
      /^nodeTransport: needs Node with undici, which this runtime is not/,
    ],
    ['the stub of bun', bunStub.bunTransport, /^bunTransport: needs Bun .* condition 'bun'/],
    ['the stub of deno', denoStub.denoTransport, /^denoTransport: needs Deno .* condition 'deno'/],
  ])('%s names the transports for each runtime', (_what, make, message) => {
    const error = thrown(make)
    expect(error).toBeInstanceOf(SCIMConfigurationError)
    expect(error.message).toMatch(message)
    expect(error.message).toMatch(other)
  })

  it('rejects nodeTransport in Bun, whose undici ignores its options', () => {
    const { Bun } = globalThis as { Bun?: unknown }
    expect(Bun).toBeUndefined()
    Object.assign(globalThis, { Bun: {} })
    try {
      expect(thrown(() => nodeTransport()).message).toMatch(/^nodeTransport: needs Node with undici/)
    } finally {
      Reflect.deleteProperty(globalThis, 'Bun')
    }
  })

  it('stubs export the same names as the real transports', async () => {
    expect(Object.keys(nodeStub)).toEqual(Object.keys(node))
    expect(Object.keys(bunStub)).toEqual(Object.keys(await import('../../src/transports/bun.ts')))
    expect(Object.keys(denoStub)).toEqual(Object.keys(await import('../../src/transports/deno.ts')))
  })
})

describe('fetchTransport', () => {
  it.each(['proxy', 'tls', 'fetsh'])('refuses the option %s', (name) => {
    const make = (): unknown => fetchTransport({ [name]: 'http://proxy.example:3128', fetch })
    expect(make).toThrow(SCIMConfigurationError)
    expect(make).toThrow(`fetchTransport: option '${name}': unknown`)
  })

  it('accepts no options, and a fetch that is undefined', () => {
    expect(fetchTransport()).toBeTypeOf('function')
    expect(fetchTransport({ fetch: undefined })).toBeTypeOf('function')
  })
})
