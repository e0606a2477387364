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

describe('types of arguments, rejected', () => {
  it('rejects a misspelt attribute', () => {
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

  it('rejects a PUT that would blank attributes or deactivate the user', () => {
    never(
      // @ts-expect-error no active
      () => scim.updateUser({ id: 'U1', userName: 'jo', emails }),
      // @ts-expect-error no emails
      () => scim.updateUser({ id: 'U1', userName: 'jo', active: true }),
      // @ts-expect-error no members
      () => scim.updateGroup({ id: 'S1', displayName: 'Staff' }),
    )
  })

  it('rejects `active` as a string, and a PatchOp on 1.1', () => {
    never(
      // @ts-expect-error Slack has taken "False" for true
      () => scim.patchUser('U1', { active: 'false' }),
      // @ts-expect-error a PatchOp is SCIM 2.0
      () => scim.patchUser('U1', { Operations: [] }),
    )
  })

  it('rejects unknown options and snake_case parameters', () => {
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

describe('types of arguments, accepted', () => {
  it('accepts any extension by its URN, null and undefined', () => {
    never(
      () => scim.patchUser('U1', { 'urn:example:x:1.0': { a: 1 }, title: null, timezone: undefined }),
      () => scim2.patchUser('U1', { Operations: [{ op: 'remove', path: 'title' }] }),
      () => scim.patchGroup('S1', { members: [{ value: 'U1', operation: 'delete' }] }),
    )
  })

  it('accepts a resource that was read as the body of an update', () => {
    expectTypeOf<User>().toExtend<Parameters<Client['updateUser']>[0]>()
    expectTypeOf<Group>().toExtend<Parameters<Client['updateGroup']>[0]>()
  })

  it('accepts both clients as a Client', () => {
    expectTypeOf(scim).toExtend<Client>()
    expectTypeOf(scim2).toExtend<Client>()
  })
})

describe('types of results, inferred', () => {
  it('infers a page from an awaited list and rows from a walked list', () => {
    const list = scim.searchUsers()
    expectTypeOf<Awaited<typeof list>>().toEqualTypeOf<SearchUsersResponse>()
    expectTypeOf(list[Symbol.asyncIterator]()).toEqualTypeOf<AsyncGenerator<User, ListEnd>>()
  })

  it('infers an optional resource from a PATCH', () => {
    expectTypeOf<Awaited<ReturnType<typeof scim.patchUser>>['user']>().toEqualTypeOf<User | undefined>()
  })

  it('infers literal names of errors', () => {
    expectTypeOf<SCIMApiError['name']>().toEqualTypeOf<
      'SCIMApiError' | 'SCIMConflictError' | 'SCIMRateLimitError'
    >()
    expectTypeOf<SCIMClientOptions['validation']>().not.toBeAny()
  })
})
