import { createHmac } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../mocks/index.ts'
import { type EmulatorServer, serveEmulator } from '../../mocks/server.ts'
import { expectSound, installExample, type Project, type Service, startService } from './project.ts'

const SECRET = 'hr-and-we-know-this'
const JO = {
  person: 'P-1042',
  version: 3,
  email: 'jo@example.com',
  userName: 'jo',
  givenName: 'Jo',
  familyName: 'Park',
  title: 'Engineer',
}

/** What Bun brings along, as far as the example uses it: its types are a package of their own. */
const BUN_TYPES = `
declare const Bun: {
  readonly env: Readonly<Record<string, string | undefined>>
  serve(options: {
    port: number
    maxRequestBodySize: number
    fetch(request: Request): Promise<Response>
  }): { readonly url: URL }
}
declare module 'bun:sqlite' {
  export class Database {
    constructor(file: string)
    run(sql: string): unknown
    query<Row, Parameters extends unknown[]>(sql: string): {
      get(...values: Parameters): Row | null
      run(...values: Parameters): unknown
    }
  }
}
`

let project: Project
beforeAll(async () => {
  project = await installExample('bun-service')
  const types = join(project.folder, 'node_modules/@types/bun')
  mkdirSync(types, { recursive: true })
  writeFileSync(join(types, 'index.d.ts'), BUN_TYPES)
})
afterAll(() => project.remove())

let emulator: Emulator
let server: EmulatorServer
let service: Service
let ledgers = 0
beforeEach(async () => {
  emulator = createEmulator({
    seed: {
      users: [
        { id: 'U0KIM', userName: 'kim' },
        { userName: 'old', active: false },
      ],
    },
  })
  server = await serveEmulator(emulator)
  ledgers++
  service = await startBun()
})
afterEach(async () => {
  await service.stop()
  await server.close()
})

const startBun = (): Promise<Service> =>
  startService(project.folder, 'bun', ['src/server.ts'], {
    SLACK_SCIM_TOKEN: server.token,
    SLACK_SCIM_URL: `${server.url}v1/`,
    HR_WEBHOOK_SECRET: SECRET,
    HR_LEDGER: `ledger-${ledgers}.sqlite`,
    PORT: '0',
  })

const seconds = (): number => Math.floor(Date.now() / 1000)
const sign = (body: string, timestamp: number, secret = SECRET): Record<string, string> => ({
  'x-hr-timestamp': String(timestamp),
  'x-hr-signature': createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex'),
})

async function post(body: string, headers: Record<string, string>): Promise<unknown[]> {
  const response = await fetch(service.url, { method: 'POST', body, headers })
  const { outcome, reason } = (await response.json()) as { outcome: unknown; reason?: unknown }
  return reason === undefined ? [response.status, outcome] : [response.status, outcome, reason]
}

function deliver(event: object, timestamp = seconds()): Promise<unknown[]> {
  const body = JSON.stringify(event)
  return post(body, sign(body, timestamp))
}

