import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import { ensureUser, SCIMConfigurationError, SCIMValidationError, type UserCreate } from '../../src/index.ts'
import { fakeUsers } from '../support/fakes.ts'
import { failure } from '../support/outcome.ts'
import { inEveryWorld, openPlace, VERSIONS } from '../support/worlds.ts'

const seed: Seed = {
  users: [
    { userName: 'jo', email: 'jo@example.com' },
    { userName: 'gone', email: 'gone@example.com', active: false },
    { userName: 'both', email: 'work@example.com', secondaryEmail: 'home@example.com' },
  ],
}
const email = (value: string): UserCreate['emails'] => [{ value, primary: true }]
const gone = { userName: 'gone', emails: email('gone@example.com') }

/** Attributes of the wrong type, and the path that the error must name. */
const WRONG: [path: string, attributes: Record<string, unknown>][] = [
  ...['False', 'false', 'true', 'no', '', 0, 1, null, {}].map((active): [string, { active: unknown }] => [
    'active',
    { active },
  ]),
  ['emails.0.primary', { emails: [{ value: 'gone@example.com', primary: 'false' }] }],
  ['emails.0.value', { emails: [{ value: 5 }] }],
  ['emails.0', { emails: [null] }],
  ['emails.1', { emails: [...gone.emails, 'x@example.com'] }],
  ['emails', { emails: {} }],
  ['emails', { emails: [] }],
  ['emails', { emails: [{ primary: true }] }],
  ['phoneNumbers.0', { phoneNumbers: [null] }],
  ['phoneNumbers', { phoneNumbers: '+1' }],
  ['userName', { userName: 5 }],
  ['userName', { userName: ' ' }],
  ['userName', { userName: null }],
  ['title', { title: 7 }],
  ['name', { name: 'Jo Park' }],
  ['roles.0', { roles: [5] }],
]

