import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { fixtures } from '../../mocks/index.ts'

/** A service on this machine that counts connections. */
export interface Service {
  readonly baseUrl: string
  /** Connections that were made since it began. */
  made(): number
  /** The most connections that were open at a time. */
  most(): number
  close(): Promise<void>
}

/** Starts a service that answers every read with the same user, and never answers for `UHANGS`. */
export async function startService(): Promise<Service> {
  const user = JSON.stringify(fixtures().fullUser1.body)
  const open = new Set<Socket>()
  let made = 0
  let most = 0
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    request.resume()
    if (url.endsWith('UHANGS')) return
    response.statusCode = Number(url.match(/U(404|500)$/)?.[1] ?? 200)
    response.setHeader('content-type', 'application/json')
    response.end(user)
  })
  server.on('connection', (socket) => {
    made++
    open.add(socket)
    most = Math.max(most, open.size)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v1/`,
    made: () => made,
    most: () => most,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
