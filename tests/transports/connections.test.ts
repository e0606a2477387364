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

  it('close with the transport, including one with an unanswered CONNECT', async () => {
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

  it('close with the transport during an unanswered TLS handshake', async () => {
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

  it('are not shared between transports', async () => {
    const recorder = await startRecorder()
    const one = nodeTransport({ proxy: null })
    const other = nodeTransport({ proxy: null })
    await one(recorder.origin, GET)
    await one.close()
    expect((await other(recorder.origin, GET)).status).toBe(200)
    await other.close()
    await recorder.close()
  })

  it('stay open until pending requests end when the transport is closed', async () => {
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
