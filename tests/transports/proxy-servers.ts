import {
  createServer as createHTTPServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import { createServer as createHTTPSServer } from 'node:https'
import { connect, createServer as createTCPServer } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Certificates } from './certificates.ts'
import { closedPort, type Listening, listen } from './listening.ts'
import { startMutualServer } from './mutual-server.ts'

/** What the contract of proxies and certificates needs to know: plain data, for another process. */
export interface ProxyAddresses {
  /** A proxy that lets everybody through. */
  readonly open: string
  /** One that is spoken to by TLS. */
  readonly secure: string
  /** One that wants the user `us@er` and the password `p:w ✓`. */
  readonly guarded: string
  /** The same, spoken to by TLS. */
  readonly secureGuarded: string
  /** One that answers every CONNECT with 403. */
  readonly refusing: string
  /** One that ends every connection when it is spoken to. */
  readonly broken: string
  /** One that never answers a CONNECT. */
  readonly silent: string
  /** Nobody listens. */
  readonly absent: string
  /** A service for `http:`; it answers with its path. */
  readonly plain: string
  /** One for `https:` with a certificate of `certificates.ca`. */
  readonly tls: string
  /** The same, whose certificate has another name. */
  readonly misnamed: string
  /** The same, which wants a certificate, and answers with the name in it. */
  readonly mutual: string
  readonly certificates: Certificates
  /** `GET` answers with {@link Asked}, and empties it. */
  readonly control: string
}

/** What proxies were asked, in order. */
export interface Asked {
  /** Such as `CONNECT 127.0.0.1:443`. */
  readonly lines: readonly string[]
  /** The values of `Proxy-Authorization` that services have got, which none should. */
  readonly leaked: readonly string[]
}

export const CREDENTIALS = { username: 'us@er', password: 'p:w ✓' } as const

const EXPECTED = `Basic ${Buffer.from(`${CREDENTIALS.username}:${CREDENTIALS.password}`).toString('base64')}`

/** How a proxy decides: the status of its refusal, or 200. */
type Decide = (message: IncomingMessage) => number

/** Starts the proxies and the services behind them. */
export async function startProxyServers(certificates: Certificates): Promise<{
  readonly addresses: ProxyAddresses
  close(): Promise<void>
}> {
  let lines: string[] = []
  let leaked: string[] = []
  const started: Listening[] = []
  const start = async (server: Parameters<typeof listen>[0]): Promise<number> => {
    const listening = await listen(server)
    started.push(listening)
    return listening.port
  }

  const proxy = (decide: Decide, server = createHTTPServer()): typeof server => {
    const ask = (message: IncomingMessage): number => {
      lines.push(`${message.method} ${message.url}`)
      return decide(message)
    }
    server.on('request', (message: IncomingMessage, response: ServerResponse) => {
      const status = ask(message)
      if (status !== 200) return void response.writeHead(status).end('{"refused":true}')
      const { 'proxy-authorization': _ours, ...headers } = message.headers
      const onward = request(message.url ?? '', { method: message.method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers)
        answer.pipe(response)
      })
      onward.on('error', () => response.writeHead(502).end())
      message.pipe(onward)
    })
    server.on('connect', (message: IncomingMessage, socket: Duplex) => {
      const status = ask(message)
      if (status === 0) return
      if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)
      const { hostname, port } = new URL(`http://${message.url}`)
      const onward = connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        onward.pipe(socket).pipe(onward)
      })
      for (const [one, other] of [
        [onward, socket],
        [socket, onward],
      ] as const) {
        one.on('error', () => other.destroy())
        one.on('close', () => other.destroy())
      }
    })
    return server
  }

  const service = (message: IncomingMessage, response: ServerResponse): void => {
    if (message.headers['proxy-authorization']) leaked.push(message.headers['proxy-authorization'])
    response.setHeader('content-type', 'application/json')
    message.resume().on('end', () => response.end(JSON.stringify({ id: 'U1', path: message.url })))
  }
  const secureService = ({ cert, key }: { cert: string; key: string }): Promise<number> =>
    start(createHTTPSServer({ cert, key, keepAliveTimeout: 60_000 }, service))

  const guard: Decide = ({ headers }) => (headers['proxy-authorization'] === EXPECTED ? 200 : 407)
  const secureProxy = (decide: Decide): Promise<number> =>
    start(proxy(decide, createHTTPSServer(certificates.server)))

  const ports = {
    open: await start(proxy(() => 200)),
    guarded: await start(proxy(guard)),
    refusing: await start(proxy(() => 403)),
    silent: await start(proxy(() => 0)),
    broken: await start(createTCPServer((socket) => void socket.once('data', () => socket.destroy()))),
    plain: await start(createHTTPServer({ keepAliveTimeout: 60_000 }, service)),
    control: await start(
      createHTTPServer((_message, response) => {
        response.setHeader('connection', 'close')
        response.end(JSON.stringify({ lines, leaked } satisfies Asked))
        lines = []
        leaked = []
      }),
    ),
  }
  const mutual = await startMutualServer(certificates)
  const http = (port: number): string => `http://127.0.0.1:${port}`
  const https = (port: number): string => `https://127.0.0.1:${port}`
  return {
    addresses: {
      open: http(ports.open),
      secure: https(await secureProxy(() => 200)),
      guarded: http(ports.guarded),
      secureGuarded: https(await secureProxy(guard)),
      refusing: http(ports.refusing),
      broken: http(ports.broken),
      silent: http(ports.silent),
      absent: http(await closedPort()),
      plain: http(ports.plain),
      tls: https(await secureService(certificates.server)),
      misnamed: https(await secureService(certificates.misnamed)),
      mutual: https(mutual.port),
      certificates,
      control: http(ports.control),
    },
    close: async () => {
      await Promise.all([...started, mutual].map(({ close }) => close()))
    },
  }
}
