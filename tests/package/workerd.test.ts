import { Miniflare, type Request, Response } from 'miniflare'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmulator } from '../../mocks/index.ts'
import { assertBuilt } from './built.ts'
import { bundle } from './bundle.ts'
import { packageManifest, specifier } from './entries.ts'

/** No flag, and a date before most of the switches: what runs here runs in every Worker. */
const COMPATIBILITY_DATE = '2024-01-01'

/** One call of each entry; the answer is what `answer()` resolves to. */
const CALLS: Readonly<Record<string, { readonly code: string; readonly answer: unknown }>> = {
  '.': {
    code: `
      import { SCIMClient } from 'slack-scim'
      import { createEmulator } from 'slack-scim/mocks'
      export const answer = async () => {
        const emulator = createEmulator()
        const scim = new SCIMClient(emulator.token, { fetch: emulator.fetch })
        const { user } = await scim.createUser({ userName: 'jo', emails: [{ value: 'jo@example.com', primary: true }] })
        return (await scim.readUser(user.id)).user.userName
      }`,
    answer: 'jo',
  },
  './filter': {
    code: `
      import { and, eq, formatFilter, matchesFilter, parseFilter } from 'slack-scim/filter'
      export const answer = () => {
        const filter = parseFilter('userName eq "jo" and active eq true')
        const same = formatFilter(and(eq('userName', 'jo'), eq('active', true))) === formatFilter(filter)
        return [same, matchesFilter(filter, { userName: 'jo', active: true })]
      }`,
    answer: [true, true],
  },
  './patch': {
    code: `
      import { applyPatch, patchOp, replace } from 'slack-scim/patch'
      export const answer = () => applyPatch({ title: 'Nurse' }, patchOp(replace('title', 'Doctor')))`,
    answer: { title: 'Doctor' },
  },
  './schemas': {
    code: `
      import { safeParse } from 'valibot'
      import { errorEnvelope1 } from 'slack-scim/schemas'
      export const answer = () => safeParse(errorEnvelope1(), { Errors: { description: 'user_not_found', code: 404 } }).success`,
    answer: true,
  },
  './node': {
    code: `
      import { nodeTransport } from 'slack-scim/node'
      export const answer = () => {
        try { nodeTransport() } catch (error) { return [error.name, error.message.split(',')[0]] }
      }`,
    answer: ['SCIMConfigurationError', 'nodeTransport: needs Node with undici'],
  },
  './bun': {
    code: `
      import { bunTransport } from 'slack-scim/bun'
      export const answer = () => {
        try { bunTransport() } catch (error) { return [error.name, error.message.split(',')[0]] }
      }`,
    answer: ['SCIMConfigurationError', "bunTransport: needs Bun (for a bundle: its condition 'bun')"],
  },
  './deno': {
    code: `
      import { denoTransport } from 'slack-scim/deno'
      export const answer = () => {
        try { denoTransport() } catch (error) { return [error.name, error.message.split(',')[0]] }
      }`,
    answer: ['SCIMConfigurationError', "denoTransport: needs Deno (for a bundle: its condition 'deno')"],
  },
  './workers': {
    code: `
      import { SCIMClient } from 'slack-scim'
      import { workersTransport } from 'slack-scim/workers'
      export const answer = async () => {
        const binding = { fetch: async (url) => Response.json({ id: new URL(url).pathname }) }
        return (await new SCIMClient('xoxp-x', { transport: workersTransport({ binding }) }).readUser('U1')).body
      }`,
    answer: { id: '/scim/v1/Users/U1' },
  },
  './relay': {
    code: `
      import { SCIMClient } from 'slack-scim'
      import { relayTransport } from 'slack-scim/relay'
      export const answer = async () => {
        const fetch = async (url, { headers }) =>
          Response.json({ id: new URL(url).pathname, relay: new Headers(headers).get('x-slack-scim-relay') })
        const transport = relayTransport({ url: 'https://app.example/api/scim', fetch })
        const { body } = await new SCIMClient(null, { transport }).readUser('U1')
        return body
      }`,
    answer: { id: '/api/scim/v1/Users/U1', relay: '1' },
  },
  './relay/server': {
    code: `
      import { createRelay } from 'slack-scim/relay/server'
      import { createEmulator } from 'slack-scim/mocks'
      export const answer = async () => {
        const emulator = createEmulator()
        const relay = createRelay({
          token: emulator.token,
          origins: ['https://app.example'],
          authorize: () => true,
          allow: { searchUsers: { attributes: ['userName'] } },
          fetch: emulator.fetch,
        })
        const headers = { 'x-slack-scim-relay': '1', 'sec-fetch-site': 'same-origin' }
        const ask = (path) => relay(new Request('https://app.example/api/scim/' + path, { headers }))
        const { Resources } = await (await ask('v2/Users')).json()
        return [Resources.map(({ userName }) => userName), (await ask('v2/Groups')).status]
      }`,
    answer: [['owner'], 403],
  },
  './pacing': {
    code: `
      import { SCIMClient } from 'slack-scim'
      import { slackPacer } from 'slack-scim/pacing'
      import { createEmulator } from 'slack-scim/mocks'
      export const answer = async () => {
        const { token, transport } = createEmulator()
        const pacer = slackPacer()
        const { users } = await new SCIMClient(token, { pacer, transport }).searchUsers()
        const [{ name, used }] = pacer.snapshot().limits
        return [users.length, name, used]
      }`,
    answer: [1, 'GET Users', 1],
  },
  './pacing/redis': {
    code: `
      import { slackPacer } from 'slack-scim/pacing'
      import { redisPacing } from 'slack-scim/pacing/redis'
      export const answer = async () => {
        const pacer = slackPacer({ store: redisPacing(async (_script, keys) => [0, 0], { name: 'acme' }) })
        const rest = { attempts: 0, applied: 'no', since: Date.now(), deadline: Infinity }
        const permit = await pacer.acquire({ operation: 'createUser', method: 'POST', path: 'Users', ...rest })
        permit.done({ status: 201 })
        return pacer.snapshot().store
      }`,
    answer: 'up',
  },
  './pacing/durable-object': {
    code: `
      import { slackPacer } from 'slack-scim/pacing'
      import { durableObjectPacing, SlackPacing } from 'slack-scim/pacing/durable-object'
      export const answer = async () => {
        const storage = { list: async () => new Map(), put: async () => {} }
        const object = new SlackPacing({ storage, blockConcurrencyWhile: (work) => work() })
        const stub = { fetch: (url, init) => object.fetch(new Request(url, init)) }
        const store = durableObjectPacing({ idFromName: (name) => name, get: () => stub }, { name: 'acme' })
        const pacer = slackPacer({ store })
        const rest = { attempts: 0, applied: 'no', since: Date.now(), deadline: Infinity }
        const permit = await pacer.acquire({ operation: 'createUser', method: 'POST', path: 'Users', ...rest })
        permit.done({ status: 201 })
        return pacer.snapshot().store
      }`,
    answer: 'up',
  },
  './provisioning': {
    code: `
      import { ATTRIBUTE_NAMES } from 'slack-scim/provisioning'
      export const answer = () => ATTRIBUTE_NAMES.slice(0, 2)`,
    answer: ['userName', 'displayName'],
  },
  './provisioning/redis': {
    code: `
      import { redisJournal } from 'slack-scim/provisioning/redis'
      export const answer = async () => {
        const journal = redisJournal(async (_script, _keys, [op]) => (op === 'lease' ? '7' : 'ok'), { name: 'acme' })
        return journal.lease('worker', 1000)
      }`,
    answer: { owner: 'worker', fence: 7 },
  },
  './provisioning/durable-object': {
    code: `
      import { durableObjectJournal } from 'slack-scim/provisioning/durable-object'
      export const answer = async () => {
        const object = { fetch: async () => Response.json({ value: ['r1'] }) }
        return durableObjectJournal({ idFromName: (name) => name, get: () => object }, { name: 'acme' }).runs()
      }`,
    answer: ['r1'],
  },
  './provisioning/html': {
    code: `
      import { renderHtml } from 'slack-scim/provisioning/html'
      export const answer = () => {
        const base = { accounts: 1, managed: 1, managedGuests: 0, groups: 0, memberships: 0, groupSizes: {} }
        const asOf = '2026-11-29T12:00:00Z'
        const snapshot = { takenAt: asOf, complete: true }
        const lists = { sources: [], steps: [], held: [], drift: [], links: [] }
        const page = renderHtml({ format: 1, organization: 'E1', asOf, snapshot, base, ...lists })
        return /<title>(.*)<\\/title>/.exec(page)[1]
      }`,
    answer: 'Plan for E1: 0 steps',
  },
  './mocks': {
    code: `
      import { createEmulator, seedDirectory } from 'slack-scim/mocks'
      export const answer = async () => {
        const emulator = createEmulator({ seed: seedDirectory({ users: 3, groups: 1 }) })
        const response = await emulator.fetch('https://api.slack.com/scim/v2/Groups', {
          headers: { authorization: 'Bearer ' + emulator.token },
        })
        return (await response.json()).totalResults
      }`,
    answer: 1,
  },
}

