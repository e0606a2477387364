import { expect, it } from 'vitest'
import { URN_1_1, type UserAttributes } from '../../src/index.ts'
import { asWritten } from '../../src/tasks/as-written.ts'

const { enterprise } = URN_1_1

it('leaves out what Slack stores nowhere', () => {
  const wanted = {
    userName: 'jo',
    nickName: 'other',
    name: { formatted: 'Jo Park', givenName: 'Jo', middleName: 'M' },
    addresses: [{ formatted: '1 St, Oslo', locality: 'Oslo' }],
    roles: ['lead', { value: 'chief', display: 'Chief' }, null],
    photos: null,
    [enterprise]: { department: 'Ops', manager: { managerId: 'U1', displayName: 'Boss' } },
    'urn:own:x': { formatted: 'kept', display: 'kept' },
  } as unknown as UserAttributes
  expect(asWritten(wanted)).toStrictEqual({
    userName: 'jo',
    name: { givenName: 'Jo' },
    addresses: [{ locality: 'Oslo' }],
    roles: ['lead', { value: 'chief' }, null],
    photos: null,
    [enterprise]: { department: 'Ops', manager: { managerId: 'U1' } },
    'urn:own:x': { formatted: 'kept', display: 'kept' },
  })
})

it('puts each phone into the slot that its type names', () => {
  const phoneNumbers = [{ value: '+1', type: 'mobile' }, { value: '+2' }]
  expect(asWritten({ phoneNumbers })).toStrictEqual({
    phoneNumbers: [
      { value: '+1', primary: false },
      { value: '+2', primary: true },
    ],
  })
  const many = [
    { value: '+1', primary: true },
    { value: ' ' },
    { value: '+2' },
    { value: '+3', type: 'mobile' },
  ]
  expect(asWritten({ phoneNumbers: many }).phoneNumbers).toStrictEqual([
    { value: '+3', primary: false },
    { value: '+1', primary: true },
  ])
  expect(asWritten({ phoneNumbers: many.slice(0, 3) }).phoneNumbers).toStrictEqual([
    { value: '+2', primary: false },
    { value: '+1', primary: true },
  ])
  expect(asWritten({ phoneNumbers: null })).toStrictEqual({})
})
