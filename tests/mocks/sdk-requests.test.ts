import { describe, expect, it } from 'vitest'
import { type Assumptions, type Seed, slackWorlds } from '../../mocks/index.ts'
import { CORE, ENTERPRISE, GUEST_2, manualClock, open, PROFILE, patchOp, USER_2 } from './caller.ts'

/** The options that contradict what the tests of Slack's SDKs observe of Slack. */
const EXTRA = ['cors', 'filter-on-2.0', 'put-with-empty-manager'] as const

const FULL: Seed = {
  users: [
    { userName: 'boss' },
    {
      userName: 'jo',
      name: 'Jo Park',
      title: 'Engineer',
      address: { locality: 'Berlin' },
      primaryPhone: '+1 555 0100',
      enterprise: { department: 'Platform' },
    },
  ],
}

/** A body as Java's Gson writes it, which drops every null. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, part]) => part !== null)
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutNulls(part)]))
}

/** Runs a scenario in every plausible world, and names the worlds in which it failed. */
async function inEveryWorld(scenario: (assumptions: Partial<Assumptions>) => Promise<void>): Promise<void> {
  const failures: string[] = []
  for (const { name, assumptions } of slackWorlds()) {
    await scenario(assumptions).catch((error: unknown) => failures.push(`${name}: ${String(error)}`))
  }
  expect(failures).toEqual([])
}

/** Reads an account until it is inactive, ten times at most and a second apart, as the tests of the SDK do. */
async function readUntilInactive(
  caller: ReturnType<typeof open>,
  path: string,
  clock: Advancing,
): Promise<boolean> {
  for (let reads = 0; reads < 10; reads++) {
    clock.advance(1000)
    if (!(await caller.call('GET', path)).body.active) return true
  }
  return false
}

interface Advancing {
  advance(milliseconds: number): void
}

describe("requests of Slack's Java SDK", () => {
  for (const version of ['v1', 'v2'] as const) {
    for (const kind of ['member', 'guest'] as const) {
      if (version === 'v1' && kind === 'guest') continue
      it(`creates, renames, replaces and deactivates a ${kind} in every world on ${version}`, () =>
        inEveryWorld(async (assumptions) => {
          const clock = manualClock()
          const caller = open({ assumptions, clock })
          const { call } = caller
          const path = await create(caller, version, kind)
          const filter = encodeURIComponent('userName eq "user1700000000000"')
          const found = await call('GET', `${version}/Users?count=1&filter=${filter}`)
          expect(found.body).toMatchObject({
            itemsPerPage: 1,
            Resources: [{ userName: 'user1700000000000' }],
          })

          const renamed =
            version === 'v1'
              ? { schemas: [CORE, ENTERPRISE], userName: 'user1700000000000_ed' }
              : patchOp({ op: 'replace', path: 'userName', value: 'user1700000000000_ed' })
          expect((await call('PATCH', path, renamed)).status).toBeLessThan(300)
          const read = await call('GET', path)
          expect(read.body.userName).toBe('user1700000000000_ed')

          const names = { userName: 'user1700000000000_rv', nickName: 'user1700000000000_rv' }
          const replaced = await call('PUT', path, { ...(withoutNulls(read.body) as object), ...names })
          expect([replaced.status, replaced.text]).toEqual([200, expect.stringContaining('_rv')])
          const again = await call('GET', path)
          expect(again.body).toMatchObject({ userName: 'user1700000000000_rv', active: true })
          if (kind === 'guest') {
            expect(again.body[GUEST_2]).toMatchObject({ type: 'multi', expiration: expect.any(String) })
          }

          const deleted = version === 'v1' ? 200 : 204
          expect((await call('DELETE', path)).status).toBe(deleted)
          expect((await call('DELETE', path)).status).toBe(deleted)
          expect(await readUntilInactive(caller, path, clock)).toBe(true)
          expect((await call('DELETE', path)).status).toBe(deleted)
        }))
    }

    it(`accepts a full account without its nulls on PUT in every world on ${version}`, () =>
      inEveryWorld(async (assumptions) => {
        const { call, id } = open({ seed: FULL, assumptions })
        const { body } = await call('GET', `${version}/Users/${id('jo')}`)
        const sent = withoutNulls(body)
        expect(JSON.stringify(sent)).toContain('"manager":{}')
        const reply = await call('PUT', `${version}/Users/${id('jo')}`, sent)
        expect([reply.status, reply.body.title]).toEqual([200, 'Engineer'])
      }))
  }

  it('refuses an empty manager on PATCH, and on PUT where put-with-empty-manager says so', async () => {
    const { body } = await open({ seed: FULL }).call('GET', 'v1/Users?filter=userName+eq+%22jo%22')
    const sent = { ...body.Resources[0], [ENTERPRISE]: { manager: {} } }
    const { id, reason } = open({ seed: FULL, assumptions: { 'put-with-empty-manager': 'refused' } })
    expect(await reason('PUT', `v1/Users/${id('jo')}`, sent)).toBe('improper_enterprise_schema_format')
    const patch = { schemas: [CORE, ENTERPRISE], [ENTERPRISE]: { manager: {} } }
    const plain = open({ seed: FULL })
    expect(await plain.reason('PATCH', `v1/Users/${id('jo')}`, patch)).toBe(
      'improper_enterprise_schema_format',
    )
    expect(plain.emulator.assumptions()).toEqual([])
  })
})

