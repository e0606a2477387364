import { describe, expectTypeOf, it } from 'vitest'
import {
  type Client,
  type Group,
  type ListEnd,
  SCIM2Client,
  type SCIMApiError,
  SCIMClient,
  type SCIMClientOptions,
  type SearchUsersResponse,
  type User,
} from '../../src/index.ts'

// Checked by the compiler: a line under @ts-expect-error that compiles is an error. Nothing is sent.
const scim = new SCIMClient('xoxp-test')
const scim2 = new SCIM2Client('xoxp-test')
const emails = [{ value: 'jo@example.com', primary: true }]
const never = (..._calls: (() => unknown)[]): void => {}

describe('the compiler refuses', () => {
  it('a misspelt attribute', () => {
    never(
      // @ts-expect-error userNmae
      () => scim.createUser({ userNmae: 'jo', userName: 'jo', emails }),
      // @ts-expect-error titel
      () => scim.patchUser('U1', { titel: 'Engineer' }),
      // @ts-expect-error vaule
      () => scim.patchUser('U1', { emails: [{ vaule: 'jo@example.com' }] }),
      // @ts-expect-error departement, in an extension
      () => scim.patchUser('U1', { 'urn:scim:schemas:extension:enterprise:1.0': { departement: 'x' } }),
    )
  })

  it('a PUT that would blank or deactivate', () => {
    never(
      // @ts-expect-error no active
      () => scim.updateUser({ id: 'U1', userName: 'jo', emails }),
      // @ts-expect-error no emails
      () => scim.updateUser({ id: 'U1', userName: 'jo', active: true }),
      // @ts-expect-error no members
      () => scim.updateGroup({ id: 'S1', displayName: 'Staff' }),
    )
  })

  it('`active` as a text, and a PatchOp on 1.1', () => {
    never(
      // @ts-expect-error Slack has taken "False" for true
      () => scim.patchUser('U1', { active: 'false' }),
      // @ts-expect-error a PatchOp is SCIM 2.0
      () => scim.patchUser('U1', { Operations: [] }),
    )
  })

  it('options that do not exist, and params of Python', () => {
    never(
      // @ts-expect-error a proxy belongs to a transport
      () => new SCIMClient('xoxp-test', { proxy: 'http://localhost:9000' }),
      // @ts-expect-error start_index
      () => scim.searchUsers({ start_index: 1 }),
      // @ts-expect-error max is required
      () => scim.searchUsers().toArray(),
    )
  })
})

describe('the compiler takes', () => {
  it('any extension by its URN, null, and undefined', () => {
    never(
      () => scim.patchUser('U1', { 'urn:example:x:1.0': { a: 1 }, title: null, timezone: undefined }),
      () => scim2.patchUser('U1', { Operations: [{ op: 'remove', path: 'title' }] }),
      () => scim.patchGroup('S1', { members: [{ value: 'U1', operation: 'delete' }] }),
    )
  })

  it('what was read for what is written', () => {
    expectTypeOf<User>().toExtend<Parameters<Client['updateUser']>[0]>()
    expectTypeOf<Group>().toExtend<Parameters<Client['updateGroup']>[0]>()
  })

  it('both clients where one of either dialect is wanted', () => {
    expectTypeOf(scim).toExtend<Client>()
    expectTypeOf(scim2).toExtend<Client>()
  })
})

describe('types that are inferred', () => {
  it('of a list: a page when awaited, rows when walked', () => {
    const list = scim.searchUsers()
    expectTypeOf<Awaited<typeof list>>().toEqualTypeOf<SearchUsersResponse>()
    expectTypeOf(list[Symbol.asyncIterator]()).toEqualTypeOf<AsyncGenerator<User, ListEnd>>()
  })

  it('of a PATCH: the account only if it was sent', () => {
    expectTypeOf<Awaited<ReturnType<typeof scim.patchUser>>['user']>().toEqualTypeOf<User | undefined>()
  })

  it('of errors: literal names', () => {
    expectTypeOf<SCIMApiError['name']>().toEqualTypeOf<
      'SCIMApiError' | 'SCIMConflictError' | 'SCIMRateLimitError'
    >()
    expectTypeOf<SCIMClientOptions['validation']>().not.toBeAny()
  })
})
