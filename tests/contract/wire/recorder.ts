import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it came over the wire. */
export interface Recorded {
  readonly method: string
  /** As it stood in the request line. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A real HTTP server on loopback that keeps what it is sent. */
export interface Recorder {
  readonly origin: string
  readonly port: number
  readonly requests: Recorded[]
  /** How it answers; by default with an empty JSON object that has an id. */
  answer: (request: Recorded, response: ServerResponse, message: IncomingMessage) => void
  close(): Promise<void>
}

export async function startRecorder(): Promise<Recorder> {
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk as Buffer)
    const headers = Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
    )
    const recorded = {
      method: message.method ?? '',
      target: message.url ?? '',
      headers,
      body: Buffer.concat(chunks).toString('utf8'),
    }
    recorder.requests.push(recorded)
    recorder.answer(recorded, response, message)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const recorder: Recorder = {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests: [],
    answer: (_request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"id":"U1","totalResults":0,"Resources":[]}')
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return recorder
}
