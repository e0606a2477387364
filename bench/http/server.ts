import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEmulator, seedDirectory } from '../../mocks/index.ts'
import { PAGE, PEOPLE, type Sample } from './works.ts'

// A process of its own: answers from prepared texts at once, so that a request costs the service next to nothing.

/** What the server tells its parent once it listens. */
export interface Listening {
  readonly base: string
  readonly sample: Sample
}

const { baseUrl, token, transport } = createEmulator({ seed: seedDirectory({ users: PEOPLE, groups: 1 }) })
const ask = async (path: string): Promise<string> => {
  const response = await transport(`${baseUrl}v1/${path}`, {
    method: 'GET',
    headers: { authorization: `Bearer ${token}` },
  })
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
  return response.text()
}

const pages = new Map<string, Buffer>()
for (let start = 1; start <= PEOPLE; start += PAGE) await prepare(start, PAGE)
await prepare(1, 100)
await prepare(1, 1)
const { Resources } = JSON.parse(String(pages.get('1,1'))) as { Resources: [{ id: string }] }
const [person] = Resources
const one = Buffer.from(JSON.stringify(person))

async function prepare(start: number, count: number): Promise<void> {
  pages.set(`${start},${count}`, Buffer.from(await ask(`Users?startIndex=${start}&count=${count}`)))
}

function send(response: ServerResponse, status: number, body: Buffer): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length }
  response.writeHead(status, headers).end(body)
}

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    request.resume().on('end', () => send(response, 201, one))
    return
  }
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1')
  if (!pathname.endsWith('/Users')) return send(response, 200, one)
  const body = pages.get(`${searchParams.get('startIndex')},${searchParams.get('count')}`)
  // A walk asks once behind its last full page.
  send(response, 200, body ?? Buffer.from(`{"totalResults":${PEOPLE},"Resources":[]}`))
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  const {
    id: _id,
    meta: _meta,
    groups: _groups,
    externalId: _externalId,
    ...body
  } = person as object as Record<string, unknown>
  process.send?.({
    base: `http://127.0.0.1:${port}/scim/v1/`,
    sample: { id: person.id, body },
  } satisfies Listening)
})
process.on('disconnect', () => process.exit())
