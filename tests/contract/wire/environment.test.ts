import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { SCIMClient } from '../../../src/index.ts'
import { nodeTransport } from '../../../src/transports/node.ts'
import { loadVectors } from '../../vectors/load.ts'
import { type Recorder, startRecorder } from './recorder.ts'

interface Vector {
  readonly id: string
  readonly seen?: readonly string[]
}

const { vectors } = loadVectors<{ vectors: Vector[] }>('wire-responses.json')
const [throughProxy, despiteProxy] = vectors.find(({ id }) => id === 'env-proxy')?.seen ?? []

/** The recorder is the proxy; the service is a host that no resolver knows. */
let recorder: Recorder
beforeAll(async () => {
  recorder = await startRecorder()
})
beforeEach(() => {
  recorder.requests.length = 0
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy']) {
    vi.stubEnv(name, undefined)
  }
})
afterEach(() => vi.unstubAllEnvs())
afterAll(() => recorder.close())

async function readThrough(options?: Parameters<typeof nodeTransport>[0]): Promise<string[]> {
  const transport = nodeTransport(options)
  const baseUrl = 'http://scim.invalid/'
  await new SCIMClient('xoxp-test', { transport, baseUrl, allowInsecureHttp: true }).readUser('U1')
  await transport.close()
  return recorder.requests.map(({ target }) => target)
}

describe('the proxy environment of the original', () => {
  it('sends the proxy the same URL as the original', async () => {
    vi.stubEnv('HTTP_PROXY', recorder.origin)
    expect(await readThrough()).toEqual([throughProxy])
  })

  it('prefers a given proxy to NO_PROXY, unlike the original', async () => {
    expect(despiteProxy).toMatch(/^NO_PROXY beats the explicit proxy/)
    vi.stubEnv('NO_PROXY', 'scim.invalid')
    expect(await readThrough({ proxy: recorder.origin })).toEqual([throughProxy])
  })
})
