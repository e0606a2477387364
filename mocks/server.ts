/**
 * The emulator behind a real socket, for clients that cannot be given a `fetch`.
 *
 * @module
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Emulator } from './emulator/emulator.ts'
import type { WireReply } from './http/wire.ts'

/** Where the server listens. */
export interface ServeOptions {
  /** Default any free port. */
  readonly port?: number
  /** Default `127.0.0.1`, so that nobody else can reach it. */
  readonly hostname?: string
}

/** A server that listens. */
export interface EmulatorServer {
  /** The address of the service with a slash at its end; the versions are `v1/` and `v2/` below it. */
  readonly url: string
  /** The emulator's token. */
  readonly token: string
  /** Ends all connections, also those that hang; may be called again. */
  close(): Promise<void>
}

/**
 * Serves an emulator over HTTP, in Node, Bun and Deno. Connection faults are real: the socket breaks, before or
 * after the write took effect, or in the middle of the body. A runtime's own `fetch` may repeat a GET by itself when
 * a kept-alive socket breaks, so give such a fault `times: Infinity` to be sure that the caller sees it.
 *
 * @param emulator - who answers
 * @param options - `port` and `hostname`
 * @throws what `listen` fails with, such as a port in use
 *
 * @example
 * ```ts
 * import { createEmulator } from 'slack-scim/mocks'
 * import { serveEmulator } from 'slack-scim/mocks/server'
 *
 * const server = await serveEmulator(createEmulator())
 * await fetch(`${server.url}v1/Users`, { headers: { authorization: `Bearer ${server.token}` } })
 * await server.close()
 * ```
 */
export async function serveEmulator(emulator: Emulator, options: ServeOptions = {}): Promise<EmulatorServer> {
  const { port = 0, hostname = '127.0.0.1' } = options
  const running = new Set<AbortController>()
  const server = createServer((request, response) => {
    const controller = new AbortController()
    running.add(controller)
    response.on('close', () => {
      running.delete(controller)
      controller.abort()
    })
    respond(emulator, request, response, controller.signal).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, hostname, resolve)
  })
  const address = server.address() as AddressInfo
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  let closing: Promise<void> | undefined
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      for (const controller of running) controller.abort()
      server.closeAllConnections()
    })
  return {
    url: `http://${host}:${address.port}${new URL(emulator.baseUrl).pathname}`,
    token: emulator.token,
    close() {
      closing ??= close()
      return closing
    },
  }
}

async function respond(
  emulator: Emulator,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, String(value))
  }
  const outcome = await emulator.handle({
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`),
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
    signal,
  })
  if (outcome.type === 'reply') send(response, outcome.reply)
  else if (outcome.type === 'cut') cut(request, response, outcome.reply)
  else if (outcome.type === 'unhandled') {
    send(response, { status: 404, headers: { 'content-type': 'text/plain' }, body: outcome.message })
  } else request.socket.destroy()
}

function send(response: ServerResponse, { status, headers, body }: WireReply): void {
  response.writeHead(
    status,
    status === 204 ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
  )
  response.end(status === 204 ? undefined : body)
}

/** Promises the whole body, sends half of it and breaks the connection. */
function cut(request: IncomingMessage, response: ServerResponse, { status, headers, body }: WireReply): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroy())
}
