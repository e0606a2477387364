import { describe, expect, it, test } from 'vitest'
import { diffResources } from '../../src/patch/index.ts'
import { ENTERPRISE_1_1, GUEST_1_1, jo, PROFILE_1_1, staff } from './people.ts'

type Change = Readonly<Record<string, unknown>>

function diff1(before: object, change: Change): unknown {
  const { patch, unsupported } = diffResources(before, { ...before, ...change }, { dialect: '1.1' })
  return unsupported.length ? [patch, ...unsupported.map(({ path }) => path)] : patch
}

describe('diffResources for SCIM 1.1', () => {
  test.each<[string, Change, unknown]>([
    ['a changed string and boolean', { title: 'Chef', active: false }, { title: 'Chef', active: false }],
    ['a changed part of the name', { name: { ...jo.name, givenName: 'J' } }, { name: { givenName: 'J' } }],
    ['a removed name', { name: null }, { meta: { attributes: ['name'] } }],
    [
      'a removed name prefix',
      { name: { givenName: 'Jo', familyName: 'Park' } },
      { meta: { attributes: ['name.honorificPrefix'] } },
    ],
    ['a cleared string', { title: null }, { title: ' ' }],
    ['a string of one space', { title: ' ' }, { title: ' ' }],
    [
      'a part of the name that is one space',
      { name: { ...jo.name, givenName: ' ' } },
      { name: { givenName: ' ' } },
    ],
    [
      'a removed department',
      { [ENTERPRISE_1_1]: { manager: { managerId: 'U2' } } },
      { meta: { attributes: [`${ENTERPRISE_1_1}.department`] } },
    ],
    [
      'a changed department and a removed manager',
      { [ENTERPRISE_1_1]: { department: 'D' } },
      {
        [ENTERPRISE_1_1]: { department: 'D' },
        meta: { attributes: [`${ENTERPRISE_1_1}.manager.managerId`] },
      },
    ],
    ['a removed guest extension', { [GUEST_1_1]: null }, { meta: { attributes: [GUEST_1_1] } }],
    ['an added start date', { [PROFILE_1_1]: { startDate: 'x' } }, { [PROFILE_1_1]: { startDate: 'x' } }],
    [
      'a removed address',
      { emails: [jo.emails[0]] },
      { emails: [{ value: 'jo@home.example', operation: 'delete' }] },
    ],
    [
      'a removed primary address',
      { emails: [jo.emails[1]] },
      {
        emails: [
          { value: 'jo@example.com', operation: 'delete' },
          { value: 'jo@home.example', primary: true },
        ],
      },
    ],
    [
      'a replaced primary phone',
      {
        phoneNumbers: [
          { value: '2', type: 'mobile' },
          { value: '3', primary: true },
        ],
      },
      {
        phoneNumbers: [
          { value: '1', operation: 'delete' },
          { value: '3', primary: true },
          { value: '2', primary: false },
        ],
      },
    ],
    [
      'phones that swap their slots',
      { phoneNumbers: [{ value: '1' }, { value: '2', primary: true }] },
      {
        phoneNumbers: [
          { value: '1', operation: 'delete' },
          { value: '2', operation: 'delete' },
          { value: '2', primary: true },
          { value: '1', primary: false },
        ],
      },
    ],
    [
      'phones replaced by one mobile phone',
      { phoneNumbers: [{ value: '3', type: 'mobile' }] },
      {
        phoneNumbers: [
          { value: '1', operation: 'delete' },
          { value: '2', operation: 'delete' },
          { value: '3', type: 'work' },
        ],
      },
    ],
    [
      'a replaced postal address',
      { addresses: [{ locality: 'There' }] },
      { addresses: [{ locality: 'There' }], meta: { attributes: ['addresses'] } },
    ],
    ['no change', {}, undefined],
  ])('builds the patch for %s', (_, change, expected) => {
    expect(diff1(jo, change)).toEqual(expected)
  })

  it('renames a group, adds a member and removes a member in one patch', () => {
    expect(
      diff1(staff, { displayName: 'Crew', members: [...staff.members.slice(1), { value: 'U4' }] }),
    ).toEqual({
      displayName: 'Crew',
      members: [{ value: 'U4' }, { value: 'U1', operation: 'delete' }],
    })
  })
})
