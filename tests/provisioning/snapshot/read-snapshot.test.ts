import { describe, expect, it } from 'vitest'
import { createEmulator, type Seed } from '../../../mocks/index.ts'
import { SCIM2Client, SCIMClient, SCIMRefusedError, type User } from '../../../src/index.ts'
import { readSnapshot, type SnapshotEvent, slackOrganization } from '../../../src/provisioning/index.ts'
import { failure } from '../../support/outcome.ts'
import { inEveryWorld, openPlace, type Place, VERSIONS } from '../../support/worlds.ts'

const SEED: Seed = {
  users: [
    {
      id: 'U0ADA00001',
      userName: 'ada',
      email: 'Ada@Acme.test',
      name: 'Ada Berg',
      rank: 'owner',
      primaryPhone: '+1 555 1001',
      mobilePhone: '+1 555 2002',
      enterprise: { employeeNumber: '0042', managerId: 'boss' },
    },
    { id: 'U0BOSS0001', userName: 'boss', rank: 'admin' },
    { id: 'U0GONE0001', userName: 'gone', active: false },
    { id: 'U0KIM00001', userName: 'kim', guest: { expiration: '2027-01-31T00:00:00Z' } },
    { id: 'U0BOT00001', userName: 'robot', kind: 'bot', email: 'botuser-T1-A1@slack-bots.com' },
  ],
  groups: [{ id: 'S0DESIGN01', displayName: 'Design', members: ['ada', 'boss'] }],
}

function factsOf({ emulator }: Place): ReturnType<typeof slackOrganization> {
  return slackOrganization({
    token: emulator.token,
    fetch: (url, init) => emulator.fetch(new Request(url, init)),
  })
}

