import { describe, expect, it } from 'vitest'
import { type Plan, type PlanInput, planProvisioning } from '../../../src/provisioning/index.ts'
import { ALL, account, company, row } from './company.ts'

const ids = ({ steps }: Plan) => steps.map(({ id }) => id)
const codes = ({ held }: Plan) => held.map(({ code, key, target }) => `${code} ${key ?? target}`)
const plan = (parts: Parameters<typeof company>[0]): Plan => planProvisioning(company(parts))

describe('planProvisioning of people', () => {
  it('plans nothing for a person who is as the source says', () => {
    const result = plan({ rows: [row('1')], accounts: [account('1')], linked: ['1'] })
    expect(result).toMatchObject({
      steps: [],
      held: [],
      drift: [],
      links: [],
      base: { accounts: 1, managed: 1 },
    })
  })

  it('updates what the source owns and leaves the rest', () => {
    const { steps } = plan({
      rows: [row('1', { title: 'B', phone: '+2', displayName: 'X', country: 'DE' })],
      accounts: [account('1', { title: 'A', phone: '+1', displayName: 'Y', country: 'FR' })],
      linked: ['1'],
    })
    expect(steps).toEqual([
      {
        id: 'updateUser:U1',
        kind: 'updateUser',
        who: 'Given1 Family1',
        key: '1',
        source: 'hr',
        origin: 'people.csv:1',
        reversible: 'yes',
        target: 'U1',
        from: { title: 'A' },
        to: { title: 'B' },
      },
    ])
  })

  it('clears a null, and fills what is empty', () => {
    const { steps } = plan({
      rows: [row('1', { title: null, displayName: 'X' })],
      accounts: [account('1', { title: 'A' })],
      linked: ['1'],
    })
    expect(steps).toMatchObject([
      { from: { title: 'A', displayName: null }, to: { title: null, displayName: 'X' } },
    ])
  })

  it('holds what the policy does not allow, and does the rest', () => {
    const result = plan({
      rows: [
        row('1', { title: null, department: 'B', email: 'new@acme.test' }),
        row('2', {}, { active: false }),
      ],
      accounts: [account('1', { title: 'A' }), account('2')],
      linked: ['1', '2'],
      policy: {},
    })
    expect(result.steps).toMatchObject([{ id: 'updateUser:U1', to: { department: 'B' } }])
    expect(result.held.map(({ code, why }) => `${code}: ${why}`)).toEqual([
      'not-allowed: the policy does not allow changeEmail',
      'not-allowed: the policy does not allow clear',
      'roles-unknown: it is not known who the owners and admins are',
    ])
  })

  it('links who was matched, with the values that agree', () => {
    const result = plan({ rows: [row('1', { title: 'B' })], accounts: [account('1', { title: 'A' })] })
    expect(result.links).toEqual([
      {
        key: '1',
        id: 'U1',
        source: 'hr',
        resource: 'user',
        by: 'email',
        values: { userName: 'user1', givenName: 'Given1', familyName: 'Family1', email: 'user1@acme.test' },
      },
    ])
    expect(ids(result)).toEqual(['updateUser:U1'])
  })

  it('reactivates before it updates', () => {
    const result = plan({
      rows: [row('1', { title: 'B' })],
      accounts: [account('1', {}, { active: false })],
      linked: ['1'],
    })
    expect(result.steps).toMatchObject([
      { id: 'reactivate:U1', reversible: 'yes' },
      { id: 'updateUser:U1', after: ['reactivate:U1'] },
    ])
  })

  it('touches nothing of a deactivated account that it may not reactivate', () => {
    const result = plan({
      rows: [row('1', { title: 'B' })],
      accounts: [account('1', {}, { active: false })],
      linked: ['1'],
      policy: {},
    })
    expect([ids(result), codes(result)]).toEqual([[], ['not-allowed 1']])
  })

  it('holds a guest whom the source does not call a guest, and every bot', () => {
    const result = plan({
      rows: [
        row('1'),
        row('2', { title: 'B' }, { guest: true }),
        row('3', {}, { guest: false }),
        row('4'),
        row('5', {}, { guest: true }),
      ],
      accounts: [
        account('1', {}, { kind: 'guest' }),
        account('2', {}, { kind: 'guest' }),
        account('3', {}, { kind: 'guest' }),
        account('4', {}, { kind: 'bot' }),
        account('5'),
      ],
      linked: ['1', '2', '3', '4', '5'],
    })
    expect(ids(result)).toEqual(['updateUser:U2', 'toGuest:U5', 'toMember:U3'])
    expect(codes(result)).toEqual(['guest-status 1', 'protected 4'])
    expect(result.base).toMatchObject({ managed: 1, managedGuests: 3 })
  })

  it.each<[string, PlanInput['snapshot'] extends infer S ? Partial<S> : never]>([
    ['an owner', { roles: new Map([['U1', 'owner']]) }],
    ['the token’s own account', { self: 'U1', roles: new Map() }],
  ])('holds the deactivation and the new address of %s', (_name, snapshot) => {
    const left = plan({
      rows: [row('1', {}, { active: false })],
      accounts: [account('1')],
      linked: ['1'],
      snapshot,
    })
    const moved = plan({
      rows: [row('1', { email: 'new@acme.test', title: 'B' })],
      accounts: [account('1')],
      linked: ['1'],
      snapshot,
    })
    expect([ids(left), codes(left)]).toEqual([[], ['protected 1']])
    expect([codes(moved), moved.steps]).toMatchObject([['protected 1'], [{ to: { title: 'B' } }]])
    expect(moved.steps[0]).not.toHaveProperty('to.email')
  })

  it.each([[['']], [[' ', ',']]])('knows nobody who is protected by %j', (protect) => {
    const result = plan({
      accounts: [account('1')],
      rows: [row('1', {}, { active: false })],
      linked: ['1'],
      policy: { ...ALL, protect },
    })
    expect([ids(result), codes(result)]).toEqual([[], ['roles-unknown 1']])
  })

  it('holds whom the policy protects in one text, and by a second address', () => {
    const result = plan({
      accounts: [account('1'), account('2', { secondEmail: 'root@acme.test' }), account('3')],
      rows: ['1', '2', '3'].map((key) => row(key, {}, { active: false })),
      linked: ['1', '2', '3'],
      policy: { ...ALL, protect: ['user1@acme.test, ROOT@acme.test'] },
    })
    expect([ids(result), codes(result)]).toEqual([['deactivate:U3'], ['protected 1', 'protected 2']])
  })

  it('holds whom the policy protects by id or by address', () => {
    const parts = {
      rows: ['1', '2', '3'].map((key) => row(key, {}, { active: false })),
      accounts: ['1', '2', '3'].map((key) => account(key)),
      linked: ['1', '2', '3'],
    }
    const result = plan({ ...parts, policy: { ...ALL, protect: ['u1', 'User2@acme.test'] } })
    expect([ids(result), codes(result)]).toEqual([['deactivate:U3'], ['protected 1', 'protected 2']])
  })

  it('reports who is absent, and deactivates them only if told to', () => {
    const parts = { rows: [row('1')], accounts: [account('1'), account('2')], linked: ['1', '2'] }
    expect(codes(plan(parts))).toEqual(['absent 2'])
    const result = plan({ ...parts, policy: { ...ALL, absent: 'deactivate' } })
    expect(result.steps).toMatchObject([{ id: 'deactivate:U2', key: '2', why: 'hr no longer has 2' }])
    expect(
      plan({ ...parts, policy: { ...ALL, absent: 'deactivate' }, source: { complete: false } }).steps,
    ).toEqual([])
  })
})

