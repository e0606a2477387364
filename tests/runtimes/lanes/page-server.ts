import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a server of a page answers: with a file, or with what a function makes of the request. */
export type Routes = Readonly<Record<string, PageFile | Handler>>

/** A function as frameworks mount it; it gets what is below its path too. */
export type Handler = (request: Request) => Promise<Response>

/** A file in memory. */
export interface PageFile {
  readonly type: 'text/html' | 'text/javascript'
  readonly text: string
}

/** A server that listens. */
export interface PageServer {
  /** Such as `http://127.0.0.1:4711`: browsers trust it with service workers. */
  readonly origin: string
  close(): Promise<void>
}

/** Serves a page on loopback. */
export async function servePage(routes: Routes): Promise<PageServer> {
  const server = createServer((incoming, outgoing) => {
    respond(routes, incoming, outgoing).catch(() => incoming.socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function respond(routes: Routes, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`)
  const route = routes[url.pathname] ?? routes[`/${url.pathname.split('/')[1]}/`]
  if (typeof route !== 'function') {
    outgoing.writeHead(route ? 200 : 404, { 'content-type': `${route?.type ?? 'text/plain'};charset=utf-8` })
    outgoing.end(route?.text)
    return
  }
  const response = await route(await requestOf(incoming, url))
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(await response.text())
}

async function requestOf(incoming: IncomingMessage, url: URL): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value))
  const { method = 'GET' } = incoming
  return new Request(url, { method, headers, ...(chunks.length > 0 && { body: Buffer.concat(chunks) }) })
}
