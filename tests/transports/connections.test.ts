import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { nodeTransport } from '../../src/transports/node.ts'
import { startRecorder } from '../contract/wire/recorder.ts'
import { caught, until } from './harness.ts'
import { type Listening, listen } from './listening.ts'

const GET = { method: 'GET', headers: {} } as const

describe('connections of nodeTransport', () => {
  const listening: Listening[] = []
  afterEach(() => Promise.all(listening.splice(0).map(({ close }) => close())))
  const silent = async (): Promise<Listening> => {
    const server = await listen(createServer((socket) => void socket.resume()))
    listening.push(server)
    return server
  }

  it('are gone once it is closed, also one on which a proxy leaves a CONNECT unanswered', async () => {
    const proxy = await silent()
    const transport = nodeTransport({ proxy: `http://127.0.0.1:${proxy.port}` })
    const controller = new AbortController()
    const request = caught(transport('https://slack.test/', { ...GET, signal: controller.signal }))
    await until('the proxy was asked', async () => proxy.open() === 1)
    controller.abort()
    await request
    await transport.close()
    await until('the connection is gone', async () => proxy.open() === 0)
  })

  it('are gone too where a TLS handshake is left unanswered', async () => {
    const server = await silent()
    const transport = nodeTransport({ proxy: null })
    const controller = new AbortController()
    const request = caught(
      transport(`https://127.0.0.1:${server.port}/`, { ...GET, signal: controller.signal }),
    )
    await until('the service was asked', async () => server.open() === 1)
    controller.abort()
    await request
    await transport.close()
    await until('the connection is gone', async () => server.open() === 0)
  })

  it('are kept by nothing global: another transport has its own', async () => {
    const recorder = await startRecorder()
    const one = nodeTransport({ proxy: null })
    const other = nodeTransport({ proxy: null })
    await one(recorder.origin, GET)
    await one.close()
    expect((await other(recorder.origin, GET)).status).toBe(200)
    await other.close()
    await recorder.close()
  })

  it('wait for what is under way when it is closed', async () => {
    const recorder = await startRecorder()
    recorder.answer = (_request, response) => void setTimeout(() => response.end('{"late":true}'), 100)
    const transport = nodeTransport({ proxy: null })
    const request = transport(recorder.origin, GET)
    await until('the service was asked', async () => recorder.requests.length === 1)
    await transport.close()
    expect(await (await request).text()).toBe('{"late":true}')
    await recorder.close()
  })
})
