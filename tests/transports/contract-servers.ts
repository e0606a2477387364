import { createServer as createHTTPServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHTTPSServer } from 'node:https'
import type { Socket } from 'node:net'
import type { Certificates } from './certificates.ts'
import { closedPort, listen } from './listening.ts'

/** Where the servers of the contract are: plain data, so that it can be handed to another process. */
export interface ContractAddresses {
  /** The service, with a path for each way to behave. */
  readonly http: string
  /** The service with a certificate that nobody trusts. */
  readonly https: string
  /** The plain service, spoken to as if it had TLS. */
  readonly mistaken: string
  /** Nobody listens. */
  readonly refused: string
  /** `GET` answers with {@link Counts}; a server apart, so that asking changes no count. */
  readonly control: string
}

/** What the service has seen. */
export interface Counts {
  readonly opened: number
  readonly open: number
  /** Requests by path. */
  readonly requests: Readonly<Record<string, number>>
  /** Paths whose answer ended before it was whole, because the connection was lost. */
  readonly lost: readonly string[]
}

/** The servers, and how to end them. */
export interface ContractServers {
  readonly addresses: ContractAddresses
  close(): Promise<void>
}

/** Half a text, of more bytes than a buffer holds back. */
const HALF = 'x'.repeat(70_000)

function behave(message: IncomingMessage, response: ServerResponse, body: string): void {
  const [, name = '', argument = ''] = (message.url ?? '').split(/[/?]/)
  const json = { 'content-type': 'application/json' }
  const behaviours: Record<string, () => unknown> = {
    status: () => response.writeHead(Number(argument), json).end(`{"status":${argument}}`),
    empty: () => response.writeHead(Number(argument)).end(),
    big: () => response.writeHead(200, json).end(JSON.stringify({ text: 'é€😀'.repeat(500_000) })),
    echo: () => {
      const { method, url, headers } = message
      response.writeHead(200, json).end(JSON.stringify({ method, url, headers, body }))
    },
    headers: () => response.writeHead(200, { ...json, 'X-Request-ID': 'r1', 'x-many': ['a', 'b'] }).end('{}'),
    redirect: () => response.writeHead(302, { location: '/status/200' }).end(),
    hang: () => {},
    half: () => response.writeHead(200, json).write(`{"text":"${HALF}`),
    reset: () => (message.socket as Socket).resetAndDestroy(),
    halfreset: () => {
      response.writeHead(200, json).write(`{"text":"${HALF}`, () => {
        setTimeout(() => (message.socket as Socket).resetAndDestroy(), 20)
      })
    },
  }
  behaviours[name]?.()
}

/** Starts the servers that the contract talks to. */
export async function startContractServers({ server }: Certificates): Promise<ContractServers> {
  const requests: Record<string, number> = {}
  const lost: string[] = []
  const service = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = message.url ?? ''
    requests[path] = (requests[path] ?? 0) + 1
    response.on('close', () => {
      if (!response.writableFinished) lost.push(path)
    })
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk as Buffer)
    behave(message, response, Buffer.concat(chunks).toString('utf8'))
  }
  const plain = await listen(createHTTPServer({ keepAliveTimeout: 60_000 }, service))
  const secure = await listen(createHTTPSServer(server, service))
  const control = await listen(
    createHTTPServer((_message, response) => {
      const counts: Counts = { opened: plain.opened(), open: plain.open(), requests, lost }
      response.setHeader('connection', 'close')
      response.end(JSON.stringify(counts))
    }),
  )
  return {
    addresses: {
      http: `http://127.0.0.1:${plain.port}`,
      https: `https://127.0.0.1:${secure.port}`,
      mistaken: `https://127.0.0.1:${plain.port}`,
      refused: `http://127.0.0.1:${await closedPort()}`,
      control: `http://127.0.0.1:${control.port}`,
    },
    close: async () => {
      await Promise.all([plain.close(), secure.close(), control.close()])
    },
  }
}
