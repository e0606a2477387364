import { describe, expect, it, test } from 'vitest'
import { applyPatch, diffResources } from '../../src/patch/index.ts'
import { ENTERPRISE, GUEST, jo, PROFILE, staff } from './people.ts'

type Change = Readonly<Record<string, unknown>>

function diff2(before: object, change: Change): unknown {
  const { patch, unsupported } = diffResources(before, { ...before, ...change }, { dialect: '2.0' })
  const operations = (patch as { Operations?: { op: string; path: string; value?: unknown }[] } | undefined)
    ?.Operations
  return [
    ...(operations ?? []).map(({ op, path, value }) =>
      value === undefined ? [op, path] : [op, path, value],
    ),
    ...unsupported.map(({ path }) => ['unsupported', path]),
  ]
}

describe('diffResources for SCIM 2.0', () => {
  test.each<[string, Change, unknown[]]>([
    ['a changed string', { title: 'Chef' }, [['replace', 'title', 'Chef']]],
    ['a changed boolean', { active: false }, [['replace', 'active', false]]],
    [
      'a changed part of the name',
      { name: { ...jo.name, givenName: 'J' } },
      [['add', 'name', { givenName: 'J' }]],
    ],
    [
      'a part of the name that Slack clears by remove',
      { name: { ...jo.name, honorificPrefix: null } },
      [['remove', 'name.honorificPrefix']],
    ],
    [
      'a part of the name that Slack clears by an empty string',
      { name: { ...jo.name, givenName: null } },
      [['add', 'name', { givenName: '' }]],
    ],
    [
      'a part of the name that Slack does not store',
      { name: { ...jo.name, middleName: 'X' } },
      [['unsupported', 'name.middleName']],
    ],
    ['a cleared string', { title: null }, [['replace', 'title', '']]],
    ['an emptied string', { title: '' }, [['replace', 'title', '']]],
    [
      'a removed userName and active',
      { userName: null, active: null },
      [
        ['unsupported', 'userName'],
        ['unsupported', 'active'],
      ],
    ],
    [
      'read-only attributes',
      { id: 'U1', groups: [{ value: 'S1' }] },
      [
        ['unsupported', 'id'],
        ['unsupported', 'groups'],
      ],
    ],
    [
      'an attribute added to an extension',
      { [ENTERPRISE]: { ...jo[ENTERPRISE], division: 'D' } },
      [['add', ENTERPRISE, { division: 'D' }]],
    ],
    [
      'a removed manager',
      { [ENTERPRISE]: { department: 'Kitchen' } },
      [['remove', `${ENTERPRISE}.manager.managerId`]],
    ],
    [
      'a cleared department',
      { [ENTERPRISE]: { manager: { managerId: 'U2' } } },
      [['add', ENTERPRISE, { department: '' }]],
    ],
    ['a removed extension', { [ENTERPRISE]: null }, [['remove', ENTERPRISE]]],
    ['a removed guest extension', { [GUEST]: undefined }, [['remove', GUEST]]],
    ['a removed guest expiration', { [GUEST]: { type: 'multi' } }, [['remove', `${GUEST}.expiration`]]],
    ['an added start date', { [PROFILE]: { startDate: 'x' } }, [['add', PROFILE, { startDate: 'x' }]]],
    [
      'a new primary email, added before the old one is removed',
      { emails: [{ value: 'new@example.com', primary: true }, jo.emails[1]] },
      [
        ['add', 'emails', [{ value: 'new@example.com', primary: true }, jo.emails[1]]],
        ['remove', 'emails[value eq "jo@example.com"]'],
      ],
    ],
    [
      'a new primary email with the old one kept as secondary',
      {
        emails: [
          { value: 'jo@example.com', primary: false },
          { value: 'new@example.com', primary: true },
        ],
      },
      [
        [
          'add',
          'emails',
          [
            { value: 'new@example.com', primary: true },
            { value: 'jo@example.com', primary: false },
          ],
        ],
        ['remove', 'emails[value eq "jo@home.example"]'],
      ],
    ],
    [
      'swapped primary and secondary emails, removing neither',
      { emails: jo.emails.map(({ value, primary }) => ({ value, primary: !primary })) },
      [
        [
          'add',
          'emails',
          [
            { value: 'jo@home.example', primary: true },
            { value: 'jo@example.com', primary: false },
          ],
        ],
      ],
    ],
    [
      'a new secondary email that keeps the primary one',
      { emails: [jo.emails[0], { value: 'new@example.com' }] },
      [
        ['add', 'emails', [jo.emails[0], { value: 'new@example.com', primary: false }]],
        ['remove', 'emails[value eq "jo@home.example"]'],
      ],
    ],
    [
      'a former primary email that no longer has primary set',
      { emails: [{ value: 'jo@example.com' }, { value: 'new@example.com', primary: true }] },
      [
        [
          'add',
          'emails',
          [
            { value: 'new@example.com', primary: true },
            { value: 'jo@example.com', primary: false },
          ],
        ],
        ['remove', 'emails[value eq "jo@home.example"]'],
      ],
    ],
    ['an emptied email list', { emails: [] }, [['unsupported', 'emails']]],
    [
      'three emails, of which Slack stores two',
      { emails: [...jo.emails, { value: 'x' }] },
      [['unsupported', 'emails']],
    ],
    [
      'a removed secondary email',
      { emails: [jo.emails[0]] },
      [['remove', 'emails[value eq "jo@home.example"]']],
    ],
    [
      'a removed primary email',
      { emails: [jo.emails[1]] },
      [
        ['add', 'emails', [{ value: 'jo@home.example', primary: true }]],
        ['remove', 'emails[value eq "jo@example.com"]'],
      ],
    ],
    [
      'a phone that becomes the primary one',
      { phoneNumbers: [{ value: '1' }, { value: '2', primary: true }] },
      [
        ['remove', 'phoneNumbers[value eq "1"]'],
        ['remove', 'phoneNumbers[value eq "2"]'],
        [
          'add',
          'phoneNumbers',
          [
            { value: '2', primary: true },
            { value: '1', primary: false },
          ],
        ],
      ],
    ],
    ['a removed phone', { phoneNumbers: [{ value: '1' }] }, [['remove', 'phoneNumbers[value eq "2"]']]],
    [
      'a replaced mobile phone',
      { phoneNumbers: [{ value: '1' }, { value: '3', type: 'mobile' }] },
      [
        ['remove', 'phoneNumbers[value eq "2"]'],
        [
          'add',
          'phoneNumbers',
          [
            { value: '1', primary: true },
            { value: '3', primary: false },
          ],
        ],
      ],
    ],
    [
      'three phones, of which Slack stores two',
      { phoneNumbers: [...jo.phoneNumbers, { value: '3' }] },
      [['unsupported', 'phoneNumbers']],
    ],
    [
      'a replaced postal address',
      { addresses: [{ locality: 'There' }] },
      [
        ['remove', 'addresses'],
        ['add', 'addresses', [{ locality: 'There' }]],
      ],
    ],
    ['an emptied role list', { roles: [] }, [['remove', 'roles']]],
    ['a removed photo', { photos: [] }, [['replace', 'photos', []]]],
    [
      'reordered emails and phones',
      { emails: [...jo.emails].reverse(), phoneNumbers: [...jo.phoneNumbers].reverse() },
      [],
    ],
    [
      'null placeholders of absent attributes',
      { locale: null, photos: [...jo.photos], roles: jo.roles, [PROFILE]: { startDate: null } },
      [],
    ],
  ])('builds the operations for %s', (_, change, expected) => {
    expect(diff2(jo, change)).toEqual(expected)
  })

  it('removes group members one by one, even when all are removed', () => {
    expect(diff2(staff, { members: [{ value: 'U2' }, { value: 'U4' }] })).toEqual([
      ['add', 'members', [{ value: 'U4' }]],
      ['remove', 'members[value eq "U1"]'],
      ['remove', 'members[value eq "U\\"3"]'],
    ])
    expect(diff2(staff, { members: [] })).toHaveLength(3)
    expect(diff2(staff, { displayName: 'Crew' })).toEqual([['replace', 'displayName', 'Crew']])
    const displayed = [{ value: 'U1', display: 'x' }, ...staff.members.slice(1)]
    expect(diff2(staff, { members: displayed })).toEqual([])
  })
})