describe('readSnapshot', () => {
  it('reads accounts, groups, the organization, ranks and the own account in every world', async () => {
    await inEveryWorld({ seed: SEED }, async (place) => {
      const { scim, emulator, world } = place
      const snapshot = await readSnapshot(scim, { facts: factsOf(place) })
      expect(snapshot.complete).toBe(true)
      expect(snapshot.organization).toBe('E0EMULATOR')
      expect(snapshot.roles?.get('U0ADA00001')).toBe('owner')
      expect(snapshot.roles?.get('U0BOSS0001')).toBe('admin')
      expect(snapshot.roles?.get('U0BOT00001')).toBe('bot')
      expect(snapshot.roles?.get('U0KIM00001')).toBeUndefined()
      expect(emulator.state.user(snapshot.self ?? '')?.rank).toBe('primary-owner')
      expect(snapshot.users.get('U0ADA00001')).toEqual({
        id: 'U0ADA00001',
        active: true,
        kind: 'member',
        attributes: {
          userName: 'ada',
          givenName: 'Ada',
          familyName: 'Berg',
          email: 'ada@acme.test',
          phone: '+1 555 1001',
          mobile: '+1 555 2002',
          employeeNumber: '0042',
          manager: 'U0BOSS0001',
          timezone: 'America/Los_Angeles',
          photo: expect.any(String),
        },
      })
      expect(snapshot.users.get('U0KIM00001')).toMatchObject({
        kind: 'guest',
        attributes: { guestUntil: '2027-01-31T00:00:00Z' },
      })
      expect(snapshot.users.get('U0BOT00001')?.kind).toBe('bot')
      const isListed = world.assumptions['deactivated-in-lists'] !== 'excluded'
      expect(snapshot.users.get('U0GONE0001')?.active).toBe(isListed ? false : undefined)
      expect(snapshot.groups).toEqual(
        new Map([
          [
            'S0DESIGN01',
            { id: 'S0DESIGN01', name: 'Design', members: new Set(['U0ADA00001', 'U0BOSS0001']) },
          ],
        ]),
      )
    })
  })

  it('takes the host of most profiles for the organization without facts', async () => {
    const { scim } = openPlace('2.0', { seed: { ...SEED, organization: { domain: 'acme' } } })
    const snapshot = await readSnapshot(scim)
    expect(snapshot.organization).toMatch(/^acme\.(enterprise\.)?slack\.com$/)
    expect(snapshot.roles).toBeUndefined()
    expect(snapshot.self).toBeUndefined()
  })

  it('knows guests whom SCIM shows without the extension', async () => {
    const { scim } = openPlace('1.1', { seed: SEED })
    const facts = async () => ({ organization: 'E1', guests: new Set(['U0BOSS0001']) })
    expect((await readSnapshot(scim, { facts })).users.get('U0BOSS0001')?.kind).toBe('guest')
  })

  it.each(VERSIONS)('sends the fewest requests on %s', async (version) => {
    const users = Array.from({ length: 2500 }, (_, n) => ({ id: `U${100_000 + n}`, userName: `u${n}` }))
    const members = users.slice(0, 250).map(({ id }) => id)
    const groups = Array.from({ length: 400 }, (_, n) => ({ displayName: `g${n}`, members }))
    const { scim, sent } = openPlace(version, { seed: { users, groups } })
    const events: SnapshotEvent[] = []
    const snapshot = await readSnapshot(scim, { onEvent: (event) => events.push(event) })
    expect(snapshot.users.size).toBe(2501)
    expect(snapshot.groups.size).toBe(400)
    expect(sent.filter(({ path }) => path === 'Users')).toHaveLength(3)
    // 10, then 100, then 200 groups of 250 members, which are 50,000, and the last 90.
    expect(sent.filter(({ path }) => path === 'Groups')).toHaveLength(4)
    expect(events.at(-1)).toEqual({ type: 'snapshot.end', users: 2501, groups: 400, complete: true })
    expect(events.filter(({ type }) => type === 'snapshot.page')).toHaveLength(2 + 4)
  })

  it('reads no groups if none are wanted', async () => {
    const { scim, sent } = openPlace('2.0', { seed: SEED })
    expect((await readSnapshot(scim, { groups: false })).groups.size).toBe(0)
    expect(sent.every(({ path }) => path === 'Users')).toBe(true)
  })

  it.each(['Users', 'Groups'])(
    'reads %s once more if they change meanwhile, and tells if they do again',
    async (path) => {
      const users = Array.from({ length: 1200 }, (_, n) => ({ userName: `u${n}` }))
      const groups = Array.from({ length: 30 }, (_, n) => ({ displayName: `g${n}`, members: ['u0'] }))
      for (const [changes, complete] of [
        [1, true],
        [2, false],
      ] as const) {
        const emulator = createEmulator({ seed: { users, groups } })
        let left = changes * 2
        const scim = new SCIM2Client(emulator.token, {
          async transport(url, init) {
            const answer = await emulator.transport(url, init)
            if (!url.includes(`/${path}?`) || left === 0) return answer
            const text = await answer.text()
            // Every other page says another total.
            if (left-- % 2 === 0) return { ...answer, text: async () => text }
            const body = JSON.parse(text) as { totalResults: number }
            return {
              ...answer,
              text: async () => JSON.stringify({ ...body, totalResults: body.totalResults + 1 }),
            }
          },
        })
        const events: SnapshotEvent[] = []
        const snapshot = await readSnapshot(scim, { onEvent: (event) => events.push(event) })
        expect(events.filter(({ type }) => type === 'snapshot.again')).toHaveLength(1)
        expect(snapshot.complete).toBe(complete)
      }
    },
  )

  it('refuses an account that does not say whether it works', async () => {
    const scim = openPlace('2.0', { seed: SEED }).scim
    const wrapped = Object.assign(Object.create(scim) as typeof scim, {
      async *searchUsers() {
        yield { id: 'U1', userName: 'jo', emails: [] } as unknown as User
      },
    })
    expect((await failure(readSnapshot(wrapped), SCIMRefusedError)).reason).toBe('active_unknown')
  })

  it('refuses to guess the organization', async () => {
    const scim = openPlace('2.0').scim
    const wrapped = Object.assign(Object.create(scim) as typeof scim, {
      async *searchUsers() {
        yield { id: 'U1', userName: 'jo', active: true, emails: [] } as User
      },
    })
    expect((await failure(readSnapshot(wrapped, { groups: false }), SCIMRefusedError)).reason).toBe(
      'not_found',
    )
  })

  it('takes lists of a wrapper that can only be walked', async () => {
    const scim = openPlace('2.0', { seed: SEED }).scim
    const wrapped = Object.assign(Object.create(scim) as typeof scim, {
      async *searchGroups() {
        yield* scim.searchGroups()
      },
    })
    const snapshot = await readSnapshot(wrapped)
    expect([...snapshot.groups.keys()]).toEqual(['S0DESIGN01'])
    expect(snapshot.complete).toBe(true)
  })

  it('refuses a group that shows a part of its members', async () => {
    const scim = openPlace('2.0', { seed: SEED }).scim
    const wrapped = Object.assign(Object.create(scim) as typeof scim, {
      async *searchGroups() {
        for await (const group of scim.searchGroups()) yield { ...group, totalResults: 9 }
      },
    })
    const error = await failure(readSnapshot(wrapped), SCIMRefusedError)
    expect([error.reason, error.message]).toEqual([
      'incomplete',
      'readSnapshot: S0DESIGN01: the group shows 2 of 9 members: leave groups out of the plan',
    ])
  })

  it('reads the name of a group in NFC', async () => {
    const seed = { ...SEED, groups: [{ id: 'S1', displayName: 'Cafe\u0301', members: ['ada'] }] }
    const { groups } = await readSnapshot(openPlace('2.0', { seed }).scim)
    expect(groups.get('S1')?.name).toBe('Caf\u00e9')
  })

  it('ends when its signal aborts', async () => {
    const controller = new AbortController()
    const scim = new SCIMClient('xoxp-test', { transport: () => new Promise(() => {}) })
    const reading = readSnapshot(scim, { signal: controller.signal })
    setTimeout(() => controller.abort(), 10)
    await expect(reading).rejects.toMatchObject({ code: 'aborted' })
  })
})
