import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SeedUser, type StateUser, slackWorlds } from '../../mocks/index.ts'
import { SCIMApiError, SCIMValidationError, toWritable, type UserUpdate } from '../../src/index.ts'
import { isAssigned } from '../../src/patch/equality.ts'
import { ATTRIBUTES } from '../../src/schemas/attributes.ts'
import { frozen } from '../contract/harness.ts'
import { openPlace, VERSIONS } from '../support/worlds.ts'

/** What is stored, by the attributes of the table. */
type Stored = Readonly<Record<string, unknown>>

/** What Slack stores of an account; an empty second address is what is left of a removed one. */
function storedOf({ profile, guest, ...user }: StateUser): Stored {
  const { managerId, ...enterprise } = profile.enterprise
  const inEnterprise = Object.entries(enterprise).map(([key, value]) => [`enterprise.${key}`, value])
  return {
    userName: user.userName,
    nickName: user.nickName,
    displayName: user.displayName,
    timezone: user.timezone,
    active: user.active,
    title: user.title,
    userType: profile.userType,
    preferredLanguage: profile.preferredLanguage,
    locale: profile.locale,
    'name.givenName': user.givenName,
    'name.familyName': user.familyName,
    'name.honorificPrefix': user.honorificPrefix,
    'profile.startDate': profile.startDate,
    ...Object.fromEntries(inEnterprise),
    'enterprise.manager.managerId': managerId,
    'guest.type': guest?.type ?? null,
    'guest.expiration': guest?.expiration ?? null,
    emails: [user.primaryEmail, user.secondaryEmail || null],
    phoneNumbers: [profile.primaryPhone, profile.mobilePhone].every((one) => one === null)
      ? null
      : [profile.primaryPhone, profile.mobilePhone],
    addresses: Object.values(profile.address).every((part) => part === null) ? null : profile.address,
    roles: profile.role,
    photos: user.photo,
  }
}

const text = fc.constantFrom('a', 'Bo', 'x y', 'ümlaut "q"')
const optional = <Shape extends Record<string, unknown>>(
  shape: {
    [Key in keyof Shape]: fc.Arbitrary<Shape[Key]>
  },
) => fc.record(shape, { requiredKeys: [] })

/** A member or a guest, with any of the attributes that Slack stores. */
const accounts = fc
  .record(
    {
      secondaryEmail: fc.constantFrom('second@example.com', ''),
      name: fc.constantFrom('Jo Park', 'Jo', { givenName: '', familyName: 'Park' }),
      displayName: fc.constantFrom('', 'Jo', 'Jo Park'),
      title: text,
      timezone: fc.constant('Europe/Paris'),
      active: fc.boolean(),
      rank: fc.constantFrom('member', 'admin'),
      photo: fc.constant('https://a.test/1.png'),
      primaryPhone: fc.constantFrom('+1', '+2'),
      mobilePhone: fc.constantFrom('+1', '+3'),
      address: optional({
        streetAddress: text,
        locality: text,
        region: text,
        postalCode: text,
        country: text,
      }),
      userType: text,
      role: text,
      preferredLanguage: text,
      locale: text,
      startDate: fc.constant('2024-04-10T00:00:00+0000'),
      nickName: fc.constantFrom('jo', 'josephine'),
      enterprise: optional({
        employeeNumber: text,
        costCenter: text,
        organization: text,
        division: text,
        department: text,
        managerId: fc.constant('boss'),
      }),
    } as const,
    { requiredKeys: [] },
  )
  .chain((account) =>
    fc
      .constantFrom<SeedUser['guest']>(
        undefined,
        undefined,
        true,
        { expiration: '2027-01-01T00:00:00Z', channels: ['general'] },
        { type: 'single', channels: ['general'] },
      )
      .map((guest): Partial<SeedUser> => {
        const { rank, ...rest } = account
        // Guests are members by rank.
        return guest ? { ...rest, guest } : { ...rest, ...(rank && { rank }) }
      }),
  )

describe('an account that is written back as it was read', () => {
  it('loses nothing by PUT or PATCH, or is refused before it is sent, in every world', async () => {
    /** How often a run with a value of an attribute was accepted, by way and attribute. */
    const accepted = new Map<string, number>()
    const count = (key: string): void => void accepted.set(key, (accepted.get(key) ?? 0) + 1)
    await fc.assert(
      fc.asyncProperty(
        accounts,
        fc.constantFrom('Dr', undefined),
        fc.constantFrom('toWritable', 'as read'),
        fc.constantFrom('PUT', 'PATCH'),
        fc.constantFrom(...slackWorlds()),
        fc.constantFrom(...VERSIONS),
        async (account, honorificPrefix, form, method, world, version) => {
          const seed = { users: [{ userName: 'boss' }, { ...account, userName: 'jo' }] }
          const { scim, emulator, id, sent } = openPlace(version, { seed, world })
          if (honorificPrefix) await scim.patchUser(id('jo'), { name: { honorificPrefix } })
          const state = (): Stored => storedOf(emulator.state.user('jo') as StateUser)
          const { user } = frozen(await scim.readUser(id('jo')))
          const before = state()
          const requests = sent.length
          const body = form === 'toWritable' ? frozen(toWritable(user)) : (user as UserUpdate)
          let isAccepted = true
          try {
            await (method === 'PUT' ? scim.updateUser(body) : scim.patchUser(user.id, body))
          } catch (error) {
            isAccepted = false
            if (error instanceof SCIMValidationError) expect(sent).toHaveLength(requests)
            else expect(error).toBeInstanceOf(SCIMApiError)
          }
          const { photos, ...after } = state()
          // A read shows a picture where none is set.
          expect({ ...after, photos: before.photos && photos }).toEqual(before)
          if (!isAccepted) return
          for (const [name, value] of Object.entries(before)) {
            if (isAssigned(value)) count(`${method} of ${form}: ${name}`)
          }
          if (account.guest) count(`${method} of ${form} of a guest`)
        },
      ),
      { numRuns: 2000, seed: 5 },
    )
    // A read as it is has a profileUrl, which most worlds refuse in a PATCH, and a PUT of it has crossed phones.
    for (const way of ['PUT of as read', 'PATCH of as read'])
      expect(accepted.get(`${way}: userName`)).toBeGreaterThan(0)
    const names = Array.from(ATTRIBUTES.values()).filter(
      ({ kind, name }) => kind !== 'complex' && name !== 'members',
    )
    const rare = ['PUT of toWritable', 'PATCH of toWritable']
      .flatMap((way) => [`${way} of a guest`, ...names.map(({ name }) => `${way}: ${name}`)])
      .filter((key) => !accepted.has(key))
    expect(rare).toEqual([])
  }, 120_000)
})
