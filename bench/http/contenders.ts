import { peer } from '../peers.ts'
import type { Client, Page, Person } from './works.ts'

/** Makes the client of a contender for a service. */
export type Contender = (base: string) => Promise<Client>

const TOKEN = 'xoxp-bench'
const HEADERS = { authorization: `Bearer ${TOKEN}`, accept: 'application/json' }
const JSON_HEADERS = { ...HEADERS, 'content-type': 'application/json; charset=utf-8' }
const TIMEOUT = 30_000

/** A request as every contender but ours gets it. */
interface Plain {
  /** Resolves to the parsed JSON of a GET. */
  get(url: string): Promise<unknown>
  /** Resolves to the parsed JSON of a POST. */
  post(url: string, body: object): Promise<unknown>
}

/** Everything that is compared, by name; each library is imported by the process that measures it. */
export const CONTENDERS: Readonly<Record<string, Contender>> = {
  fetch: plain(async () => ({
    get: async (url) => (await fetch(url, { headers: HEADERS })).json(),
    post: async (url, body) =>
      (await fetch(url, { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(body) })).json(),
  })),
  'fetch, signal and timer': plain(async () => ({
    get: (url) => timed(url, { headers: HEADERS }),
    post: (url, body) => timed(url, { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(body) }),
  })),
  'undici.request': plain(async () => {
    const { request } = await peer('undici')
    return {
      get: async (url) => (await request(url, { headers: HEADERS })).body.json(),
      post: async (url, body) =>
        (
          await request(url, { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(body) })
        ).body.json(),
    }
  }),
  ofetch: plain(async () => {
    const { ofetch } = await peer('ofetch')
    return {
      get: (url) => ofetch(url, { headers: HEADERS }),
      post: (url, body) => ofetch(url, { method: 'POST', headers: HEADERS, body }),
    }
  }),
  ky: plain(async () => {
    const { default: ky } = await peer('ky')
    return {
      get: (url) => ky.get(url, { headers: HEADERS }).json(),
      post: (url, json) => ky.post(url, { headers: HEADERS, json }).json(),
    }
  }),
  axios: plain(async () => {
    const [{ default: axios }, { Agent }] = await Promise.all([peer('axios'), import('node:http')])
    const client = axios.create({ headers: HEADERS, httpAgent: new Agent({ keepAlive: true }) })
    return {
      get: async (url) => (await client.get(url)).data,
      post: async (url, body) => (await client.post(url, body)).data,
    }
  }),
  'slack-scim': async (base) => ours(base, {}),
  'slack-scim, nodeTransport': async (base) => {
    const { nodeTransport } = await import('../../src/transports/node.ts')
    return ours(base, { transport: nodeTransport() })
  },
}

/** What a caller has to write at least around `fetch`: the whole answer is under a timeout. */
async function timed(url: string, init: RequestInit): Promise<unknown> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), TIMEOUT)
  try {
    const response = await fetch(url, { ...init, signal: controller.signal })
    return JSON.parse(await response.text())
  } finally {
    clearTimeout(timer)
  }
}

function plain(make: () => Promise<Plain>): Contender {
  return async (base) => {
    const { get, post } = await make()
    return {
      read: async (path) => (await get(base + path)) as Person,
      create: async (user) => (await post(`${base}Users`, user)) as Person,
      async page(startIndex, count): Promise<Page> {
        const body = await get(`${base}Users?startIndex=${startIndex}&count=${count}`)
        const { totalResults, Resources } = body as { totalResults: number; Resources: Person[] }
        return { total: totalResults, people: Resources }
      },
    }
  }
}

async function ours(baseUrl: string, options: object): Promise<Client> {
  const { SCIMClient } = await import('../../src/index.ts')
  const scim = new SCIMClient(TOKEN, { ...options, baseUrl })
  return {
    read: async (path) => (await scim.readUser(path.slice('Users/'.length))).user,
    create: async (user) => (await scim.createUser(user as Parameters<typeof scim.createUser>[0])).user,
    async page(startIndex, count) {
      const { totalResults = 0, users } = await scim.searchUsers({ startIndex, count })
      return { total: totalResults, people: users }
    },
    walk: () => scim.searchUsers(),
  }
}