describe('diffResources', () => {
  it('gives the reason for an unsupported change', () => {
    const { unsupported } = diffResources(
      { userName: 'jo', active: true },
      { userName: 'jo' },
      { dialect: '2.0' },
    )
    expect(unsupported).toEqual([
      { path: 'active', reason: 'SCIM 2.0 on Slack documents no way to clear it' },
    ])
  })

  it('treats __proto__ and constructor as plain attribute names', () => {
    const hostile = JSON.parse('{"userName": "jo", "__proto__": {"admin": true}, "constructor": {"x": 1}}')
    const { patch, unsupported } = diffResources({ userName: 'jo' }, hostile, { dialect: '1.1' })
    expect(patch).toBeUndefined()
    expect(unsupported.map(({ path }) => path)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(Object(patch))).toBe(Object.prototype)
  })

  it('compares values 50,000 levels deep and groups of 150,000 members', () => {
    const deep = () => JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)
    expect(
      diffResources(
        { name: deep(), emails: [deep()] },
        { name: deep(), emails: [deep()] },
        { dialect: '2.0' },
      ).unsupported,
    ).not.toEqual([])
    const members = Array.from({ length: 150_000 }, (_, index) => ({ value: `U${index}` }))
    for (const dialect of ['1.1', '2.0'] as const) {
      const { patch } = diffResources({ members }, { members: members.slice(0, 100_000) }, { dialect })
      if (dialect === '1.1')
        expect(applyPatch({ members: members.slice(99_000, 101_000) }, Object(patch)).members).toHaveLength(
          1000,
        )
    }
  })
})
