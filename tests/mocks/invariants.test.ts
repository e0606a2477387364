import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Assumptions, type Emulator, slackWorlds } from '../../mocks/index.ts'
import { CORE, ENTERPRISE, ENTERPRISE_2, GUEST, GUEST_2, open, patchOp, USER_2 } from './caller.ts'

/** One request, in terms of a directory of a few accounts and groups. */
interface Step {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

const users = ['a', 'b', 'c', 'd'].map((userName) => ({ userName, id: `U0${userName.toUpperCase()}` }))
const groups = ['g', 'h'].map((displayName) => ({
  displayName,
  id: `S0${displayName.toUpperCase()}`,
  members: ['a', 'b'],
}))
const seed = { users: [...users, { userName: 'boss', id: 'U0BOSS', rank: 'primary-owner' as const }], groups }

const userId = fc.constantFrom('U0A', 'U0B', 'U0C', 'U0D', 'U0BOSS', 'U0NOBODY')
const groupId = fc.constantFrom('S0G', 'S0H', 'S0NONE')
const name = fc.constantFrom('a', 'b', 'new', 'g', 'A long name with spaces in it', '', 'x@y.co')
const email = fc.constantFrom('a@example.com', 'new@example.com', 'two@example.com', 'bad', '')
const emails = fc.array(fc.record({ value: email, primary: fc.boolean() }, { requiredKeys: ['value'] }), {
  maxLength: 3,
})
const members = fc.array(
  fc.record({ value: userId, operation: fc.constant('delete') }, { requiredKeys: ['value'] }),
  {
    maxLength: 3,
  },
)
const attributes = fc.record(
  {
    userName: name,
    nickName: name,
    displayName: name,
    active: fc.oneof(fc.boolean(), fc.constant('False')),
    emails,
    title: fc.oneof(fc.string(), fc.constant(' '), fc.constant(null)),
    phoneNumbers: fc.array(fc.record({ value: fc.string(), type: fc.constantFrom('work', 'mobile') }), {
      maxLength: 2,
    }),
  },
  { requiredKeys: [] },
)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ method: fc.constant('DELETE'), path: userId.map((id) => `v1/Users/${id}`) }),
  fc.record({
    method: fc.constant('POST'),
    path: fc.constant('v2/Users'),
    body: fc
      .tuple(attributes, name)
      .map(([rest, userName]) => ({ schemas: [USER_2], emails: [], ...rest, userName })),
  }),
  fc.record({
    method: fc.constantFrom('PUT', 'PATCH'),
    path: userId.map((id) => `v1/Users/${id}`),
    body: fc.tuple(attributes, fc.boolean()).map(([rest, guest]) => ({
      schemas: [CORE, ENTERPRISE, GUEST],
      ...rest,
      ...(guest ? { [GUEST]: { type: 'multi' } } : {}),
    })),
  }),
  fc.record({
    method: fc.constant('PATCH'),
    path: userId.map((id) => `v2/Users/${id}`),
    body: fc
      .array(
        fc.oneof(
          attributes.chain((rest) =>
            fc.constantFrom(
              ...Object.entries(rest).map(([path, value]) => ({ op: 'add', path, value })),
              { op: 'remove', path: 'emails' },
              { op: 'remove', path: GUEST_2 },
              { op: 'replace', path: ENTERPRISE_2, value: { manager: { managerId: 'U0A' } } },
            ),
          ),
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((operations) => patchOp(...operations)),
  }),
  fc.record({
    method: fc.constantFrom('PUT', 'PATCH'),
    path: groupId.map((id) => `v1/Groups/${id}`),
    body: fc.record({ schemas: fc.constant([CORE]), displayName: name, members }),
  }),
  fc.record({
    method: fc.constant('PATCH'),
    path: groupId.map((id) => `v2/Groups/${id}`),
    body: fc
      .record({
        op: fc.constantFrom('add', 'replace', 'remove'),
        path: fc.constant('members'),
        value: members,
      })
      .map((operation) => patchOp(operation)),
  }),
)

const worlds = fc.constantFrom(...slackWorlds().map((world) => world.assumptions))

it('keeps the directory consistent in every world after random requests', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, fc.array(step, { maxLength: 12 }), async (assumptions, steps) => {
      const { call, emulator } = open({ seed, assumptions })
      for (const { method, path, body } of steps) {
        const { status, text } = await call(method, path, body)
        expect(status === 204 || text === '' || JSON.parse(text)).toBeTruthy()
        check(emulator, assumptions)
      }
    }),
    { numRuns: 300, seed: 20_240_405 },
  )
})

function check({ state }: Emulator, assumptions: Partial<Assumptions>): void {
  const people = state.users
  const names = people.map((user) => user.userName)
  expect(new Set(names).size).toBe(names.length)
  const addresses = people.flatMap((user) => [user.primaryEmail, user.secondaryEmail].filter(Boolean))
  expect(new Set(addresses.map((address) => address?.toLowerCase())).size).toBe(addresses.length)
  for (const user of people) {
    expect(user.primaryEmail).not.toBe('')
    expect(user.userName).toMatch(/^[a-z0-9._-]{1,21}$/)
    expect(state.user(user.userName)?.id).toBe(user.id)
    const own = state.groups
      .filter((group) => group.members.includes(user.id))
      .map((group) => group.displayName)
    expect([...user.groups].sort()).toEqual(own.sort())
    const kept = assumptions['deactivation-memberships'] === 'kept'
    if (!user.active && !kept) expect(user.groups).toEqual([])
    if (user.rank === 'primary-owner') expect(user.active).toBe(true)
  }
  for (const group of state.groups) expect(new Set(group.members).size).toBe(group.members.length)
}
