import { describe, expect, it } from 'vitest'
import { ASSUMPTIONS, createEmulator, interceptFetch, seedDirectory, slackWorlds } from '../../mocks/index.ts'
import { CORE, open } from './caller.ts'

describe('setting up', () => {
  it('accepts emails of a seed as SCIM objects or strings', () => {
    const { state } = createEmulator({
      seed: {
        users: [
          { userName: 'jo', emails: [{ value: 'second@x.test' }, { value: 'first@x.test', primary: true }] },
          { userName: 'al', emails: ['al@x.test'] },
        ],
      },
    })
    expect(state.user('jo')).toMatchObject({ primaryEmail: 'first@x.test', secondaryEmail: 'second@x.test' })
    expect(state.user('al')).toMatchObject({ primaryEmail: 'al@x.test', secondaryEmail: null })
  })

  it("gives bots addresses of Slack's form, each its own", async () => {
    const users = [
      { userName: 'helper', kind: 'bot' },
      { userName: 'poll', kind: 'bot' },
    ] as const
    const { call } = open({
      seed: { users: [...users, { userName: 'own', kind: 'bot', email: 'own@x.test' }] },
    })
    const emails: unknown[] = []
    for (const { userName } of users) {
      const { body } = await call('GET', `v1/Users?filter=userName+eq+%22${userName}%22`)
      const [email] = body.Resources[0]?.emails ?? []
      expect(email?.value).toMatch(/^botuser-T[A-Z0-9]+-A[A-Z0-9]+@slack-bots\.com$/)
      emails.push(email?.value)
    }
    expect(new Set(emails).size).toBe(2)
    const { body } = await call('GET', 'v1/Users?filter=email+eq+%22own@x.test%22')
    expect(body.totalResults).toBe(1)
  })

  it('adds a primary owner, who holds the token', () => {
    expect(createEmulator().state.users).toMatchObject([{ userName: 'owner', rank: 'primary-owner' }])
    const own = createEmulator({
      seed: { users: [{ userName: 'boss', rank: 'primary-owner' }] },
      token: 'xoxp-mine',
    })
    expect(own.state.users).toHaveLength(1)
    expect(own.token).toBe('xoxp-mine')
  })

  it("neither changes the caller's seed nor follows its changes", async () => {
    const seed = { users: [{ userName: 'jo', title: 'Engineer' }] }
    const { call, id, emulator } = open({ seed })
    await call('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], title: 'Chief' })
    expect(seed).toEqual({ users: [{ userName: 'jo', title: 'Engineer' }] })
    seed.users.push({ userName: 'late', title: '' })
    emulator.reset()
    expect(emulator.state.users).toHaveLength(2)
  })

  it('restores the seed with the same ids on reset', async () => {
    const { call, id, emulator } = open({ seed: { users: [{ userName: 'jo' }] } })
    const before = emulator.state.users
    await call('PATCH', `v1/Users/${id('jo')}`, { schemas: [CORE], active: false })
    expect(emulator.assumptions()).not.toEqual([])
    emulator.reset()
    expect(emulator.state.users).toEqual(before)
    expect([emulator.events, emulator.assumptions()]).toEqual([[], []])
    expect((await call('GET', `v1/Users/${id('jo')}`)).body.active).toBe(true)
  })
})

describe('state', () => {
  it('returns copies of the records', () => {
    const { emulator } = open({ seed: { users: [{ userName: 'jo' }] } })
    const user = emulator.state.user('jo') as { title: string }
    user.title = 'Changed'
    expect(emulator.state.user('jo')?.title).toBe('')
  })

  it('finds accounts by id, userName or email, and groups by id or displayName', () => {
    const { state } = open({ seed: { users: [{ userName: 'jo' }], groups: [{ displayName: 'G' }] } }).emulator
    const user = state.user('jo')
    expect(state.user(user?.id ?? '')).toEqual(user)
    expect(state.user('JO@example.com')).toEqual(user)
    expect(state.group(state.group('g')?.id ?? '')?.displayName).toBe('G')
    expect(state.user('nobody')).toBeUndefined()
  })

  it("changes the directory through state without SCIM's rules", async () => {
    const { call, emulator } = open({
      seed: { users: [{ userName: 'jo' }], groups: [{ displayName: 'G', members: ['jo'] }] },
    })
    const { state } = emulator
    expect(state.upsertUser({ userName: 'jo', title: 'Chief' }).id).toBe(state.user('jo')?.id)
    const added = state.upsertUser({ userName: 'new', enterprise: { managerId: 'jo' } })
    expect(added.profile.enterprise.managerId).toBe(state.user('jo')?.id)
    state.upsertGroup({ displayName: 'G', members: ['new'] })
    expect(state.group('G')?.members).toEqual([state.user('new')?.id])
    state.deactivateUser('new')
    expect(state.group('G')?.members).toEqual([])
    state.removeGroup('G')
    state.addChannel('random')
    expect((await call('GET', 'v1/Groups')).body.totalResults).toBe(0)
    const body = { schemas: [CORE], userName: 'random', emails: [{ value: 'r@x.test' }] }
    expect((await call('POST', 'v1/Users', body)).status).toBe(409)
    expect(() => state.deactivateUser('nobody')).toThrow(
      /^state: no user 'nobody': give the id, userName or email$/,
    )
    const changes = emulator.events.filter((event) => event.type === 'change' && event.by === 'slack')
    expect(changes).toHaveLength(5)
  })
})

describe('events', () => {
  it('emits events in order until the listener unsubscribes', async () => {
    const { call, emulator } = open()
    const seen: string[] = []
    const leave = emulator.onEvent((event) => seen.push(event.type))
    await call('POST', 'v1/Users', { schemas: [CORE], userName: 'ada', emails: [{ value: 'ada@x.test' }] })
    expect(seen).toEqual(['request', 'change', 'assumption', 'assumption', 'response'])
    leave()
    await call('GET', 'v1/Users')
    expect(seen).toHaveLength(5)
    expect(JSON.stringify(emulator.events)).not.toContain(emulator.token)
  })
})

describe('assumptions', () => {
  it('counts an assumption when it decides something, with its fact', async () => {
    const { call, emulator, id } = open({ seed: { users: [{ userName: 'jo' }] } })
    expect(emulator.assumptions()).toEqual([])
    await call('DELETE', `v1/Users/${id('jo')}`)
    expect(emulator.assumptions()).toEqual([
      {
        name: 'deactivation-visibility',
        value: 'one-read-late',
        uses: 1,
        fact: ASSUMPTIONS['deactivation-visibility'].fact,
        why: ASSUMPTIONS['deactivation-visibility'].why,
      },
    ])
    expect(emulator.events).toContainEqual({
      type: 'assumption',
      name: 'deactivation-visibility',
      value: 'one-read-late',
    })
  })

  it('gives every switch at least two options, a fact and a reason', () => {
    for (const { options, fact, why } of Object.values(ASSUMPTIONS)) {
      expect(new Set(options).size).toBeGreaterThan(1)
      expect(fact.length).toBeGreaterThan(10)
      expect(why).toMatch(/^[`A-Z].*\.$/)
    }
  })
})

describe('worlds', () => {
  it('makes valid, distinct worlds that turn every plausible switch', async () => {
    const worlds = slackWorlds()
    expect(new Set(worlds.map((world) => world.name)).size).toBe(worlds.length)
    for (const { assumptions } of worlds) {
      const { call } = open({ assumptions })
      expect((await call('GET', 'v1/Users')).status).toBe(200)
    }
    const turned = new Set(worlds.flatMap((world) => Object.keys(world.assumptions)))
    const never = ['filter-on-2.0', 'profile-operations-on-2.0', 'put-with-empty-manager', 'cors']
    expect(Object.keys(ASSUMPTIONS).filter((name) => !turned.has(name))).toEqual(never)
  })
})

describe('seedDirectory', () => {
  it('makes the same directory for the same seed only', () => {
    expect(seedDirectory({ users: 50 })).toEqual(seedDirectory({ users: 50 }))
    expect(seedDirectory({ seed: 2 })).not.toEqual(seedDirectory({ seed: 1 }))
  })

  it('makes as many accounts and groups as asked, of every kind', () => {
    const { state } = createEmulator({ seed: seedDirectory({ users: 300, groups: 12 }) })
    expect([state.users.length, state.groups.length]).toEqual([300, 12])
    expect(state.users.filter((user) => user.rank === 'primary-owner')).toHaveLength(1)
    expect(state.users.some((user) => user.guest)).toBe(true)
    expect(state.users.some((user) => !user.active)).toBe(true)
    expect(() => seedDirectory({ users: 0 })).toThrow(
      /^seedDirectory: users: must be a number, 1 or more, not 0$/,
    )
  })
})

describe('interceptFetch', () => {
  it('answers requests to Slack, passes on others, and restores fetch', async () => {
    const emulator = createEmulator()
    const former = globalThis.fetch
    const others: string[] = []
    globalThis.fetch = async (input) => {
      others.push(String(input))
      return new Response('elsewhere')
    }
    try {
      const restore = interceptFetch(emulator)
      const headers = { authorization: `Bearer ${emulator.token}` }
      expect((await fetch('https://api.slack.com/scim/v1/Users', { headers })).status).toBe(200)
      expect((await fetch(new Request('https://slack.com/api/auth.test', { headers }))).status).toBe(200)
      await fetch('https://slack.com/api/chat.postMessage')
      await fetch('https://example.com/')
      restore()
      await fetch('https://api.slack.com/scim/v1/Users')
    } finally {
      globalThis.fetch = former
    }
    expect(others).toEqual([
      'https://slack.com/api/chat.postMessage',
      'https://example.com/',
      'https://api.slack.com/scim/v1/Users',
    ])
  })
})
