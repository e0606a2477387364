import { describe, expect, it } from 'vitest'
import { toWritable, type User } from '../../src/index.ts'
import { frozen } from '../contract/harness.ts'

describe('toWritable', () => {
  it('crosses the phones over, one alone too', () => {
    const phones = (...phoneNumbers: NonNullable<User['phoneNumbers']>): unknown =>
      toWritable({ id: 'U1', userName: 'jo', active: true, emails: [], phoneNumbers }).phoneNumbers
    const mobile = { value: '+1', type: 'mobile' }
    const primary = { value: '+2', primary: true }
    expect(phones(mobile, primary)).toEqual([{ value: '+1', primary: false }, primary])
    expect(phones(mobile, { value: null, primary: true })).toEqual([{ value: '+1', type: 'work' }])
    expect(phones({ value: null, type: 'mobile' }, primary)).toEqual([primary])
    expect(phones({ value: null, type: 'mobile' }, { value: null, primary: true })).toBeUndefined()
  })

  it('drops placeholders without a value, however deep, and keeps bare texts', () => {
    const enterprise = 'urn:scim:schemas:extension:enterprise:1.0'
    const user = frozen({
      id: 'U1',
      userName: 'jo',
      active: true,
      title: null,
      displayName: '',
      name: { givenName: 'Jo', familyName: '', honorificPrefix: null },
      emails: [
        { value: 'jo@example.com', primary: true },
        { value: '', primary: false },
        { value: null, type: 'home', primary: false },
      ],
      roles: ['lead', { value: null, primary: true }],
      addresses: [{ streetAddress: null, locality: null, type: 'work' }],
      [enterprise]: { department: null, costCenter: 'c', manager: { managerId: null } },
    })
    expect(toWritable(user as unknown as User)).toEqual({
      id: 'U1',
      userName: 'jo',
      active: true,
      displayName: '',
      name: { givenName: 'Jo', familyName: '' },
      emails: [{ value: 'jo@example.com', primary: true }],
      roles: ['lead'],
      [enterprise]: { costCenter: 'c' },
    })
  })

  it('keeps what it does not know, and drops what cannot be written', () => {
    const user = frozen({
      id: 'U1',
      userName: 'jo',
      active: true,
      emails: [{ value: 'jo@example.com', primary: true, verified: true }],
      phoneNumbers: [{ value: '+1', type: 'mobile', extension: '7' }],
      externalId: '',
      meta: { location: 'x' },
      groups: [{ value: 'S1', display: 'team' }],
      profileUrl: 'https://x.test/team/jo',
      'urn:example:2.0': { shirt: 'L', empty: null, channels: ['a'] },
      nested: { deep: [1, { two: null }] },
    })
    expect(toWritable(user as unknown as User)).toEqual({
      id: 'U1',
      userName: 'jo',
      active: true,
      emails: [{ value: 'jo@example.com', primary: true, verified: true }],
      phoneNumbers: [{ value: '+1', type: 'work', extension: '7' }],
      'urn:example:2.0': { shirt: 'L', channels: ['a'] },
      nested: { deep: [1, { two: null }] },
    })
  })

  it('gives a copy: changing it changes nothing that was read', () => {
    const user: User = {
      id: 'U1',
      userName: 'jo',
      active: true,
      emails: [{ value: 'jo@example.com', primary: true }],
      name: { givenName: 'Jo' },
    }
    const writable = toWritable(user)
    for (const email of writable.emails) email.value = 'changed@example.com'
    if (writable.name) writable.name.givenName = 'Changed'
    expect([user.emails[0]?.value, user.name?.givenName]).toEqual(['jo@example.com', 'Jo'])
  })
})
