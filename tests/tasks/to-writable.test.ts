import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SeedUser, slackWorlds } from '../../mocks/index.ts'
import { toWritable, type User } from '../../src/index.ts'
import { frozen } from '../contract/harness.ts'
import { openPlace, VERSIONS } from '../support/worlds.ts'

const text = fc.constantFrom('a', 'Bo', 'x y', 'ümlaut "q"')
const part = fc.record({ streetAddress: text, locality: text, postalCode: text }, { requiredKeys: [] })

/** An account of any kind, with any of the attributes that Slack stores. */
const accounts: fc.Arbitrary<Partial<SeedUser>> = fc
  .record(
    {
      secondaryEmail: fc.constantFrom('second@example.com', ''),
      name: fc.constantFrom('Jo Park', 'Jo', { givenName: '', familyName: 'Park' }),
      displayName: fc.constantFrom('', 'Jo', 'Jo Park'),
      title: text,
      timezone: fc.constant('Europe/Paris'),
      active: fc.boolean(),
      rank: fc.constantFrom('member', 'admin'),
      guest: fc.constantFrom(
        true,
        { expiration: '2027-01-01T00:00:00Z', channels: ['general'] },
        { type: 'single', channels: ['general'] },
      ),
      photo: fc.constant('https://a.test/1.png'),
      primaryPhone: fc.constantFrom('+1', '+2'),
      mobilePhone: fc.constantFrom('+1', '+2'),
      address: part,
      userType: text,
      role: text,
      preferredLanguage: text,
      locale: text,
      startDate: fc.constant('2024-04-10T00:00:00+0000'),
      nickName: fc.constantFrom('jo', 'josephine'),
      enterprise: fc.record(
        { department: text, costCenter: text, managerId: fc.constant('boss') },
        { requiredKeys: [] },
      ),
    } as const,
    { requiredKeys: [] },
  )
  // Guests are members by rank.
  .map(
    ({ guest, rank, ...rest }) =>
      (guest ? { ...rest, guest } : { ...rest, ...(rank && { rank }) }) as Partial<SeedUser>,
  )

/** What was read, but for the placeholder of a second address that nobody can write. */
function essence(user: User): unknown {
  return { ...user, emails: user.emails.filter(({ value }) => value) }
}

describe('toWritable', () => {
  it('writes back as what was read: nothing changes, on both dialects and in every world', async () => {
    await fc.assert(
      fc.asyncProperty(
        accounts,
        fc.constantFrom(...slackWorlds()),
        fc.constantFrom(...VERSIONS),
        async (account, world, version) => {
          const seed = { users: [{ userName: 'boss' }, { ...account, userName: 'jo' }] }
          const { scim, emulator, id } = openPlace(version, { seed, world })
          const { user: before } = frozen(await scim.readUser(id('jo')))
          await scim.updateUser(frozen(toWritable(before)))
          const { user: after } = await scim.readUser(id('jo'))
          expect(essence(after)).toEqual(essence(before))
          expect(emulator.state.user('jo')?.rank).toBe(account.rank ?? 'member')
        },
      ),
      { numRuns: 1500, seed: 5 },
    )
  })

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
