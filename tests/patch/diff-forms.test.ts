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

describe('diffResources for 2.0', () => {
  test.each<[string, Change, unknown[]]>([
    ['a string', { title: 'Chef' }, [['replace', 'title', 'Chef']]],
    ['a boolean', { active: false }, [['replace', 'active', false]]],
    ['parts of the name', { name: { ...jo.name, givenName: 'J' } }, [['add', 'name', { givenName: 'J' }]]],
    [
      'a part that can be cleared',
      { name: { ...jo.name, honorificPrefix: null } },
      [['remove', 'name.honorificPrefix']],
    ],
    [
      'a part that is cleared by an empty text',
      { name: { ...jo.name, givenName: null } },
      [['add', 'name', { givenName: '' }]],
    ],
    [
      'a part that Slack has not',
      { name: { ...jo.name, middleName: 'X' } },
      [['unsupported', 'name.middleName']],
    ],
    ['a cleared string', { title: null }, [['replace', 'title', '']]],
    ['an emptied string', { title: '' }, [['replace', 'title', '']]],
    [
      'a name that goes',
      { userName: null, active: null },
      [
        ['unsupported', 'userName'],
        ['unsupported', 'active'],
      ],
    ],
    [
      'what is read-only',
      { id: 'U1', groups: [{ value: 'S1' }] },
      [
        ['unsupported', 'id'],
        ['unsupported', 'groups'],
      ],
    ],
    [
      'an extension',
      { [ENTERPRISE]: { ...jo[ENTERPRISE], division: 'D' } },
      [['add', ENTERPRISE, { division: 'D' }]],
    ],
    [
      'the manager',
      { [ENTERPRISE]: { department: 'Kitchen' } },
      [['remove', `${ENTERPRISE}.manager.managerId`]],
    ],
    [
      'a cleared department',
      { [ENTERPRISE]: { manager: { managerId: 'U2' } } },
      [['add', ENTERPRISE, { department: '' }]],
    ],
    ['all of an extension', { [ENTERPRISE]: null }, [['remove', ENTERPRISE]]],
    ['the end of being a guest', { [GUEST]: undefined }, [['remove', GUEST]]],
    ['a guest for good', { [GUEST]: { type: 'multi' } }, [['remove', `${GUEST}.expiration`]]],
    ['the start date', { [PROFILE]: { startDate: 'x' } }, [['add', PROFILE, { startDate: 'x' }]]],
    [
      'another primary address, before the old one goes',
      { emails: [{ value: 'new@example.com', primary: true }, jo.emails[1]] },
      [
        ['add', 'emails', [{ value: 'new@example.com', primary: true }, jo.emails[1]]],
        ['remove', 'emails[value eq "jo@example.com"]'],
      ],
    ],
    [
      'another primary address, before which the old one steps back',
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
      'addresses the other way round, of which none is removed',
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
      'a second address, beside the primary one that it must not replace',
      { emails: [jo.emails[0], { value: 'new@example.com' }] },
      [
        ['add', 'emails', [jo.emails[0], { value: 'new@example.com', primary: false }]],
        ['remove', 'emails[value eq "jo@home.example"]'],
      ],
    ],
    [
      'a former primary address without a mark',
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
    ['no address', { emails: [] }, [['unsupported', 'emails']]],
    [
      'three addresses, of which Slack stores two',
      { emails: [...jo.emails, { value: 'x' }] },
      [['unsupported', 'emails']],
    ],
    ['a removed address', { emails: [jo.emails[0]] }, [['remove', 'emails[value eq "jo@home.example"]']]],
    [
      'a removed primary address',
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
      'another mobile phone',
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
      'another home',
      { addresses: [{ locality: 'There' }] },
      [
        ['remove', 'addresses'],
        ['add', 'addresses', [{ locality: 'There' }]],
      ],
    ],
    ['no role', { roles: [] }, [['remove', 'roles']]],
    ['a removed photo', { photos: [] }, [['replace', 'photos', []]]],
    ['another order', { emails: [...jo.emails].reverse(), phoneNumbers: [...jo.phoneNumbers].reverse() }, []],
    [
      'placeholders for nothing',
      { locale: null, photos: [...jo.photos], roles: jo.roles, [PROFILE]: { startDate: null } },
      [],
    ],
  ])('%s', (_, change, expected) => {
    expect(diff2(jo, change)).toEqual(expected)
  })

  it('takes members away one by one, and never all', () => {
    expect(diff2(staff, { members: [{ value: 'U2' }, { value: 'U4' }] })).toEqual([
      ['remove', 'members[value eq "U1"]'],
      ['remove', 'members[value eq "U\\"3"]'],
      ['add', 'members', [{ value: 'U4' }]],
    ])
    expect(diff2(staff, { members: [] })).toHaveLength(3)
    expect(diff2(staff, { displayName: 'Crew' })).toEqual([['replace', 'displayName', 'Crew']])
    const displayed = [{ value: 'U1', display: 'x' }, ...staff.members.slice(1)]
    expect(diff2(staff, { members: displayed })).toEqual([])
  })
})

describe('diffResources', () => {
  it('says why something is unsupported', () => {
    const { unsupported } = diffResources(
      { userName: 'jo', active: true },
      { userName: 'jo' },
      { dialect: '2.0' },
    )
    expect(unsupported).toEqual([
      { path: 'active', reason: 'SCIM 2.0 on Slack documents no way to clear it' },
    ])
  })

  it('takes hostile names for data', () => {
    const hostile = JSON.parse('{"userName": "jo", "__proto__": {"admin": true}, "constructor": {"x": 1}}')
    const { patch, unsupported } = diffResources({ userName: 'jo' }, hostile, { dialect: '1.1' })
    expect(patch).toBeUndefined()
    expect(unsupported.map(({ path }) => path)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(Object(patch))).toBe(Object.prototype)
  })

  it('survives values as deep as JSON gets, and thousands of members', () => {
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
