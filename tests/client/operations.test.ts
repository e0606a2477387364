import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator } from '../../mocks/index.ts'
import { scimHandlers } from '../../mocks/msw.ts'
import {
  FixedValueRetryIntervalCalculator,
  RateLimitErrorRetryHandler,
  SCIMApiError,
  SCIMClient,
  SCIMConflictError,
  SCIMConnectionError,
  SCIMRateLimitError,
  SCIMResponseError,
  ServerErrorRetryHandler,
  settle,
} from '../../src/index.ts'
import { failure } from '../support/outcome.ts'

const emulator = createEmulator({
  seed: {
    users: [{ userName: 'jo', name: 'Jo Park' }, { userName: 'kim' }, { userName: 'lee' }],
    groups: [{ displayName: 'Design', members: ['jo'] }],
  },
})
const server = setupServer(...scimHandlers(emulator))
beforeAll(() => server.listen())
beforeEach(() => emulator.reset())
afterEach(() => emulator.faults.clear())
afterAll(() => server.close())

const scim = new SCIMClient(emulator.token, { retryHandlers: [] })
const id = (name: string): string => emulator.state.user(name)?.id ?? ''
const groupId = (): string => emulator.state.group('Design')?.id ?? ''

describe('the client over the global fetch, against the emulator', () => {
  it('creates, reads, changes, replaces and deactivates users', async () => {
    const created = await scim.createUser({
      userName: 'ada',
      emails: [{ value: 'ada@example.com', primary: true }],
    })
    expect(created.status).toBe(201)
    const { user } = await scim.readUser(created.user.id)
    expect(user).toMatchObject({ userName: 'ada', active: true })
    expect((await scim.patchUser(user.id, { title: 'Countess' })).user?.title).toBe('Countess')
    const { user: fresh } = await scim.readUser(user.id)
    const emails = [{ value: 'ada@example.com', primary: true }]
    await scim.updateUser({
      id: user.id,
      userName: 'ada',
      nickName: 'ada',
      active: true,
      emails,
      title: 'Lady',
    })
    expect(fresh.title).toBe('Countess')
    expect(emulator.state.user('ada')).toMatchObject({ title: 'Lady', active: true })
    const gone = await scim.deleteUser(user.id)
    expect([gone.status, gone.body]).toEqual([200, undefined])
    expect(emulator.state.user('ada')?.active).toBe(false)
  })

  it('creates, reads, changes, replaces and deletes groups', async () => {
    const { group } = await scim.createGroup({ displayName: 'Crew', members: [{ value: id('jo') }] })
    expect((await scim.readGroup(group.id)).group.members.map(({ value }) => value)).toEqual([id('jo')])
    const patched = await scim.patchGroup(group.id, {
      members: [{ value: id('kim') }, { value: id('jo'), operation: 'delete' }],
    })
    expect([patched.status, patched.group]).toEqual([204, undefined])
    expect(emulator.state.group('Crew')?.members).toEqual([id('kim')])
    await scim.updateGroup({ id: group.id, displayName: 'Band', members: [{ value: id('lee') }] })
    expect(emulator.state.group('Band')?.members).toEqual([id('lee')])
    await scim.deleteGroup(group.id)
    expect(emulator.state.group('Band')).toBeUndefined()
  })

  it('lists, filters and walks users and groups', async () => {
    const names: string[] = []
    for await (const { userName } of scim.searchUsers({ count: 2 })) names.push(userName)
    expect(names.sort()).toEqual(emulator.state.users.map(({ userName }) => userName).sort())
    const { users } = await scim.searchUsers({ filter: 'userName eq "jo"' })
    expect(users.map(({ userName }) => userName)).toContain('jo')
    expect((await scim.searchGroups()).groups.map(({ displayName }) => displayName)).toEqual(['Design'])
  })

  it('reads the service provider config and the schemas', async () => {
    expect((await scim.getServiceProviderConfig()).config.filter?.supported).toBe(false)
    expect((await scim.getUserSchema()).schema.name).toBe('User')
    expect((await scim.getGroupSchema()).schema.name).toBe('Group')
  })

  it('reads a page through apiCall', async () => {
    const { body } = await scim.apiCall({ method: 'GET', path: 'Users', query: { count: 1 } })
    expect(body).toMatchObject({ itemsPerPage: 1 })
  })

  it('rejects refused calls with a reason', async () => {
    expect(await failure(scim.readUser('U0000000000'), SCIMApiError)).toMatchObject({
      reason: 'no_such_user',
    })
    const taken = scim.createUser({ userName: 'jo', emails: [{ value: 'other@example.com' }] })
    expect(await failure(taken, SCIMConflictError)).toMatchObject({ reason: 'username_taken', applied: 'no' })
    const stranger = new SCIMClient('xoxp-stranger')
    expect((await settle(stranger.readUser(id('jo')))).status).toBe(401)
  })
})

describe('the client over a faulty connection', () => {
  const patient = new SCIMClient(emulator.token, {
    retryHandlers: [
      new RateLimitErrorRetryHandler({ intervalCalculator: new FixedValueRetryIntervalCalculator(1) }),
      new ServerErrorRetryHandler({ intervalCalculator: new FixedValueRetryIntervalCalculator(1) }),
    ],
  })

  it('retries after a 429 and keeps the order of writes to one user', async () => {
    emulator.faults.add({ kind: 'rate-limit', retryAfter: 0 })
    const both = [
      patient.patchUser(id('jo'), { title: 'first' }),
      patient.patchUser(id('jo'), { title: 'second' }),
    ]
    await Promise.all(both)
    expect(emulator.state.user('jo')?.title).toBe('second')
  })

  it('rejects at once on a 429 with a long Retry-After', async () => {
    emulator.faults.add({ kind: 'rate-limit', retryAfter: 3600 })
    expect(await failure(patient.readUser(id('jo')), SCIMRateLimitError)).toMatchObject({
      retryAfterSeconds: 3600,
    })
  })

  it('creates a user only once after a 503', async () => {
    emulator.faults.add({ kind: 'status', status: 503, when: 'after' })
    const error = await failure(
      patient.createUser({ userName: 'ada', emails: [{ value: 'ada@example.com' }] }),
      SCIMApiError,
    )
    expect(error).toMatchObject({ applied: 'unknown', attempts: 1 })
    expect(emulator.state.user('ada')).toBeDefined()
  })

  it.each(['before', 'after', 'mid-body'] as const)(
    'reports applied: unknown for a write after a lost connection (%s)',
    async (when) => {
      emulator.faults.add({ kind: 'connection', when })
      const error = await failure(scim.patchUser(id('jo'), { title: 'x' }), SCIMConnectionError)
      expect(error).toMatchObject({ applied: 'unknown', attempts: 1 })
    },
  )

  it('rejects HTML with SCIMResponseError', async () => {
    emulator.faults.add({ kind: 'body', body: 'html' })
    await failure(scim.readUser(id('jo')), SCIMResponseError)
  })

  it('reports applied: yes for a write with a truncated response', async () => {
    emulator.faults.add({ kind: 'body', body: 'truncated-json' })
    const error = await failure(scim.patchUser(id('jo'), { title: 'made' }), SCIMResponseError)
    expect(error.applied).toBe('yes')
    expect(emulator.state.user('jo')?.title).toBe('made')
  })

  it('times out on a response that hangs', async () => {
    emulator.faults.add({ kind: 'hang' })
    await expect(scim.readUser(id('jo'), { timeout: 100 })).rejects.toMatchObject({ code: 'timeout' })
    await expect(scim.readGroup(groupId())).resolves.toMatchObject({ status: 200 })
  })
})
