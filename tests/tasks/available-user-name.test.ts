import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Seed } from '../../mocks/index.ts'
import {
  availableUserName,
  SCIMConflictError,
  SCIMRefusedError,
  SCIMValidationError,
} from '../../src/index.ts'
import { slackUserName } from '../../src/tasks/slack-user-name.ts'
import { fakeUsers } from '../support/fakes.ts'
import { failure } from '../support/outcome.ts'
import { inEveryWorld, openPlace, VERSIONS } from '../support/worlds.ts'

const seed: Seed = {
  users: [{ userName: 'jo' }, { userName: 'jo2' }, { userName: 'a.very.long.name.that' }],
  groups: [{ displayName: 'staff', members: ['jo'] }],
}

describe('availableUserName', () => {
  it.each([
    ['José Núñez', 'jose_nunez'],
    ['Kim Lee (HR)', 'kim_lee_hr'],
    ['ada.lovelace@example.com', 'ada.lovelace'],
    ['@Łukasz', 'lukasz'],
    [' jo@example.com ', 'jo'],
    ['jo park@example', 'jo_park_example'],
    ['jo@example com', 'jo_example_com'],
    ['.-_jo_-.', 'jo'],
    ['Straße', 'strasse'],
    ['Ｋｉｍ', 'kim'],
    ['  Søren Ærø ', 'soren_aero'],
    ['x'.repeat(40), 'x'.repeat(21)],
    ['twenty.characters.xx__and.more', 'twenty.characters.xx'],
  ])('writes %j as %j', (wish, expected) => {
    expect(slackUserName(wish)).toBe(expected)
  })

  it('numbers a name that an account or a group has, within 21 characters', () =>
    inEveryWorld({ seed }, async ({ scim }) => {
      const options = { certain: true }
      expect(await availableUserName(scim, 'Jo', options)).toBe('jo3')
      expect(await availableUserName(scim, 'Staff', options)).toBe('staff2')
      expect(await availableUserName(scim, 'A.Very.Long.Name.That.Goes.On', options)).toBe(
        'a.very.long.name.tha2',
      )
      expect(await availableUserName(scim, 'ada', options)).toBe('ada')
    }))

  it('proposes a name that a create accepts, in every world and with filters alone where they work', () =>
    inEveryWorld({ seed }, async ({ scim, world }) => {
      const areTrusted = Object.keys(world.assumptions).every((name) => !name.includes('filter'))
      const userName = await availableUserName(scim, 'Jo', { certain: !areTrusted })
      const { user } = await scim.createUser({
        userName,
        emails: [{ value: 'other@example.com', primary: true }],
      })
      expect([userName, user.userName]).toEqual(['jo3', 'jo3'])
      expect(await availableUserName(scim, 'Staff', { certain: !areTrusted })).toBe('staff2')
    }))

  for (const version of VERSIONS) {
    it(`proposes names that are stored as they are, whatever the wish (${version})`, () =>
      fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), async (wish) => {
          const { scim } = openPlace(version, { seed })
          const userName = await availableUserName(scim, wish).catch((error: unknown) => error)
          if (userName instanceof SCIMValidationError) return
          const created = await scim
            .createUser({ userName: String(userName), emails: [{ value: 'other@example.com' }] })
            .catch((error: unknown) => error)
          if (created instanceof SCIMConflictError) throw new Error(`${userName} is taken`)
          expect(created).toMatchObject({ user: { userName } })
        }),
        { numRuns: 300, seed: 3 },
      ))

    it(`refuses a wish without a letter that Slack keeps, before anything is sent (${version})`, async () => {
      const { scim, sent } = openPlace(version, { seed })
      for (const bad of ['', '李雷', '_-.', 5, undefined]) {
        await expect(availableUserName(scim, bad as string)).rejects.toThrow(SCIMValidationError)
      }
      expect(sent).toEqual([])
    })
  }

  it.each([true, false])(
    'tries every number up to 99, and refuses when all are taken (certain: %s)',
    async (certain) => {
      const taken = Array.from({ length: 98 }, (_, n) => ({ userName: n === 0 ? 'jo' : `jo${n + 1}` }))
      const { scim } = openPlace('2.0', { seed: { users: taken } })
      expect(await availableUserName(scim, 'jo', { certain })).toBe('jo99')
      await scim.createUser({ userName: 'jo99', emails: [{ value: 'jo99@example.com' }] })
      const error = await failure(availableUserName(scim, 'jo', { certain }), SCIMRefusedError)
      expect(error.reason).toBe('not_found')
      expect(error.message).toContain('wish: the name is taken with every number up to 99: wish for another')
    },
  )

  it('reads the names of accounts and groups as others wrote them', async () => {
    async function* walk(items: readonly object[]): AsyncGenerator<never> {
      for (const item of items) yield item as never
    }
    const scim = {
      ...fakeUsers({}),
      searchUsers: () => walk([{ userName: ' JO', nickName: null }, { nickName: 'jo2 ' }, {}]),
      searchGroups: () => walk([{ displayName: 'Jo3\t' }, { displayName: 5 }]),
    }
    expect(await availableUserName(scim as never, 'jo', { certain: true })).toBe('jo4')
  })
})
