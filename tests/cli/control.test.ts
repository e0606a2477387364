import { afterEach, describe, expect, it } from 'vitest'
import { withControl } from '../../cli/emulator/control.ts'
import { createClock } from '../../cli/emulator/emulator-clock.ts'
import type { Speed } from '../../cli/emulator/speed.ts'
import { createEmulator, type EmulatorOptions } from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'

let server: EmulatorServer | undefined
afterEach(() => server?.close())

interface Setting {
  readonly emulator?: EmulatorOptions
  readonly speed?: Speed
  /** The host that the server says it listens on. */
  readonly host?: string
}

async function start({ emulator: options, speed = { kind: 'real' }, host = '127.0.0.1' }: Setting = {}) {
  const time = createClock(speed)
  const seed = {
    users: [{ userName: 'jo', id: 'U0JO' }],
    groups: [{ displayName: 'Design', members: ['jo'] }],
  }
  const emulator = createEmulator({ seed, clock: time.clock, ...options })
  server = await serveEmulator(withControl(emulator, time, host), { allowedHosts: ['emulator'] })
  const { origin } = new URL(server.url)
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const response = await fetch(`${origin}${path}`, init)
    const text = await response.text()
    const isJSON = response.headers.get('content-type')?.startsWith('application/json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJSON ? JSON.parse(text) : undefined,
    }
  }
  const scim = (method: string, path: string) =>
    call(method, `/scim/v1/${path}`, undefined, { authorization: `Bearer ${emulator.token}` })
  return { emulator, origin, call, scim }
}

describe('GET /', () => {
  it('tells where both versions are and with which token', async () => {
    const { call, origin, emulator } = await start()
    const { status, text } = await call('GET', '/')
    expect(status).toBe(200)
    expect(text).toContain(`${origin}/scim/v1/`)
    expect(text).toContain(`${origin}/scim/v2/`)
    expect(text).toContain(emulator.token)
  })
})