/** What need not load in a Worker, and why. */
const EXCEPTIONS = new Map([
  ['./provisioning/node', 'needs files; the stub that takes its place is tested beside it'],
  ['./mocks/server', 'listens on a socket, by node:http'],
  [
    './mocks/msw',
    "msw's cookie store wants localStorage while it loads; `interceptFetch` does the same there",
  ],
  ['./package.json', 'data'],
  ['./schemas/config.schema.json', 'data'],
  ['./schemas/event.schema.json', 'data'],
  ['./schemas/plan.schema.json', 'data'],
  ['./schemas/report.schema.json', 'data'],
  ['./schemas/seed.schema.json', 'data'],
])

const WORKER = (module: string): string => `
  ${module}
  export default { fetch: async () => Response.json((await answer()) ?? null) }`

async function run(
  code: string,
  outboundService: (request: Request) => Promise<Response> = async ({ url }) =>
    new Response(`${url} was asked for`, { status: 501 }),
): Promise<unknown> {
  const miniflare = new Miniflare({
    modules: true,
    script: await bundle(WORKER(code)),
    compatibilityDate: COMPATIBILITY_DATE,
    compatibilityFlags: [],
    cf: false,
    outboundService,
  })
  try {
    const response = await miniflare.dispatchFetch('http://worker.test/')
    const text = await response.text()
    if (!response.ok) throw new Error(text)
    return JSON.parse(text)
  } finally {
    await miniflare.dispose()
  }
}

