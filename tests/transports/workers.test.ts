import { Miniflare, Response } from 'miniflare'
import { afterAll, describe, expect, it } from 'vitest'
import { type WorkersTransportOptions, workersTransport } from '../../src/transports/workers.ts'
import { bundle } from '../package/bundle.ts'
import { makeCertificates } from './certificates.ts'
import { reportOutcomes } from './contract-of.ts'
import { startContractServers } from './contract-servers.ts'
import { startMutualServer } from './mutual-server.ts'
import type { Outcome } from './record-harness.ts'
import { type ContractHarness, transportContract } from './transport-contract.ts'

const certificates = await makeCertificates()
const { addresses, close } = await startContractServers(certificates)
afterAll(close)

/** workerd says "internal error" of whatever went wrong on the network, and keeps its connections to itself. */
const LIMITS: Partial<ContractHarness> = { proves: false }

const WORKER = `
  import { workersTransport } from './src/transports/workers.ts'
  import { recordHarness } from './tests/transports/record-harness.ts'
  import { transportContract } from './tests/transports/transport-contract.ts'
  export default {
    async fetch(request, env) {
      const harness = recordHarness()
      const { addresses, limits } = await request.json()
      transportContract({ ...harness, ...limits, addresses, open: () => workersTransport({ binding: env.SLACK }) })
      return Response.json(await harness.run())
    },
  }`

/** Runs a Worker once and reads what it answers. */
async function ask(code: string, serviceBindings: Bindings, body = ''): Promise<unknown> {
  const miniflare = new Miniflare({
    modules: true,
    script: await bundle(code),
    compatibilityDate: '2024-01-01',
    compatibilityFlags: [],
    cf: false,
    serviceBindings,
    // workerd reports every connection that fails, as here they are meant to.
    handleRuntimeStdio: (...streams: { resume(): unknown }[]) => {
      for (const stream of streams) stream.resume()
    },
  })
  try {
    const response = await miniflare.dispatchFetch('http://worker.test/', { method: 'POST', body })
    return await response.json()
  } finally {
    await miniflare.dispose()
  }
}

/** What a binding leads to. */
type Bindings = Record<string, { network: object } | ((request: { url: string }) => Promise<Response>)>

const NETWORK = { network: { allow: ['public', 'private'], tlsOptions: { trustBrowserCas: true } } }

reportOutcomes(
  'workersTransport in workerd, with no compatibility flag',
  (runner) => transportContract({ ...runner, ...LIMITS, addresses, open: () => () => Promise.reject() }),
  (await ask(WORKER, { SLACK: NETWORK }, JSON.stringify({ addresses, limits: LIMITS }))) as Outcome[],
)

describe('a binding', () => {
  const caller = (url: string): string => `
    import { workersTransport } from './src/transports/workers.ts'
    export default {
      async fetch(_request, env) {
        const send = workersTransport({ binding: env.SLACK })
        const response = await send('${url}', { method: 'GET', headers: {} })
        return Response.json([response.status, await response.text()])
      },
    }`

  it('passes the URL unchanged to another Worker', async () => {
    const echo = async ({ url }: { url: string }): Promise<Response> => new Response(url, { status: 418 })
    const url = 'https://api.slack.com/scim/v1/Users?count=1'
    expect(await ask(caller(url), { SLACK: echo })).toEqual([418, url])
  })

  it('presents its client certificate to the service', async () => {
    const server = await startMutualServer(certificates)
    try {
      const { ca, client } = certificates
      const tlsOptions = {
        keypair: { certificateChain: client.cert, privateKey: client.key },
        trustedCertificates: [ca],
      }
      const bound = { network: { allow: ['private'], tlsOptions } }
      const url = `https://127.0.0.1:${server.port}/who`
      expect(await ask(caller(url), { SLACK: bound })).toEqual([200, '{"id":"U1","caller":"client"}'])
    } finally {
      await server.close()
    }
  })
})

describe('workersTransport', () => {
  it('calls fetch as a method of its binding', async () => {
    const binding = {
      answer: 'mine',
      async fetch(this: { answer: string }): Promise<globalThis.Response> {
        return new globalThis.Response(this.answer)
      },
    }
    const response = await workersTransport({ binding })('https://slack.test/', {
      method: 'GET',
      headers: {},
    })
    expect(await response.text()).toBe('mine')
  })

  const binding = { fetch: async (): Promise<globalThis.Response> => new globalThis.Response() }
  it.each<[string, unknown, RegExp]>([
    [
      'a proxy',
      { binding, proxy: 'http://u:sekret@proxy.test' },
      /option 'proxy': Workers have no proxy .* bind/,
    ],
    ['a list of hosts without proxy', { binding, noProxy: '*' }, /option 'noProxy': Workers/],
    ['certificates', { binding, tls: { ca: '' } }, /option 'tls': Workers/],
    ['an unknown option', { binding, bindings: [] }, /'bindings' is unknown/],
    ['no binding', {}, /'binding' must be a binding with fetch/],
    ['no options', undefined, /'binding' must be a binding with fetch/],
    ['a binding of another kind', { binding: { get: () => null } }, /'binding' must be a binding with fetch/],
  ])('rejects %s and names the reason', (_what, options, message) => {
    expect(() => workersTransport(options as WorkersTransportOptions)).toThrow(message)
    expect(() => workersTransport(options as WorkersTransportOptions)).not.toThrow(/sekret/)
  })
})
