import { describe, expect, it } from 'vitest'
import { URN_1_1, type User, type UserAttributes } from '../../src/index.ts'
import { asRead } from '../../src/tasks/as-read.ts'

const { enterprise, guest } = URN_1_1
const KIM = { value: 'KIM@a.example', type: 'work', primary: true }
const [NFC, NFD] = ['Am\u00e9lie', 'Ame\u0301lie']
const HOME = { value: 'home@a.example', primary: false }

type Attributes = Readonly<Record<string, unknown>>

/** What a read is expected to show of a wish, once it is granted. */
function expectRead(read: Attributes, wanted: Attributes, expected: Attributes): void {
  const account = { id: 'U1', userName: 'kim', emails: [], ...read } as unknown as User
  expect(asRead(account, wanted as UserAttributes)).toStrictEqual(expected)
}

describe('asRead', () => {
  it.each<[what: string, read: Attributes, wanted: Attributes, expected: Attributes]>([
    [
      'a userName as Slack stores it',
      { userName: 'kim_lee' },
      { userName: 'Kim Lee' },
      { userName: 'kim_lee' },
    ],
    ['another userName', { userName: 'kim_lee' }, { userName: 'jo' }, { userName: 'jo' }],
    ['no nickName, which follows the userName', { nickName: 'a' }, { nickName: 'b' }, {}],
    ['nothing that is undefined', { title: 'a' }, { title: undefined, timezone: undefined }, {}],
    ['nothing of active, which is compared elsewhere', { active: true }, { active: false }, {}],
    ['nothing that is unknown', { shirt: 'L' }, { shirt: 'M' }, {}],
    [
      'a displayName as Slack stores it',
      { displayName: 'Kim _HR_' },
      { displayName: 'Kim (HR)' },
      { displayName: 'Kim _HR_' },
    ],
    ['another displayName', { displayName: 'Kim _HR_' }, { displayName: 'Kim' }, { displayName: 'Kim' }],
    ['no displayName', { displayName: 'Kim' }, { displayName: null }, { displayName: null }],
    ['a time zone', { timezone: 'Asia/Tokyo' }, { timezone: 'Europe/Paris' }, { timezone: 'Europe/Paris' }],
    [
      'the default time zone for none',
      { timezone: 'America/Los_Angeles' },
      { timezone: null },
      { timezone: 'America/Los_Angeles' },
    ],
    ['no time zone', { timezone: 'Asia/Tokyo' }, { timezone: '' }, { timezone: null }],
    ['a title', { title: 'Chef' }, { title: 'Cook' }, { title: 'Cook' }],
    ['a title in NFC that is typed in NFD', { title: NFC }, { title: NFD }, { title: NFC }],
    ['a title in NFD that is typed in NFC', { title: NFD }, { title: NFC }, { title: NFD }],
    ['a displayName in NFC', { displayName: NFC }, { displayName: NFD }, { displayName: NFC }],
    [
      'a part of a name in NFC',
      { name: { givenName: NFC } },
      { name: { givenName: NFD } },
      { name: { givenName: NFC } },
    ],
    [
      'an address in NFC',
      { addresses: [{ locality: NFC }] },
      { addresses: [{ locality: NFD }] },
      { addresses: [{ locality: NFC }] },
    ],
  ])('returns %s', (_what, read, wanted, expected) => expectRead(read, wanted, expected))

  it.each<[what: string, read: Attributes, wanted: Attributes, expected: Attributes]>([
    [
      'the parts of a name that are stored',
      { name: { givenName: 'K' } },
      { name: { givenName: 'Kim', familyName: undefined, formatted: 'Kim Lee', middleName: 'B' } },
      { name: { givenName: 'Kim' } },
    ],
    ['no name that is to go', { name: { givenName: 'K' } }, { name: null }, {}],
    [
      'an extension that is to go',
      { [enterprise]: { department: 'D' } },
      { [enterprise]: null },
      { [enterprise]: null },
    ],
    [
      'the parts of an extension that are stored',
      {},
      {
        [enterprise]: { department: 'D', costCenter: null, manager: { managerId: 'U2', displayName: 'Jo' } },
      },
      { [enterprise]: { department: 'D', costCenter: null, manager: { managerId: 'U2' } } },
    ],
    ['no guest extension', {}, { [guest]: { type: 'multi' } }, {}],
    ['no guest extension that is to go', { [guest]: { type: 'multi' } }, { [guest]: null }, {}],
  ])('returns %s', (_what, read, wanted, expected) => expectRead(read, wanted, expected))

  it.each<[what: string, read: unknown, wanted: unknown, expected: unknown]>([
    [
      'the stored spelling, and the second one',
      [KIM, HOME],
      [{ value: 'kim@A.example' }],
      [{ value: KIM.value, primary: true }, HOME],
    ],
    [
      'two of three',
      [KIM, HOME],
      [{ value: 'new@a.example' }, { value: 'HOME@a.example' }, { value: 'x@a.example' }],
      [{ value: 'new@a.example', primary: true }, HOME],
    ],
    [
      'the second one as the primary one',
      [KIM, HOME],
      [{ value: HOME.value, primary: true }],
      [
        { value: HOME.value, primary: true },
        { value: KIM.value, primary: false },
      ],
    ],
    [
      'two where three are stored',
      [KIM, HOME, { value: 'x@a.example' }],
      [{ value: KIM.value }],
      [{ value: KIM.value, primary: true }, HOME],
    ],
    [
      'what has a value',
      undefined,
      [null, 'x', {}, { value: ' ' }, { value: 'new@a.example' }],
      [{ value: 'new@a.example', primary: true }],
    ],
    ['none that can be read', [KIM], [], undefined],
    ['none that can be read for blanks', [KIM], [{ value: '' }], undefined],
  ])('returns of emails %s', (_what, emails, wanted, expected) =>
    expectRead({ emails }, { emails: wanted }, expected === undefined ? {} : { emails: expected }),
  )

  it.each<[what: string, read: unknown, wanted: unknown, expected: unknown]>([
    [
      'the wanted mobile one and the stored other',
      [
        { value: '1', primary: true },
        { value: '2', type: 'mobile' },
      ],
      [{ value: '3', type: 'mobile' }],
      [
        { value: '3', primary: false },
        { value: '1', primary: true },
      ],
    ],
    [
      'the wanted one and the stored mobile one',
      [
        { value: '1', primary: true },
        { value: '2', type: 'mobile' },
      ],
      [{ value: '9', primary: true }],
      [
        { value: '2', primary: false },
        { value: '9', primary: true },
      ],
    ],
    [
      'one number once',
      [{ value: '1', primary: true }],
      [{ value: '1', type: 'mobile' }],
      [{ value: '1', primary: true }],
    ],
    ['a mobile one alone', [], [{ value: '5', type: 'mobile' }], [{ value: '5', primary: false }]],
    ['a first one', undefined, [{ value: '5' }], [{ value: '5', primary: true }]],
    ['none', [], [], []],
  ])('returns of phones %s', (_what, phoneNumbers, wanted, expected) =>
    expectRead({ phoneNumbers }, { phoneNumbers: wanted }, { phoneNumbers: expected }),
  )

  const OSLO = [{ locality: 'Oslo', country: null, primary: true }]
  it.each<[what: string, read: unknown, wanted: unknown, expected: unknown]>([
    ['what is stored where it has what is wanted', OSLO, [{ locality: 'Oslo' }], OSLO],
    ['what is stored where both have nothing', OSLO, [{ locality: 'Oslo', country: '' }], OSLO],
    ['another one', OSLO, [{ locality: 'Bergen' }], [{ locality: 'Bergen' }]],
    ['one that has more', OSLO, [{ locality: 'Oslo', country: 'NO' }], [{ locality: 'Oslo', country: 'NO' }]],
    ['a first one', undefined, [{ locality: 'Oslo' }], [{ locality: 'Oslo' }]],
    ['none for blanks', OSLO, [{ locality: '' }], null],
    ['none for null', OSLO, null, null],
    ['nothing for an empty list', OSLO, [], undefined],
  ])('returns of addresses %s', (_what, addresses, wanted, expected) =>
    expectRead({ addresses }, { addresses: wanted }, expected === undefined ? {} : { addresses: expected }),
  )

  it('returns no photo, which gets another address', () => {
    expectRead({ photos: [] }, { photos: [{ value: 'https://a.test/1.png' }] }, {})
  })
})