describe('ensureUser', () => {
  for (const version of VERSIONS) {
    it.each(WRONG)(
      `refuses a wrong %s before anything is sent: %j (${version})`,
      async (path, attributes) => {
        const { scim, sent, emulator } = openPlace(version, { seed })
        const user = { ...gone, ...attributes } as unknown as UserCreate
        for (const onDeactivated of ['refuse', 'reactivate'] as const) {
          const error = await ensureUser(scim, user, { onDeactivated }).catch((thrown: unknown) => thrown)
          expect(error).toBeInstanceOf(SCIMValidationError)
          expect((error as SCIMValidationError).issues.map((issue) => issue.path)).toContain(path)
        }
        expect(sent).toEqual([])
        expect(emulator.state.user('gone')?.active).toBe(false)
      },
    )

    it.each([null, undefined, 'jo', 5, []])(`refuses what is no user: %j (${version})`, async (user) => {
      const { scim, sent } = openPlace(version, { seed })
      await expect(ensureUser(scim, user as never)).rejects.toThrow(SCIMValidationError)
      expect(sent).toEqual([])
    })

    it(`refuses a guest extension that makes no guest (${version})`, async () => {
      const { scim, sent } = openPlace(version, { seed })
      for (const extension of [{ type: null }, { type: 'full' }, 'multi']) {
        const wanted = { ...gone, [scim.dialect.urns.guest]: extension } as unknown as UserCreate
        await expect(ensureUser(scim, wanted)).rejects.toThrow(SCIMValidationError)
      }
      expect(sent).toEqual([])
    })
  }

  it.each(VERSIONS)('refuses a guest expiration that is no time (%s)', async (version) => {
    const { scim, sent } = openPlace(version, { seed })
    for (const expiration of ['soon', '31.12.2027', '2027/12/31', '2027-02-31', 'never']) {
      const wanted = { ...gone, [scim.dialect.urns.guest]: { type: 'multi', expiration } } as UserCreate
      const { issues } = await failure(ensureUser(scim, wanted), SCIMValidationError)
      expect(issues.map(({ path }) => path)).toEqual([`${scim.dialect.urns.guest}.expiration`])
    }
    expect(sent).toEqual([])
  })

  it.each([['userName'], [[]], [['email', 'userName']], [{ toString: 1 }]])(
    'refuses to match by %j',
    async (match) => {
      const { scim, sent } = openPlace('2.0', { seed })
      await failure(ensureUser(scim, gone, { match } as never), SCIMConfigurationError)
      expect(sent).toEqual([])
    },
  )

  it('takes the address of type work for the primary one where none is marked', () =>
    inEveryWorld({ seed }, async ({ scim, id }) => {
      // The first address is another person's, who must not be found by it.
      const wanted = {
        userName: 'both',
        emails: [{ value: 'home@example.com' }, { value: 'work@example.com', type: 'work' }],
      }
      const { outcome, user } = await ensureUser(scim, wanted)
      expect([outcome, user.id]).toEqual(['unchanged', id('both')])
    }))

  it('takes the marked address before that of type work', () =>
    inEveryWorld({ seed }, async ({ scim, id }) => {
      const emails = [
        { value: 'home@example.com', type: 'work' },
        { value: 'work@example.com', primary: true },
      ]
      const { user } = await ensureUser(scim, { userName: 'both', emails })
      expect(user.id).toBe(id('both'))
    }))

  it.each(['jos\u00e9', 'jose\u0301', 'JOSE\u0301', 'ｊｏｓé'])(
    'returns unchanged for a userName typed as %j',
    async (typed) => {
      const emails = email('jo@example.com')
      const scim = fakeUsers({
        async *searchUsers() {
          yield { id: 'U1', userName: 'jos\u00e9', active: true, emails }
        },
      })
      expect((await ensureUser(scim, { userName: typed, emails })).outcome).toBe('unchanged')
    },
  )

  it.each([
    ['NFD', 'jose\u0301@example.com'],
    ['NFC', 'jos\u00e9@example.com'],
    ['upper case', 'JOSÉ@EXAMPLE.COM'],
  ])('finds the person whose address is typed in %s', (_, typed) =>
    inEveryWorld(
      { seed: { users: [{ userName: 'jose', email: 'jos\u00e9@example.com' }] } },
      async (place) => {
        const { user } = await ensureUser(place.scim, { userName: 'jose', emails: email(typed) })
        expect(user.id).toBe(place.id('jose'))
        expect(place.emulator.state.users).toHaveLength(2)
      },
    ),
  )
})

describe.each(VERSIONS)('ensureUser with attributes that Slack does not know (%s)', (version) => {
  const seed = { users: [{ userName: 'jo', email: 'jo@example.com' }] }
  const wanted = {
    userName: 'jo',
    emails: [{ value: 'jo@example.com', primary: true }],
    titel: 'Engineer',
    name: { givenName: 'jo', familyNmae: 'Park' },
    password: 'secret',
  } as unknown as UserCreate

  it('names what it left alone', async () => {
    const { scim, writes } = openPlace(version, { seed })
    const { outcome, skipped } = await ensureUser(scim, wanted)
    expect([outcome, skipped]).toEqual(['unchanged', ['titel', 'name.familyNmae', 'password']])
    expect(writes()).toEqual([])
  })

  it('names a photo, which no read can show to be the wanted one', async () => {
    const { scim, writes } = openPlace(version, { seed })
    const { userName, emails } = wanted
    for (const photos of [[{ value: 'https://example.com/jo.png' }], null]) {
      const { outcome, skipped } = await ensureUser(scim, { userName, emails, photos })
      expect([outcome, skipped]).toEqual(['unchanged', ['photos']])
    }
    expect((await ensureUser(scim, { userName, emails, photos: [] })).skipped).toEqual([])
    expect(writes()).toEqual([])
  })

  it('rejects them before a request is sent with unknownAttributes: refuse', async () => {
    const { another, sent } = openPlace(version, { seed })
    const call = ensureUser(another({ unknownAttributes: 'refuse' }), wanted)
    await expect(call).rejects.toThrow("ensureUser: titel: unknown attribute: did you mean 'title'?")
    expect(sent).toEqual([])
  })
})
