import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import SCIMMY from 'scimmy'
import SCIMMYRouters from 'scimmy-routers'

/** A SCIM 2.0 server that listens. */
export interface SCIMMYServer {
  /** Ends in a slash. */
  readonly url: string
  readonly token: string
  close(): Promise<void>
}

interface Stored {
  readonly id: string
  readonly [attribute: string]: unknown
}

/** The resource that asks, as scimmy hands it to a handler. */
interface Asking {
  readonly id?: string | undefined
  readonly filter?: { match(values: readonly Stored[]): Stored[] } | undefined
}

/** Handlers over a map; scimmy takes one set of them for a process. */
function store(prefix: string, unique: string) {
  const resources = new Map<string, Stored>()
  let issued = 0
  return {
    clear: () => resources.clear(),
    egress({ id, filter }: Asking): Stored | Stored[] {
      if (id === undefined) return filter ? filter.match([...resources.values()]) : [...resources.values()]
      return resources.get(id) ?? missing(id)
    },
    ingress({ id }: Asking, instance: object): Stored {
      if (id !== undefined && !resources.has(id)) missing(id)
      const written = JSON.parse(JSON.stringify(instance)) as Record<string, unknown>
      const taken = [...resources.values()].some(
        (other) => other.id !== id && other[unique] === written[unique],
      )
      if (taken) throw new SCIMMY.Types.Error(409, 'uniqueness', `${unique} is taken`)
      const resource = { ...written, id: id ?? `${prefix}${++issued}` }
      resources.set(resource.id, resource)
      return resource
    },
    degress({ id = '' }: Asking): void {
      if (!resources.delete(id)) missing(id)
    },
  }
}

function missing(id: string): never {
  throw new SCIMMY.Types.Error(404, '', `Resource ${id} not found`)
}

const TOKEN = 'scimmy-token'

/** Starts scimmy behind Express on loopback, with an empty store. */
export async function startSCIMMY(): Promise<SCIMMYServer> {
  const users = store('U', 'userName')
  const groups = store('S', 'displayName')
  SCIMMY.Resources.declare(SCIMMY.Resources.User, { ...users } as never)
  SCIMMY.Resources.declare(SCIMMY.Resources.Group, { ...groups } as never)
  const app = express()
  app.use(
    '/scim',
    new SCIMMYRouters({
      type: 'bearer',
      handler: (request: { header(name: string): string | undefined }) => {
        if (request.header('authorization') !== `Bearer ${TOKEN}`) throw new Error('invalid token')
        return 'admin'
      },
    } as never),
  )
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/`,
    token: TOKEN,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
