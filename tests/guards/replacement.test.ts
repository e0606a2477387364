import { describe, expect, it } from 'vitest'
import { SCIMClient, type SCIMClientOptions, SCIMValidationError } from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { scripted, USER } from '../support/scripted-transport.ts'

const GUEST = 'urn:scim:schemas:extension:slack:guest:1.0'
const CORE = 'urn:scim:schemas:core:1.0'

/** A client behind which one user stands. */
function client(user: object = USER, options: SCIMClientOptions = {}) {
  const { transport, sent } = scripted((url, { method }) => {
    if (method !== 'GET') return { body: { ...USER } }
    return { body: /Users(\?|$)/.test(url) ? { totalResults: 1, Resources: [user] } : user }
  })
  const writes = (): unknown[] => sent.filter(({ method }) => method !== 'GET')
  return { writes, scim: new SCIMClient('xoxp-test', { transport, ...options }) }
}

const put = (scim: SCIMClient, user: object): Promise<unknown> => scim.updateUser(user as never)

describe('a PUT of a user', () => {
  it.each(['userName', 'emails', 'active'])('rejects a body without %s', async (key) => {
    const { scim, writes } = client()
    for (const value of [undefined, null]) {
      const error = await failure(put(scim, { ...USER, [key]: value }), SCIMValidationError)
      expect(error.issues.map(({ path }) => path)).toEqual([key])
    }
    expect(writes()).toEqual([])
  })

  it('rejects an empty userName and a missing address', async () => {
    const { scim } = client()
    const error = await failure(put(scim, { ...USER, userName: '', emails: [] }), SCIMValidationError)
    expect(error.issues.map(({ path }) => path).sort()).toEqual(['emails', 'userName'])
  })

  it('accepts active: false', async () => {
    const { scim, writes } = client()
    await put(scim, { ...USER, active: false })
    expect(writes()).toHaveLength(1)
  })

  const named = { ...USER, userName: 'jo', nickName: 'jo' }

  it.each(['read', 'list'] as const)('rejects a rename that keeps the nickName seen in a %s', async (how) => {
    const { scim, writes } = client(named)
    if (how === 'read') await scim.readUser('U1')
    else await scim.searchUsers()
    const error = await failure(put(scim, { ...named, userName: 'joan' }), SCIMValidationError)
    expect(error.issues.map(({ path }) => path)).toEqual(['nickName'])
    expect(writes()).toEqual([])
    await put(scim, { ...named, userName: 'joan', nickName: 'joan' })
    const { nickName: _nickName, ...without } = named
    await put(scim, { ...without, userName: 'joan2' })
    expect(writes()).toHaveLength(2)
  })

  it('rejects a rename that keeps the nickName of its profileUrl, without a read', async () => {
    const { scim } = client()
    const stored = { ...named, profileUrl: 'https://x.enterprise.slack.com/team/jo' }
    const error = await failure(put(scim, { ...stored, userName: 'joan' }), SCIMValidationError)
    expect(error.issues.map(({ path }) => path)).toEqual(['nickName'])
    await put(scim, stored)
  })

  it('accepts a different nickName when the userName stays', async () => {
    const old = { ...USER, userName: 'jo', nickName: 'joey' }
    const { scim, writes } = client(old)
    await scim.readUser('U1')
    await put(scim, { ...old, title: 'x' })
    expect(writes()).toHaveLength(1)
  })

  const guest = { ...USER, schemas: [CORE, GUEST], [GUEST]: { type: 'multi' } }

  it('rejects a guest without the guest extension', async () => {
    const { scim, writes } = client(guest)
    await scim.readUser('U1')
    for (const schemas of [[CORE, GUEST], [CORE], undefined]) {
      for (const extension of [undefined, null, {}, { type: ' ' }, { expiration: '2028-01-01T00:00:00Z' }]) {
        const error = await failure(put(scim, { ...USER, schemas, [GUEST]: extension }), SCIMValidationError)
        expect(error.issues.map(({ path }) => path)).toContain(GUEST)
      }
    }
    expect(writes()).toEqual([])
  })

  const HIDDEN = {
    addresses: [],
    phoneNumbers: [],
    userType: null,
    roles: [],
    preferredLanguage: null,
    locale: null,
    'urn:scim:schemas:extension:enterprise:1.0': {},
    'urn:scim:schemas:extension:slack:profile:1.0': {},
  }

  it.each(['read', 'stored'] as const)(
    'rejects a guest whose body hides what its read hid: %s',
    async (how) => {
      const { scim, writes } = client(guest)
      if (how === 'read') await scim.readUser('U1')
      const error = await failure(
        put(scim, { ...guest, title: 'x', name: { givenName: 'Jo' } }),
        SCIMValidationError,
      )
      expect(error.message).toBe(
        'updateUser: a PUT would blank what a read of a guest hides: use patchUser, or name addresses, phoneNumbers, ' +
          'userType, roles, preferredLanguage, locale, enterprise, profile, name.honorificPrefix too',
      )
      for (const key of Object.keys(HIDDEN)) {
        const { [key as keyof typeof HIDDEN]: _left, ...most } = HIDDEN
        await failure(put(scim, { ...guest, ...most }), SCIMValidationError)
      }
      expect(writes()).toEqual([])
      await put(scim, { ...guest, ...HIDDEN })
      await put(scim, { ...guest, ...HIDDEN, name: { givenName: 'Jo', honorificPrefix: null } })
      expect(writes()).toHaveLength(2)
    },
  )

  it('accepts a guest whose read hid nothing', async () => {
    const full = { ...guest, ...HIDDEN }
    const { scim, writes } = client(full)
    await scim.readUser('U1')
    await put(scim, guest)
    expect(writes()).toHaveLength(1)
  })

  it('rejects a guest without the extension of its schemas, without a read', async () => {
    const error = await failure(put(client().scim, { ...guest, [GUEST]: undefined }), SCIMValidationError)
    expect(error.issues.map(({ path }) => path)).toContain(GUEST)
  })

  it('turns a member into a guest when the extension is given', async () => {
    const { scim, writes } = client()
    await scim.readUser('U1')
    await put(scim, guest)
    expect(writes()).toHaveLength(1)
  })

  it('rejects an incomplete body under loose validation', async () => {
    const { scim, writes } = client(USER, { validation: { request: 'loose' } })
    await failure(put(scim, { id: 'U1', userName: 'jo' }), SCIMValidationError)
    expect(writes()).toEqual([])
  })

  it('sends an unguarded PUT through apiCall', async () => {
    const { scim, writes } = client(guest)
    await scim.readUser('U1')
    await scim.apiCall({ method: 'PUT', path: 'Users/U1', body: { userName: 'joan', nickName: 'jo' } })
    expect(writes()).toHaveLength(1)
  })
})