describe('managers', () => {
  it('are created before those who report to them', () => {
    const result = plan({
      rows: [row('1', { manager: '2' }), row('2', { manager: '3' }), row('3'), row('4', { manager: '1' })],
      accounts: [account('4')],
      linked: ['4'],
    })
    expect(result.steps).toMatchObject([
      { id: 'createUser:3' },
      { id: 'createUser:2', after: ['createUser:3'], manager: { key: '3' } },
      { id: 'createUser:1', after: ['createUser:2'], manager: { key: '2' } },
      {
        id: 'updateUser:U4:manager',
        manager: { key: '1' },
        from: { manager: null },
        to: {},
        after: ['createUser:1'],
      },
    ])
  })

  it('who go round in a cycle cost one second step', () => {
    const result = plan({
      rows: [row('1', { manager: '2' }), row('2', { manager: '3' }), row('3', { manager: '1' })],
    })
    expect(result.steps).toMatchObject([
      { id: 'createUser:1' },
      { id: 'createUser:3', manager: { key: '1' } },
      { id: 'createUser:2', manager: { key: '3' } },
      {
        id: 'updateUser:new:1:manager',
        target: { key: '1' },
        manager: { key: '2' },
        after: ['createUser:1', 'createUser:2'],
      },
    ])
    expect(result.steps[0]).not.toHaveProperty('manager')
  })

  it('with an account are written by id', () => {
    const result = plan({
      rows: [row('1', { manager: '2' }), row('2')],
      accounts: [account('1'), account('2')],
      linked: ['1', '2'],
    })
    expect(result.steps).toMatchObject([
      { id: 'updateUser:U1', from: { manager: null }, to: { manager: 'U2' } },
    ])
  })

  it('without an account are left out', () => {
    const result = plan({
      rows: [row('1', { manager: '9' }), row('2', { manager: '9', title: 'B' })],
      accounts: [account('2')],
      linked: ['2'],
    })
    expect(result.steps).toMatchObject([{ id: 'createUser:1' }, { id: 'updateUser:U2', to: { title: 'B' } }])
    expect(codes(result)).toEqual(['depends 1', 'depends 2'])
  })
})
