import { describe, expect, it } from 'vitest'
import { type Account, type Roster, type Step, standing } from '../../../src/provisioning/index.ts'

const account = (attributes: Account['attributes'], rest: Partial<Account> = {}): Account => ({
  id: 'U1',
  active: true,
  kind: 'member',
  attributes,
  ...rest,
})
const group = (...members: readonly string[]): Roster => ({
  id: 'S1',
  name: 'ops',
  members: new Set(members),
})
const base = { id: 'x', who: 'x', reversible: 'yes' } as const
const update: Step = {
  ...base,
  kind: 'updateUser',
  target: 'U1',
  from: { title: 'A', phone: null },
  to: { title: 'B', phone: '+1' },
}

describe('standing', () => {
  it.each<[string, Step, Account | Roster | undefined, string]>([
    ['an update before', update, account({ title: 'A' }), 'todo'],
    ['an update in part', update, account({ title: 'B' }), 'todo'],
    ['an update afterwards', update, account({ title: 'B', phone: '+1' }), 'done'],
    ['an update with a foreign value', update, account({ title: 'C', phone: '+1' }), 'changed'],
    [
      'a photo cleared that is not there',
      { ...update, from: { photo: null }, to: { photo: null } },
      account({}),
      'done',
    ],
    ['an update of nobody', update, undefined, 'changed'],
    [
      'parking afterwards',
      {
        ...base,
        kind: 'updateUser',
        target: 'U1',
        from: { userName: 'a' },
        to: { userName: 'p' },
        orTo: { userName: 'b' },
      },
      account({ userName: 'b' }),
      'done',
    ],
    [
      'a rename of a parked account',
      {
        ...base,
        kind: 'updateUser',
        target: 'U1',
        from: { userName: 'a' },
        to: { userName: 'b' },
        orFrom: { userName: 'p' },
      },
      account({ userName: 'p' }),
      'todo',
    ],
    [
      'a create before',
      { ...base, kind: 'createUser', key: '1', guest: false, to: { userName: 'a' } },
      undefined,
      'todo',
    ],
    [
      'a create afterwards',
      { ...base, kind: 'createUser', key: '1', guest: false, to: { userName: 'a' } },
      account({ userName: 'a' }),
      'done',
    ],
    [
      'a create of a deactivated account',
      { ...base, kind: 'createUser', key: '1', guest: false, to: { userName: 'a' } },
      account({ userName: 'a' }, { active: false }),
      'changed',
    ],
    [
      'a create of a guest as a member',
      { ...base, kind: 'createUser', key: '1', guest: true, to: { userName: 'a' } },
      account({ userName: 'a' }),
      'changed',
    ],
    [
      'a deactivation before',
      { ...base, kind: 'deactivate', target: 'U1', from: { email: 'a@x.test' } },
      account({ email: 'a@x.test' }),
      'todo',
    ],
    [
      'a deactivation afterwards',
      { ...base, kind: 'deactivate', target: 'U1', from: { email: 'a@x.test' } },
      account({}, { active: false }),
      'done',
    ],
    [
      'a deactivation of another person',
      { ...base, kind: 'deactivate', target: 'U1', from: { email: 'a@x.test' } },
      account({ email: 'b@x.test' }),
      'changed',
    ],
    [
      'a reactivation afterwards',
      { ...base, kind: 'reactivate', target: 'U1', from: {} },
      account({}),
      'done',
    ],
    ['a conversion before', { ...base, kind: 'toGuest', target: 'U1', from: {} }, account({}), 'todo'],
    ['a conversion afterwards', { ...base, kind: 'toMember', target: 'U1', from: {} }, account({}), 'done'],
    [
      'a rename of a group before',
      { ...base, kind: 'renameGroup', target: 'S1', from: 'ops', to: 'b' },
      group(),
      'todo',
    ],
    [
      'a rename of a group with a third name',
      { ...base, kind: 'renameGroup', target: 'S1', from: 'a', to: 'b' },
      group(),
      'changed',
    ],
    [
      'a create of a group with its members',
      { ...base, kind: 'createGroup', key: 'g', name: 'ops', members: ['U1'] },
      group('U1', 'U2'),
      'done',
    ],
    [
      'a create of a group without them',
      { ...base, kind: 'createGroup', key: 'g', name: 'ops', members: ['U1'] },
      group(),
      'changed',
    ],
    [
      'adds in part',
      { ...base, kind: 'addMembers', target: 'S1', members: ['U1', 'U2'], leaves: 2 },
      group('U1'),
      'todo',
    ],
    [
      'adds afterwards',
      { ...base, kind: 'addMembers', target: 'S1', members: ['U1'], leaves: 2 },
      group('U1'),
      'done',
    ],
    [
      'removes in part',
      { ...base, kind: 'removeMembers', target: 'S1', members: ['U1', 'U2'], leaves: 1 },
      group('U1'),
      'todo',
    ],
    [
      'removes afterwards',
      { ...base, kind: 'removeMembers', target: 'S1', members: ['U1'], leaves: 1 },
      group('U2'),
      'done',
    ],
    [
      'adds to no group',
      { ...base, kind: 'addMembers', target: 'S1', members: ['U1'], leaves: 2 },
      undefined,
      'changed',
    ],
  ])('judges %s', (_name, step, resource, expected) => {
    expect(standing(step, resource)).toBe(expected)
  })
})