describe("requests of Slack's Python SDK", () => {
  it('creates, patches, replaces and deactivates a user in every world', () =>
    inEveryWorld(async (assumptions) => {
      const { call } = open({ assumptions })
      const json = { 'content-type': 'application/json;charset=utf-8' }
      const user = {
        schemas: [CORE],
        userName: 'user_1700000000',
        name: { givenName: 'Kaz', familyName: 'Sera' },
        emails: [{ value: 'kaz+1700000000@example.com' }],
      }
      const created = await call('POST', 'v1/Users', user, json)
      expect(created.status).toBe(201)
      const path = `v1/Users/${created.body.id}`
      const name = { givenName: 'Kazuhiro', familyName: 'Sera' }
      const partial = { schemas: [CORE], userName: 'user_1700000000_2', name }
      expect((await call('PATCH', path, partial, json)).status).toBe(200)
      // The body of the create, with its nulls and its former names.
      const whole = { ...created.body, name: { givenName: 'Foo', familyName: 'Bar' } }
      const replaced = await call('PUT', path, whole, json)
      expect([replaced.status, replaced.body.userName]).toEqual([200, 'user_1700000000'])
      expect((await call('DELETE', path)).status).toBe(200)
    }))

  it('creates, renames, replaces and deletes a group in every world', () =>
    inEveryWorld(async (assumptions) => {
      const { call, id } = open({ seed: { users: [{ userName: 'jo' }] }, assumptions })
      const group = { schemas: [CORE], displayName: 'TestGroup_1700000000', members: [{ value: id('jo') }] }
      const created = await call('POST', 'v1/Groups', group)
      expect(created.status).toBe(201)
      const path = `v1/Groups/${created.body.id}`
      const partial = { schemas: [CORE], displayName: 'Test Group1700000000_2' }
      expect((await call('PATCH', path, partial)).status).toBe(204)
      const whole = { ...created.body, displayName: 'Test Group1700000000_3' }
      expect((await call('PUT', path, whole)).status).toBe(200)
      expect((await call('DELETE', path)).status).toBe(204)
    }))

  it('accepts an unlisted extension of nulls on PUT in every world, and refuses one with a value', () =>
    inEveryWorld(async (assumptions) => {
      const { call, id, emulator } = open({ seed: FULL, assumptions })
      const { body } = await call('GET', `v1/Users/${id('jo')}`)
      expect(body[PROFILE]).toEqual({ startDate: null })
      const unlisted = { ...body, schemas: [CORE] }
      expect((await call('PUT', `v1/Users/${id('jo')}`, unlisted)).status).toBe(200)
      expect(emulator.assumptions().map(({ name }) => name)).not.toContain('unlisted-extension')
      if (assumptions['unlisted-extension']) return
      const dated = { ...unlisted, [PROFILE]: { startDate: '2026-01-01' } }
      expect((await call('PUT', `v1/Users/${id('jo')}`, dated)).status).toBe(400)
    }))
})

describe('worlds', () => {
  it('leaves out the options that contradict the tests of the SDKs and of connectors', () => {
    const turned = slackWorlds().flatMap(({ assumptions }) => Object.entries(assumptions))
    const names = new Set(turned.map(([name]) => name))
    expect(EXTRA.filter((name) => names.has(name))).toEqual([])
    expect(turned).not.toContainEqual(['media-type', 'json-only'])
  })
})

/** Creates a user as the tests of the SDK do, and returns its path. */
async function create(
  { call }: ReturnType<typeof open>,
  version: 'v1' | 'v2',
  kind: 'member' | 'guest',
): Promise<string> {
  const created = await call('POST', `${version}/Users`, {
    // The SDK lists every extension that it knows, whether or not it sends one.
    schemas: version === 'v1' ? [CORE, ENTERPRISE] : [USER_2, GUEST_2],
    userName: 'user1700000000000',
    name: { givenName: 'Kazuhiro', familyName: 'Sera' },
    emails: [{ value: 'kazuhiro+1700000000000@example.com' }],
    ...(kind === 'guest' ? { [GUEST_2]: { type: 'multi', expiration: '2030-01-01T00:00:00+01:00' } } : {}),
  })
  expect(created.status).toBeLessThan(300)
  return `${version}/Users/${created.body.id}`
}
