import axios from 'axios'
import ky from 'ky'
import { createFetch } from 'ofetch'
import createClient from 'openapi-fetch'
import { fixtures } from '../mocks/index.ts'
import { SCIMClient } from '../src/index.ts'
import { type Contender, measure } from './measure.ts'
import { goal, measuredTable } from './table.ts'

const BASE = 'https://api.slack.com/scim/v1/'
const TOKEN = 'xoxp-bench'

/** Calls in one turn, one after the other. */
const BATCH = 50

/** The part of Slack's API that openapi-fetch is told about. */
interface Paths {
  '/Users/{id}': {
    get: {
      parameters: { path: { id: string } }
      responses: { 200: { content: { 'application/json': { id: string } } } }
    }
  }
}

/**
 * What one `readUser` costs beside other clients of `fetch`, without a network: the same stub answers all of
 * them with the same full user, and all parse it.
 */
export async function chain(): Promise<string> {
  const user = fixtures().fullUser1.body as { readonly id: string }
  const text = JSON.stringify(user)
  const stub = async (_input: string | URL | Request, _init?: RequestInit): Promise<Response> =>
    new Response(text, { headers: { 'content-type': 'application/json; charset=utf-8' } })
  const calls = callers(stub, user.id)
  for (const { name, read } of calls) {
    const { id } = (await read()) as { readonly id?: unknown }
    if (id !== user.id) throw new Error(`${name} did not read the user`)
  }
  const measured = await measure(
    calls.map(
      ({ name, read }): Contender => ({
        name,
        run: async () => {
          for (let call = 0; call < BATCH; call++) await read()
        },
      }),
    ),
    { batch: BATCH, rounds: 9 },
  )
  const ratio = (name: string): number =>
    measured.find((one) => one.name === name)?.ratio ?? Number.POSITIVE_INFINITY
  const own = ratio('slack-scim')
  return [
    `The chain: one read of a user of ${text.length} bytes over a fetch that answers at once; ratios to ofetch`,
    measuredTable('one call', measured),
    goal(`at most twice ofetch (${own.toFixed(2)})`, own <= 2),
    goal(`below ky (${(own / ratio('ky')).toFixed(2)} of it)`, own < ratio('ky')),
  ].join('\n\n')
}

/** Reads the user, and resolves to it as it was parsed. */
interface CallerUnderTest {
  readonly name: string
  readonly read: () => Promise<unknown>
}

function callers(stub: typeof fetch, id: string): CallerUnderTest[] {
  const headers = { authorization: `Bearer ${TOKEN}`, accept: 'application/json' }
  const $fetch = createFetch({ fetch: stub, defaults: { baseURL: BASE, headers } })
  const kyClient = ky.create({ prefix: BASE, headers, fetch: stub })
  const axiosClient = axios.create({ baseURL: BASE, headers, adapter: 'fetch', env: { fetch: stub } })
  const openapi = createClient<Paths>({ baseUrl: BASE, headers, fetch: stub })
  const scim = new SCIMClient(TOKEN, { fetch: stub })
  const path = `Users/${id}`
  return [
    { name: 'ofetch', read: () => $fetch(path) },
    { name: 'fetch and json()', read: async () => (await stub(BASE + path, { headers })).json() },
    { name: 'ky', read: () => kyClient.get(path).json() },
    { name: 'axios', read: async () => (await axiosClient.get(path)).data },
    {
      name: 'openapi-fetch',
      read: async () => (await openapi.GET('/Users/{id}', { params: { path: { id } } })).data,
    },
    { name: 'slack-scim', read: async () => (await scim.readUser(id)).user },
  ]
}
