import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  fetchTransport,
  SCIMApiError,
  SCIMClient,
  type SCIMClientOptions,
  SCIMResponseError,
  type Transport,
} from '../../src/index.ts'
import { nodeTransport } from '../../src/transports/node.ts'
import { collectText, exceeds } from '../../src/transports/read-text.ts'
import { failure } from '../support/outcome.ts'
import { USER } from '../support/scripted-transport.ts'

/** A gzip of 200 MB of spaces in front of nothing: 200 kB on the wire. */
const BOMB = gzipSync(Buffer.concat([Buffer.from('{"id":"U1"'), Buffer.alloc(200_000_000, ' ')]))

let baseUrl = ''
let written = 0
const server = createServer((request, response) => {
  if (request.url?.includes('bomb')) {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB)
    return
  }
  if (request.url?.includes('endless')) {
    written = 0
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, ' '))) written += 65_536
    }
    response.on('drain', more)
    more()
    return
  }
  response.end(JSON.stringify(USER))
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const client = (options: SCIMClientOptions = {}): SCIMClient =>
  new SCIMClient('xoxp-test', { baseUrl, maxResponseSize: 1_000_000, retryHandlers: [], ...options })

describe.each([
  ['fetchTransport', () => fetchTransport()],
  ['nodeTransport', () => nodeTransport({ proxy: null })],
])('%s', (_name, make) => {
  it('reads a body of up to maxResponseSize', async () => {
    const size = JSON.stringify(USER).length
    const exact = client({ transport: make(), maxResponseSize: size })
    expect((await exact.readUser('U1')).user).toEqual(USER)
    const error = await failure(
      client({ transport: make(), maxResponseSize: size - 1 }).readUser('U1'),
      SCIMResponseError,
    )
    expect(error.message).toContain('maxResponseSize')
  })

  it('stops reading an endless body', async () => {
    const error = await failure(client({ transport: make() }).readUser('endless'), SCIMResponseError)
    expect(error.response.rawBody.length).toBeLessThan(10_000)
    expect(written).toBeLessThan(20_000_000)
  })
})

it('stops reading a compressed bomb before it is fully decompressed', async () => {
  const before = process.memoryUsage().rss
  const error = await failure(client().patchUser('bomb', { title: 'x' }), SCIMResponseError)
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  expect(error).toMatchObject({ status: 200, applied: 'yes' })
})

describe('a transport of the caller', () => {
  const answering =
    (status: number, text: string): Transport =>
    async () => ({ status, headers: new Headers(), text: async () => text })

  it('receives the limit, and its text is checked against it', async () => {
    const limits: unknown[] = []
    const transport: Transport = async (_url, init) => {
      limits.push(init.maxResponseSize)
      return { status: 200, headers: new Headers(), text: async () => ' '.repeat(1_000_001) }
    }
    const error = await failure(client({ transport }).readUser('U1'), SCIMResponseError)
    expect(error.message).toMatch(/200 with a body of more than 1000000 bytes: raise maxResponseSize/)
    expect(limits).toEqual([1_000_000])
  })

  it('has a limit of 64 MiB by default', async () => {
    const text = JSON.stringify(USER).padEnd(64 * 1024 * 1024)
    const read = (body: string): Promise<unknown> =>
      client({ transport: answering(200, body), maxResponseSize: undefined }).readUser('U1')
    expect(await read(text)).toMatchObject({ user: USER })
    await failure(read(`${text} `), SCIMResponseError)
  })

  it('counts bytes, not characters', async () => {
    const body = JSON.stringify({ ...USER, title: 'é'.repeat(100) })
    const size = Buffer.byteLength(body)
    const read = (maxResponseSize: number): Promise<unknown> =>
      client({ transport: answering(200, body), maxResponseSize }).readUser('U1')
    expect(await read(size)).toMatchObject({ status: 200 })
    await failure(read(size - 1), SCIMResponseError)
  })

  it('rejects an error response with a long body as SCIMApiError', async () => {
    const body = `<title>Down</title>${'x'.repeat(2_000_000)}`
    const error = await failure(client({ transport: answering(503, body) }).readUser('U1'), SCIMApiError)
    expect(error.message).toContain('503 HTML "Down"')
  })
})

describe('collectText', () => {
  const collected = (chunks: readonly (string | Uint8Array)[], max?: number): string => {
    const text = collectText(max)
    for (const chunk of chunks) {
      if (!text.add(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk)) break
    }
    return text.end()
  }

  it('joins characters that are split between chunks, and keeps a byte order mark', () => {
    const [a, b, c] = new TextEncoder().encode('€')
    const chunks = ['\ufeff', Uint8Array.of(a ?? 0, b ?? 0), Uint8Array.of(c ?? 0)]
    expect(collected(chunks)).toBe('\ufeff€')
  })

  it('returns more than the limit when the body is longer', () => {
    for (const text of ['ééé', 'abcd', '€€€']) {
      expect(exceeds(collected([text, 'more'], 3), 3)).toBe(true)
      expect(exceeds(collected([Buffer.from(text).subarray(0, 4), 'x'], 3), 3)).toBe(true)
    }
    expect(collected(['abc'], 3)).toBe('abc')
  })
})