describe('/_emulator/', () => {
  it('lists its endpoints, each of which answers', async () => {
    const { call, origin, emulator } = await start()
    for (const path of ['/_emulator', '/_emulator/']) {
      expect((await call('GET', path)).body).toMatchObject({
        scim: { '1.1': `${origin}/scim/v1/`, '2.0': `${origin}/scim/v2/` },
        token: emulator.token,
      })
    }
    const { endpoints } = (await call('GET', '/_emulator/')).body as { endpoints: string[] }
    expect(endpoints).toHaveLength(9)
    for (const endpoint of endpoints) {
      const [method = '', path = ''] = endpoint.split(' ')
      expect([endpoint, (await call(method, path)).status]).toEqual([
        endpoint,
        expect.toBeOneOf([200, 204, 400]),
      ])
    }
  })

  it('shows the state as it is', async () => {
    const { call, emulator } = await start()
    const { users, groups } = (await call('GET', '/_emulator/state')).body
    expect(users).toEqual(JSON.parse(JSON.stringify(emulator.state.users)))
    expect(groups).toMatchObject([{ displayName: 'Design', members: ['U0JO'] }])
  })

  it('adds, lists and clears faults', async () => {
    const { call, scim } = await start()
    const fault = { kind: 'status', status: 503, times: 'always' }
    const added = await call('POST', '/_emulator/faults', fault)
    expect([added.status, added.body]).toEqual([201, [fault]])
    expect((await scim('GET', 'Users')).status).toBe(503)
    expect(
      (await call('POST', '/_emulator/faults', [{ kind: 'hang', match: { operation: 'readUser' } }])).body,
    ).toHaveLength(2)
    expect((await call('GET', '/_emulator/faults')).body).toHaveLength(2)
    expect((await call('DELETE', '/_emulator/faults')).status).toBe(204)
    expect((await scim('GET', 'Users')).status).toBe(200)
  })

  it.each([
    [{ kind: 'hang', whn: 'after' }, "[0].whn: unknown key: did you mean 'when'?"],
    [
      { kind: 'hang', match: { operaton: 'x' } },
      "[0].match.operaton: unknown key: did you mean 'operation'?",
    ],
    [{ kind: 'hang', match: { operation: 'createUsers' } }, 'createUser'],
    [{ kind: 'refusal', reason: 'no_reason' }, 'no_reason'],
    [{ kind: 'interference' }, '[0].act: required'],
    ['text', 'must be an object'],
  ])('refuses the fault %j with a 400', async (fault, message) => {
    const { call } = await start()
    const { status, body } = await call('POST', '/_emulator/faults', fault)
    expect([status, body.error]).toEqual([400, expect.stringContaining(message)])
    expect((await call('GET', '/_emulator/faults')).body).toEqual([])
  })

  it('tells what was assumed and what happened, and forgets both on reset', async () => {
    const { call, scim } = await start()
    await scim('DELETE', 'Users/U0JO')
    const used = { name: 'deactivation-visibility', value: 'one-read-late', uses: 1 }
    expect((await call('GET', '/_emulator/assumptions')).body).toContainEqual(expect.objectContaining(used))
    expect((await call('GET', '/_emulator/events')).body).toContainEqual(
      expect.objectContaining({ type: 'request', operation: 'deleteUser' }),
    )
    expect((await call('POST', '/_emulator/reset')).status).toBe(204)
    expect((await call('GET', '/_emulator/assumptions')).body).toEqual([])
    expect((await call('GET', '/_emulator/state')).body.users).toMatchObject([{}, { active: true }])
  })

  it('advances a manual clock, which ends a lag and a latency', async () => {
    const { call, scim } = await start({
      speed: { kind: 'manual' },
      emulator: {
        assumptions: { 'deactivation-visibility': 'five-seconds-late' },
        faults: [{ kind: 'latency', milliseconds: 60_000, match: { operation: 'searchGroups' } }],
      },
    })
    const slow = scim('GET', 'Groups')
    await scim('DELETE', 'Users/U0JO')
    expect((await scim('GET', 'Users/U0JO')).body.active).toBe(true)
    const before = Date.parse((await call('GET', '/_emulator/clock')).body.now)
    const after = await call('POST', '/_emulator/clock', { advance: 60_000 })
    expect([after.status, Date.parse(after.body.now) - before, after.body.manual]).toEqual([
      200,
      60_000,
      true,
    ])
    expect((await scim('GET', 'Users/U0JO')).body.active).toBe(false)
    expect((await slow).status).toBe(200)
  })

  it('refuses to advance a clock that passes by itself, and nonsense', async () => {
    const real = await start()
    expect((await real.call('POST', '/_emulator/clock', { advance: 1 })).status).toBe(409)
    await server?.close()
    const { call } = await start({ speed: { kind: 'manual' } })
    for (const body of [{ advance: -1 }, { advance: '1' }, { advanc: 1 }, []]) {
      expect((await call('POST', '/_emulator/clock', body)).status).toBe(400)
    }
  })

  it('answers 404 and 405 with what there is', async () => {
    const { call } = await start()
    expect((await call('GET', '/_emulator/stat')).status).toBe(404)
    const { status, headers } = await call('PUT', '/_emulator/faults')
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST, DELETE'])
    expect((await call('GET', '/_emulators')).status).toBe(404)
  })

  it.each([
    ['Origin', 'http://attacker.example'],
    ['Origin', 'null'],
    ['Origin', 'http://localhost:3000'],
    ['Sec-Fetch-Site', 'cross-site'],
    ['Sec-Fetch-Site', 'same-origin'],
  ])('refuses a web page, known by %s: %s', async (name, value) => {
    const { call, emulator } = await start()
    emulator.faults.add({ kind: 'hang' })
    for (const [method, path] of [
      ['GET', 'state'],
      ['POST', 'reset'],
      ['DELETE', 'faults'],
    ] as const) {
      const { status, text } = await call(method, `/_emulator/${path}`, undefined, { [name]: value })
      expect([status, text]).toEqual([403, expect.not.stringContaining(emulator.token)])
    }
    expect(emulator.faults.active).toHaveLength(1)
  })

  it('refuses a host name that is allowed but not loopback, and a server that is open to the network', async () => {
    const { origin } = await start()
    const { request } = await import('node:http')
    const status = await new Promise((resolve, reject) => {
      const headers = { host: 'emulator' }
      request(`${origin}/_emulator/state`, { headers }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(403)
    await server?.close()
    const { call } = await start({ host: '0.0.0.0' })
    expect((await call('GET', '/_emulator/state')).status).toBe(403)
  })
})