beforeAll(assertBuilt)

describe('in a Worker with no compatibility flag', () => {
  test('calls every entry, or gives a reason not to', () => {
    const known = [...Object.keys(CALLS), ...EXCEPTIONS.keys()]
    expect(known.sort()).toEqual(Object.keys(packageManifest.exports).sort())
  })

  test.each(Object.entries(CALLS))('loads and calls %s', async (key, { code, answer }) => {
    expect(code).toContain(`from '${specifier(key)}'`)
    expect(await run(code)).toEqual(answer)
  })

  test('sends requests of the client through the global fetch', async () => {
    const emulator = createEmulator()
    const code = `
      import { SCIMClient } from 'slack-scim'
      export const answer = async () => {
        const { users } = await new SCIMClient(${JSON.stringify(emulator.token)}).searchUsers()
        return users.map((user) => user.userName)
      }`
    const hosts: string[] = []
    const names = await run(code, async (request) => {
      hosts.push(new URL(request.url).host)
      const { method, headers } = request
      const answer = await emulator.fetch(request.url, { method, headers: [...headers] })
      return new Response(await answer.text(), { status: answer.status, headers: [...answer.headers] })
    })
    expect(names).toEqual(['owner'])
    expect(hosts).toEqual(['api.slack.com'])
  })
})
