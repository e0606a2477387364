import { describe, expect, test } from 'vitest'
import { ASSUMPTIONS, type Assumptions, type SeedUser, type SlackWorld } from '../../mocks/index.ts'
import type { User, UserAttributes } from '../../src/index.ts'
import { diffResources } from '../../src/patch/index.ts'
import { URN_1_1, URN_2_0 } from '../../src/schemas/urns.ts'
import { openPlace, VERSIONS } from '../support/worlds.ts'

type Change = (user: User) => Partial<User>

/** What is read after a difference was sent, what was wanted, and what the difference said it leaves alone. */
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

describe.each(VERSIONS)('phones on %s, read, compared and sent', (version) => {
  test.each<[string, Omit<SeedUser, 'userName'>, Change]>([
    ['another primary number', both, phones('+1', '+9')],
    ['another mobile number', both, phones('+9', '+2')],
    ['two other numbers', both, phones('+8', '+9')],
    ['the two the other way round', both, phones('+2', '+1')],
    ['two where there were none', {}, phones('+1', '+2')],
    ['a mobile number where there was none', { primaryPhone: '+2' }, phones('+1', '+2')],
    ['a mobile number alone', {}, phones('+1', null)],
    ['a former primary number as the mobile one', { primaryPhone: '+2' }, phones('+2', '+3')],
    ['a former primary number alone as the mobile one', { primaryPhone: '+2' }, phones('+2', null)],
    ['no mobile number', both, phones(null, '+2')],
    ['no number', both, phones(null, null)],
  ])('writes %s, which comes back', async (_, account, change) => {
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

describe.each(VERSIONS)('addresses on %s, read, compared and sent', (version) => {
  const one = { email: 'a@x.test' }
  const two = { ...one, secondaryEmail: 'b@x.test' }
  const addresses = ({ emails: list = [] }: Partial<User>) => list.filter(({ value }) => value)

  test.each<[string, Omit<SeedUser, 'userName'>, Change]>([
    ['a new primary one, and the former as the second', one, emails('n@x.test', 'a@x.test')],
    ['the same where another was the second', two, emails('n@x.test', 'a@x.test')],
    ['the two the other way round', two, emails('b@x.test', 'a@x.test')],
    ['a new primary one', two, emails('n@x.test', 'b@x.test')],
    ['a new second one', two, emails('a@x.test', 'n@x.test')],
    ['two new ones', two, emails('n@x.test', 'm@x.test')],
    ['no second one', two, emails('a@x.test')],
    ['the second one alone', two, emails('b@x.test')],
  ])('%s', async (_, account, change) => {
    for (const world of worlds) {
      const { read, wanted, unsupported } = await roundTrip(version, world, account, change)
      expect([world, addresses(read), unsupported]).toEqual([world, addresses(wanted), []])
    }
  })

  test('a second one without a mark does not become the primary one', async () => {
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

describe.each(VERSIONS)('what goes on %s, read, compared and sent', (version) => {
  test.each(['title', 'userType', 'preferredLanguage', 'locale', 'displayName'] as const)(
    'clears the %s',
    async (name) => {
      const { read, unsupported } = await roundTrip(version, {}, { [name]: 'x' }, () => ({ [name]: null }))
      expect([read[name] || null, unsupported]).toEqual([null, []])
    },
  )

  test('clears the address, the role, the photo and the extensions', async () => {
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
