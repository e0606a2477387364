/**
 * The emulator behind a real socket, for clients that cannot be given a `fetch`.
 *
 * @module
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Emulator } from './emulator/emulator.ts'
import { type Check, integerIn, listOf, NAME, shape } from './errors/check-shape.ts'
import type { WireReply } from './http/wire.ts'
import { createHosts, type Hosts } from './server/hosts.ts'
import { checkLength, readBody } from './server/read-body.ts'
import { RefusedRequest } from './server/refused-request.ts'
import { requestUrl } from './server/request-url.ts'

/** Where the server listens. */
export interface ServeOptions {
  /** Default any free port. */
  readonly port?: number
  /** Default `127.0.0.1`, so that no other machine can reach it. */
  readonly hostname?: string
  /**
   * Names that requests may have in `Host`, without a port, such as `emulator` in a network of containers. Names of
   * this machine and `hostname` are always allowed; every other name is refused with a 421 (DNS rebinding).
   */
  readonly allowedHosts?: readonly string[]
}

const OPTIONS: Check = /* @__PURE__ */ (() => {
  const keys: Readonly<Record<keyof ServeOptions, Check>> = {
    port: integerIn(0, 65_535),
    hostname: NAME,
    allowedHosts: listOf(NAME),
  }
  return shape(keys)
})()

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
 * The server refuses a body above 5 MB with a 413, a malformed request with a 400, and a host name that is not this
 * machine's with a 421.
 *
 * @param emulator - who answers
 * @param options - `port`, `hostname` and `allowedHosts`
 * @throws {EmulatorError} for an unknown option or an invalid value
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
  OPTIONS(options, 'serveEmulator')
  const { port = 0, hostname = '127.0.0.1', allowedHosts = [] } = options
  const hosts = createHosts(hostname, allowedHosts)
  const running = new Set<AbortController>()
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const controller = new AbortController()
    running.add(controller)
    response.on('close', () => {
      running.delete(controller)
      controller.abort()
    })
    respond({ emulator, hosts, request, response, signal: controller.signal }).catch((error) =>
      error instanceof RefusedRequest ? sendRefusal(request, response, error) : request.socket.destroy(),
    )
  }
  const server = createServer(handle)
  // Without this listener Node asks for a body that is going to be refused.
  server.on('checkContinue', handle)
  // Without this listener Node closes the connection and says nothing.
  server.on('connect', (_request, socket) => socket.end(NO_PROXY))
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

interface Exchange {
  readonly emulator: Emulator
  readonly hosts: Hosts
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly signal: AbortSignal
}

async function respond({ emulator, hosts, request, response, signal }: Exchange): Promise<void> {
  const url = requestUrl({ target: request.url ?? '/', hosts: headerValues(request, 'host') }, hosts)
  checkLength(request.headers['content-length'])
  if (request.headers.expect !== undefined) response.writeContinue()
  // A stream that is left early must not take the connection along: the refusal is still to be sent.
  const body = await readBody(request.iterator({ destroyOnReturn: false }))
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, String(value))
  }
  const outcome = await emulator.handle({ method: request.method ?? 'GET', url, headers, body, signal })
  if (outcome.type === 'reply') send(response, outcome.reply)
  else if (outcome.type === 'cut') cut(request, response, outcome.reply)
  else if (outcome.type === 'unhandled') send(response, textReply(404, outcome.message))
  else request.socket.destroy()
}

/** Every value of a header; `request.headers` keeps the first `Host` only. */
function headerValues({ rawHeaders }: IncomingMessage, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
}

function textReply(status: number, message: string): WireReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${message}\n` }
}

function send(response: ServerResponse, { status, headers, body }: WireReply): void {
  response.writeHead(
    status,
    status === 204 ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
  )
  response.end(status === 204 ? undefined : body)
}

/** How long the rest of a refused body is read and dropped, in milliseconds. */
const LINGER = 2000

/**
 * Answers, then drops what the client still sends: a socket that is closed over unread bytes is reset, and the client
 * may never see the answer.
 */
function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  { status, message }: RefusedRequest,
): void {
  const { socket } = request
  if (response.headersSent || socket.destroyed) return void socket.destroy()
  send(response, textReply(status, message))
  if (request.complete) return
  const timer = setTimeout(() => socket.destroy(), LINGER)
  const stop = (): void => {
    clearTimeout(timer)
    socket.off('close', stop)
  }
  // Once it is answered, the request itself no longer hears that the socket has closed.
  socket.on('close', stop)
  request.on('end', stop).resume()
}

const NO_PROXY =
  'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\nThe emulator is no proxy.\n'

/** Promises the whole body, sends half of it and breaks the connection. */
function cut(request: IncomingMessage, response: ServerResponse, { status, headers, body }: WireReply): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroy())
}