describe('the Bun service that provisions HR events', () => {
  test('compiles as a project', () => expectSound(project))

  test('creates a person, then updates it', async () => {
    expect(await deliver(JO)).toEqual([200, 'created'])
    expect(emulator.state.user('jo')).toMatchObject({ title: 'Engineer', active: true })
    expect(await deliver({ ...JO, version: 4, title: 'Director' })).toEqual([200, 'updated'])
    expect(emulator.state.user('jo')).toMatchObject({ title: 'Director' })
  })

  test('ignores a replay, even when signed again or after a restart', async () => {
    const body = JSON.stringify(JO)
    const headers = sign(body, seconds())
    expect(await post(body, headers)).toEqual([200, 'created'])
    const applied = emulator.events.length
    expect(await post(body, headers)).toEqual([200, 'ignored', 'version 3 is applied'])
    expect(await deliver(JO, seconds() - 5)).toEqual([200, 'ignored', 'version 3 is applied'])
    await service.stop()
    service = await startBun()
    expect(await post(body, headers)).toEqual([200, 'ignored', 'version 3 is applied'])
    expect(emulator.events.length).toBe(applied)
  })

  test('ignores events older than the applied one, in any order', async () => {
    const versions = [5, 4, 7, 6, 7, 3]
    const answers = await Promise.all(
      versions.map((version) => deliver({ ...JO, version, title: `Title ${version}` })),
    )
    expect(answers.map(([, outcome]) => outcome).filter((outcome) => outcome === 'created')).toHaveLength(1)
    expect(emulator.state.user('jo')).toMatchObject({ title: 'Title 7' })
    expect(await deliver({ ...JO, version: 6 })).toEqual([200, 'ignored', 'version 7 is applied'])
  })

  const refused = [401, 'refused', 'not signed, or not just now']
  test.each<[string, (body: string, now: number) => Record<string, string>]>([
    ['without a signature', () => ({})],
    ['signed with another secret', (body, now) => sign(body, now, 'a guess')],
    ['signed for another body', (body, now) => sign(`${body} `, now)],
    ['signed for another time', (body, now) => ({ ...sign(body, now), 'x-hr-timestamp': String(now - 1) })],
    ['signed too long ago', (body, now) => sign(body, now - 301)],
    ['signed in the future', (body, now) => sign(body, now + 330)],
    [
      'half signed',
      (body, now) => ({
        ...sign(body, now),
        'x-hr-signature': sign(body, now)['x-hr-signature']?.slice(32) ?? '',
      }),
    ],
    ['signed with an empty text', (body, now) => ({ ...sign(body, now), 'x-hr-signature': '' })],
    ['without a time', (body, now) => ({ 'x-hr-signature': sign(body, now)['x-hr-signature'] ?? '' })],
  ])('refuses a delivery %s', async (_what, headers) => {
    const body = JSON.stringify(JO)
    expect(await post(body, headers(body, seconds()))).toEqual(refused)
    expect(emulator.events).toEqual([])
  })

  test.each([
    ['no JSON', 'jo'],
    ['no version', JSON.stringify({ ...JO, version: undefined })],
    ['no address', JSON.stringify({ ...JO, email: ' ' })],
    ['null', 'null'],
  ])('rejects a signed body that is not an event: %s', async (_what, body) => {
    expect(await post(body, sign(body, seconds()))).toEqual([400, 'refused', 'not an event'])
    expect(emulator.events).toEqual([])
  })

  test('neither takes over nor reactivates an existing account', async () => {
    expect(await deliver({ ...JO, userName: 'kim' })).toEqual([409, 'refused', 'username_taken'])
    expect(await deliver({ ...JO, userName: 'old', email: 'old@example.com' })).toEqual([
      409,
      'refused',
      'deactivated',
    ])
    expect(emulator.state.user('old')?.active).toBe(false)
    expect(emulator.state.users).toHaveLength(3)
    expect(await deliver(JO), 'what was refused is not taken for applied').toEqual([200, 'created'])
  })

  test('creates no second account for a new address, and continues once Slack has the address', async () => {
    await deliver(JO)
    const id = emulator.state.user('jo')?.id
    const moved = { ...JO, version: 4, email: 'jo.park@example.com' }
    expect(await deliver(moved)).toEqual([409, 'refused', `change the address of ${id} in Slack first`])
    expect(emulator.state.users).toHaveLength(4)
    emulator.state.upsertUser({ id: id ?? '', userName: 'jo', email: 'jo.park@example.com' })
    expect(await deliver(moved)).toEqual([200, 'updated'])
    expect(emulator.state.users).toHaveLength(4)
  })

  test('requests another delivery when Slack fails, and applies it', async () => {
    emulator.faults.add({ kind: 'status', status: 500, times: 10 })
    expect(await deliver(JO)).toEqual([503, 'refused', 'deliver again'])
    emulator.faults.clear()
    expect(await deliver(JO)).toEqual([200, 'created'])
    expect(await service.stop()).not.toContain(server.token)
  })
})
