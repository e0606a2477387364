import { describe, expect, test } from 'vitest'
import { ASSUMPTIONS, type Assumptions, type SeedUser, type SlackWorld } from '../../mocks/index.ts'
import type { User, UserAttributes } from '../../src/index.ts'
import { diffResources } from '../../src/patch/index.ts'
import { URN_1_1, URN_2_0 } from '../../src/schemas/urns.ts'
import { openPlace, VERSIONS } from '../support/worlds.ts'

type Change = (user: User) => Partial<User>

/** Sends the difference, reads the user again, and returns it with the wanted user and the unsupported paths. */
async function roundTrip(
  version: '1.1' | '2.0',
  assumptions: Partial<Assumptions>,
  account: Omit<SeedUser, 'userName'>,
  change: Change,
): Promise<{ read: User; wanted: User; before: User; unsupported: readonly string[]; isSent: boolean }> {
  const world: SlackWorld = { name: 'full', assumptions: { 'user-form': 'always-full', ...assumptions } }
  const { scim, id } = openPlace(version, { seed: { users: [{ userName: 'jo', ...account }] }, world })
  const before = (await scim.readUser(id('jo'))).user
  const wanted = { ...before, ...change(before) }
  const { patch, unsupported } = diffResources(before, wanted, { dialect: version })
  if (patch) await scim.patchUser(before.id, patch as UserAttributes)
  const read = (await scim.readUser(before.id)).user
  return {
    read,
    wanted,
    before,
    unsupported: unsupported.map(({ path }) => path),
    isSent: patch !== undefined,
  }
}

const both = { mobilePhone: '+1', primaryPhone: '+2' }
const phones = (mobile: string | null, primary: string | null): Change => {
  return () => ({
    phoneNumbers: [
      { value: mobile, type: 'mobile' },
      { value: primary, primary: true },
    ],
  })
}

describe.each(VERSIONS)('diffResources for phones, sent to the SCIM %s mock', (version) => {
  test.each<[string, Omit<SeedUser, 'userName'>, Change]>([
    ['a changed primary number', both, phones('+1', '+9')],
    ['a changed mobile number', both, phones('+9', '+2')],
    ['two changed numbers', both, phones('+8', '+9')],
    ['two swapped numbers', both, phones('+2', '+1')],
    ['two added numbers', {}, phones('+1', '+2')],
    ['an added mobile number', { primaryPhone: '+2' }, phones('+1', '+2')],
    ['a mobile number without a primary one', {}, phones('+1', null)],
    [
      'a former primary number as the mobile one, with a new primary one',
      { primaryPhone: '+2' },
      phones('+2', '+3'),
    ],
    [
      'a former primary number as the mobile one, without a primary one',
      { primaryPhone: '+2' },
      phones('+2', null),
    ],
    ['a removed mobile number', both, phones(null, '+2')],
    ['two removed numbers', both, phones(null, null)],
  ])('writes %s and reads it back', async (_, account, change) => {
    const { read, wanted, unsupported } = await roundTrip(version, {}, account, change)
    expect([read.phoneNumbers, unsupported]).toEqual([wanted.phoneNumbers, []])
  })
})

const emails = (primary: string, ...others: string[]): Change => {
  const seconds = others.map((value) => ({ value, primary: false }))
  return () => ({ emails: [{ value: primary, primary: true }, ...seconds] })
}
const worlds = ASSUMPTIONS['patched-primary-email'].options.flatMap((patched) =>
  ASSUMPTIONS['patched-email-without-primary'].options.map((lone) => ({
    'patched-primary-email': patched,
    'patched-email-without-primary': lone,
  })),
)

describe.each(VERSIONS)('diffResources for emails, sent to the SCIM %s mock', (version) => {
  const one = { email: 'a@x.test' }
  const two = { ...one, secondaryEmail: 'b@x.test' }
  const addresses = ({ emails: list = [] }: Partial<User>) => list.filter(({ value }) => value)

  test.each<[string, Omit<SeedUser, 'userName'>, Change]>([
    ['a new primary email with the former one as secondary', one, emails('n@x.test', 'a@x.test')],
    [
      'a new primary email with the former one in place of the secondary',
      two,
      emails('n@x.test', 'a@x.test'),
    ],
    ['two swapped emails', two, emails('b@x.test', 'a@x.test')],
    ['a new primary email', two, emails('n@x.test', 'b@x.test')],
    ['a new secondary email', two, emails('a@x.test', 'n@x.test')],
    ['two new emails', two, emails('n@x.test', 'm@x.test')],
    ['a removed secondary email', two, emails('a@x.test')],
    ['a removed primary email', two, emails('b@x.test')],
  ])('writes %s and reads it back in every world', async (_, account, change) => {
    for (const world of worlds) {
      const { read, wanted, unsupported } = await roundTrip(version, world, account, change)
      expect([world, addresses(read), unsupported]).toEqual([world, addresses(wanted), []])
    }
  })

  test('keeps the primary email when an email without primary is added', async () => {
    for (const world of worlds) {
      const { read, unsupported } = await roundTrip(version, world, one, (user) => ({
        emails: [...user.emails, { value: 'n@x.test' }],
      }))
      expect([addresses(read), unsupported]).toEqual([
        [
          { value: 'a@x.test', primary: true },
          { value: 'n@x.test', primary: false },
        ],
        [],
      ])
    }
  })
})

describe.each(VERSIONS)('diffResources for cleared attributes, sent to the SCIM %s mock', (version) => {
  test.each(['title', 'userType', 'preferredLanguage', 'locale', 'displayName'] as const)(
    'clears %s',
    async (name) => {
      const { read, unsupported } = await roundTrip(version, {}, { [name]: 'x' }, () => ({ [name]: null }))
      expect([read[name] || null, unsupported]).toEqual([null, []])
    },
  )

  test('clears the postal address, the role, the photo and the extensions', async () => {
    const { enterprise, profile } = version === '1.1' ? URN_1_1 : URN_2_0
    const account = {
      address: { locality: 'Paris' },
      role: 'lead',
      photo: 'https://a.test/1.png',
      startDate: '2024-04-10T00:00:00Z',
      enterprise: { department: 'R&D', managerId: 'jo' },
    }
    const { read, unsupported } = await roundTrip(version, {}, account, () => ({
      addresses: [],
      roles: null,
      photos: [],
      [enterprise]: null,
      [profile]: null,
    }))
    expect(unsupported).toEqual([])
    expect(read.addresses?.[0]?.locality).toBeNull()
    expect([read.roles?.[0], read[enterprise]?.department, read[enterprise]?.manager?.managerId]).toEqual([
      { value: null, primary: true },
      null,
      null,
    ])
    expect([read[profile]?.startDate, read.photos?.[0]?.value === 'https://a.test/1.png']).toEqual([
      null,
      false,
    ])
  })
})
