import { fixtures } from '../mocks/index.ts'
import { SCIMClient, type Transport } from '../src/index.ts'
import { type Contender, type Measured, measure } from './measure.ts'
import { peer } from './peers.ts'
import type { Goal, Report } from './report.ts'
import { goalLines, measuredTable } from './table.ts'

const { default: axios } = await peer('axios')
const { default: ky } = await peer('ky')
const { createFetch } = await peer('ofetch')
const { default: createClient } = await peer('openapi-fetch')

const BASE = 'https://api.slack.com/scim/v1/'
const TOKEN = 'xoxp-bench'

/** Calls in one turn, one after the other. */
const BATCH = 50

const BARE = 'slack-scim, a transport that answers at once'

/**
 * What one `readUser` costs beside other clients of `fetch`, without a network: the same stub answers all of
 * them with the same full user, and all parse it.
 */
export async function chain(): Promise<Report<readonly Measured[]>> {
  const user = fixtures().fullUser1.body as { readonly id: string }
  const text = JSON.stringify(user)
  const stub = async (_input: string | URL | Request, _init?: RequestInit): Promise<Response> =>
    new Response(text, { headers: { 'content-type': 'application/json; charset=utf-8' } })
  const transport: Transport = async () => ({
    status: 200,
    headers: { get: () => null },
    text: async () => text,
  })
  const bare = new SCIMClient(TOKEN, { transport })
  const calls = [
    ...callers(stub, user.id),
    { name: BARE, read: async () => (await bare.readUser(user.id)).user },
    { name: 'JSON.parse of the user', read: async () => JSON.parse(text) as unknown },
  ]
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
  const find = (name: string): Measured => {
    const one = measured.find((each) => each.name === name)
    if (!one) throw new Error(`${name} was not measured`)
    return one
  }
  const own = find('slack-scim').ratio
  const ky = own / find('ky').ratio
  const { microseconds } = find(BARE)
  const goals: Goal[] = [
    { name: 'chain, a read', aim: 'at most twice ofetch', reached: own.toFixed(2), met: own <= 2 },
    { name: 'chain, a read', aim: 'below ky', reached: `${ky.toFixed(2)} of it`, met: ky < 1 },
    {
      name: BARE,
      aim: 'a read below 7 µs',
      reached: `${microseconds.toFixed(1)} µs`,
      met: microseconds < 7,
    },
  ]
  const shown = [
    `The chain: one read of a user of ${text.length} bytes over a fetch that answers at once; ratios to ofetch`,
    measuredTable('one call', measured),
    goalLines(goals),
  ].join('\n\n')
  return { text: shown, data: measured, goals }
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
  const openapi = createClient({ baseUrl: BASE, headers, fetch: stub })
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
