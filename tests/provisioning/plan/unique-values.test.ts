import { describe, expect, it } from 'vitest'
import { type Plan, planProvisioning } from '../../../src/provisioning/index.ts'
import { ALL, account, company, row } from './company.ts'

const plan = (parts: Parameters<typeof company>[0]): Plan => planProvisioning(company(parts))
const codes = ({ held }: Plan) => held.map(({ code, key }) => `${code} ${key}`)
const order = ({ steps }: Plan) => steps.map(({ id, after = [] }) => [id, ...after].join(' < '))
const address = (name: string) => ({ email: `${name}@acme.test` })
const keys = (...names: readonly string[]) => ({
  accounts: names.map((name) => account(name)),
  linked: names,
})

describe('addresses and names that are handed on', () => {
  it('change one after the other, the holder first', () => {
    const result = plan({ ...keys('1', '2'), rows: [row('1', address('user2')), row('2', address('free'))] })
    expect(order(result)).toEqual(['updateUser:U2', 'updateUser:U1 < updateUser:U2'])
  })

  it('wait for a holder even when the taker is new', () => {
    const result = plan({ ...keys('2'), rows: [row('1', address('user2')), row('2', address('free'))] })
    expect(codes(result)).toEqual(['disputed 1'])
    const named = plan({
      ...keys('2'),
      rows: [row('1', { userName: 'user2' }), row('2', { userName: 'free' })],
    })
    expect(order(named)).toEqual(['updateUser:U2', 'createUser:1 < updateUser:U2'])
  })

  it('are held in a swap, and so is who waits for it', () => {
    const result = plan({
      ...keys('1', '2', '3'),
      rows: [
        row('1', address('user2')),
        row('2', address('user1')),
        row('3', { ...address('user1'), title: 'B' }),
      ],
    })
    expect(result.steps).toMatchObject([{ id: 'updateUser:U3', to: { title: 'B' } }])
    expect(codes(result)).toEqual(['address-held 1', 'disputed 2', 'disputed 3'])
  })

  it('of a pure swap are held as a cycle', () => {
    const result = plan({ ...keys('1', '2'), rows: [row('1', address('user2')), row('2', address('user1'))] })
    expect([result.steps, codes(result)]).toEqual([[], ['cycle 1', 'cycle 2']])
    expect(result.held[0]?.fix).toContain('policy.parking.email')
  })

  it.each([
    ['email', 'Parked-{n}@ACME.test', 'parked-1@acme.test'],
    ['userName', 'Parked Person {n}', 'parked_person_1'],
  ] as const)('park an account at an %s that Slack stores as it is', (name, pattern, place) => {
    const swapped = (key: string) => (name === 'email' ? address(`user${key}`) : { userName: `user${key}` })
    const { steps } = plan({
      ...keys('1', '2'),
      rows: [row('1', swapped('2')), row('2', swapped('1'))],
      policy: { ...ALL, parking: { [name]: pattern } },
    })
    expect(steps[0]).toMatchObject({ id: `updateUser:U1:park-${name}`, to: { [name]: place } })
  })

  it('go round a cycle of three by one parked account', () => {
    const result = plan({
      ...keys('1', '2', '3'),
      rows: [
        row('1', { userName: 'user2' }),
        row('2', { userName: 'user3' }),
        row('3', { userName: 'user1' }),
      ],
      policy: { ...ALL, parking: { userName: 'parked-{n}' } },
    })
    expect(result.steps).toMatchObject([
      {
        id: 'updateUser:U1:park-userName',
        from: { userName: 'user1' },
        to: { userName: 'parked-1' },
        orTo: { userName: 'user2' },
      },
      { id: 'updateUser:U3', after: ['updateUser:U1:park-userName'], to: { userName: 'user1' } },
      { id: 'updateUser:U2', after: ['updateUser:U3'], to: { userName: 'user3' } },
      {
        id: 'updateUser:U1',
        after: ['updateUser:U1:park-userName', 'updateUser:U2'],
        from: { userName: 'user1' },
        orFrom: { userName: 'parked-1' },
        to: { userName: 'user2' },
      },
    ])
    expect(result.held).toEqual([])
  })

  it('park at a name that nobody has', () => {
    const result = plan({
      accounts: [account('1'), account('2'), account('3', { userName: 'parked-1' })],
      linked: ['1', '2'],
      rows: [row('1', { userName: 'user2' }), row('2', { userName: 'user1' })],
      policy: { ...ALL, parking: { userName: 'parked-{n}' } },
    })
    expect(result.steps[0]).toMatchObject({ to: { userName: 'parked-2' } })
  })

  it('wait for each other in a circle only if they are one step, so they are two', () => {
    const result = plan({
      ...keys('1', '2'),
      rows: [
        row('1', { ...address('user2'), userName: 'free1' }),
        row('2', { ...address('free2'), userName: 'user1' }),
      ],
    })
    expect(order(result)).toEqual([
      'updateUser:U2',
      'updateUser:U1 < updateUser:U2',
      'updateUser:U1:userName',
      'updateUser:U2:userName < updateUser:U1:userName',
    ])
    expect(result.held).toEqual([])
  })

  it('are held when an account that no source has keeps them', () => {
    const result = plan({
      accounts: [account('1'), account('9', {}, { active: false })],
      linked: ['1'],
      rows: [row('1', address('user9')), row('2', { userName: 'user9' })],
    })
    expect([result.steps, codes(result)]).toEqual([[], ['address-held 1', 'name-held 2']])
    expect(result.held[0]?.target).toBe('U9')
  })

  it('are held when the holder must not change', () => {
    const parts = { ...keys('1', '2'), rows: [row('1', address('user2')), row('2', address('free'))] }
    const result = plan({ ...parts, snapshot: { roles: new Map([['U2', 'owner']]) } })
    expect([result.steps, codes(result)]).toEqual([[], ['address-held 1', 'protected 2']])
  })

  it('are held when the holder has them as a second address', () => {
    const result = plan({
      accounts: [account('1'), account('2', { secondEmail: 'old@acme.test' })],
      linked: ['1', '2'],
      rows: [row('1', address('old')), row('2', address('free'))],
    })
    expect(codes(result)).toEqual(['address-held 1'])
    expect(order(result)).toEqual(['updateUser:U2'])
  })

  it('are held when two rows want one', () => {
    const result = plan({ rows: [row('1', { userName: 'jo' }), row('2', { userName: 'jo' })] })
    expect([result.steps, codes(result)]).toEqual([[], ['disputed 1', 'disputed 2']])
  })

  it('of ten thousand in a chain are ordered', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => String(index))
    const rows = names.map((name, index) =>
      row(name, { userName: index === 9999 ? 'free' : `user${index + 1}` }),
    )
    const result = plan({ ...keys(...names), rows })
    expect(result.steps.map(({ id }) => id)).toEqual(names.map((name) => `updateUser:U${name}`).reverse())
  })
})