describe('a PUT of a group', () => {
  it.each([3, '3'])('rejects a group that was read with 2 of %j members', async (totalResults) => {
    const members = [{ value: 'U1' }, { value: 'U2' }]
    const { transport, sent } = scripted({ body: { id: 'S1', displayName: 'x', members, totalResults } })
    const scim = new SCIMClient('xoxp-test', { transport })
    const { group } = await scim.readGroup('S1')
    const error = await failure(scim.updateGroup({ ...group, displayName: 'y' }), SCIMValidationError)
    expect(error.issues.map(({ path }) => path)).toEqual(['members'])
    expect(error.message).toContain('use patchGroup')
    expect(sent.map(({ method }) => method)).toEqual(['GET'])
    await scim.updateGroup({ ...group, totalResults: 2 } as never)
    expect(sent).toHaveLength(2)
  })

  it('rejects missing and empty members, unless emptyGroup is true', async () => {
    const { transport, sent } = scripted({ body: { id: 'S1', displayName: 'x', members: [] } })
    const scim = new SCIMClient('xoxp-test', { transport })
    const put = (group: object, emptyGroup?: boolean): Promise<unknown> =>
      scim.updateGroup({ id: 'S1', displayName: 'x', ...group } as never, { emptyGroup })
    const one = [{ value: 'U1' }]
    for (const group of [
      {},
      { members: null },
      { members: [] },
      { members: [{}] },
      { members: [{ value: '' }, { display: 'jo' }] },
      { members: [{ value: 'U1', operation: 'delete' }] },
      { members: one, Members: [] },
      { members: one, 'urn:scim:schemas:core:1.0:members': [] },
    ]) {
      const error = await failure(put(group), SCIMValidationError)
      expect(error.issues.map(({ path }) => path)).toEqual(['members'])
    }
    for (const group of [{}, { members: null }]) await failure(put(group, true), SCIMValidationError)
    await failure(put({ members: one, displayName: '' }), SCIMValidationError)
    expect(sent).toEqual([])
    await put({ members: [] }, true)
    await put({ members: one })
    expect(sent).toHaveLength(2)
  })
})
