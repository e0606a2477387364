import {
  ensureUser,
  findUserByEmail,
  findUserByUserName,
  toWritable,
  type UserCreate,
} from '../../src/index.ts'
import { type ContractHarness, contractTest, frozen } from './harness.ts'

/** A person with an address of the same name. */
export function person(userName: string, rest: Partial<UserCreate> = {}): UserCreate {
  return {
    userName,
    emails: [{ value: `${userName}@example.com`, primary: true }],
    name: { givenName: 'Jo', familyName: 'Park' },
    ...rest,
  }
}

/** People: created, read, changed, replaced, found. */
export function userContract(harness: ContractHarness): void {
  const { describe, expect, version } = harness
  const test = (title: string, body: Parameters<typeof contractTest>[2]): void =>
    contractTest(harness, title, body)

  describe('users', () => {
    test('are created, and read as they were created', async ({ scim, name }) => {
      const wanted = frozen(person(name(), { title: 'Engineer', active: true }))
      const created = await scim.createUser(wanted)
      expect(created.status).toBe(201)
      const { user } = await scim.readUser(created.user.id)
      expect([user.id, user.userName, user.title, user.active]).toEqual([
        created.user.id,
        wanted.userName,
        'Engineer',
        true,
      ])
      expect(user.emails[0]?.value).toBe(wanted.emails[0]?.value)
      expect([user.name?.givenName, user.name?.familyName]).toEqual(['Jo', 'Park'])
    })

    test('keep every character of a title', async ({ scim, name }) => {
      const title = 'Zoë 李 \u{1f984} "quoted" \\ / <b>&amp;</b> %41 \u2028'
      const { user } = await scim.createUser(person(name(), { title }))
      expect((await scim.readUser(user.id)).user.title).toBe(title)
    })

    test('change only in the patched attributes', async ({ scim, name }) => {
      const { user } = await scim.createUser(person(name(), { title: 'Engineer', displayName: 'Jo' }))
      const answer = await scim.patchUser(user.id, frozen({ title: 'Lead', name: { givenName: 'Joanna' } }))
      expect([200, 204].includes(answer.status)).toBe(true)
      expect(answer.user?.title ?? 'Lead').toBe('Lead')
      const { user: after } = await scim.readUser(user.id)
      expect([after.title, after.displayName]).toEqual(['Lead', 'Jo'])
      expect([after.name?.givenName, after.name?.familyName]).toEqual(['Joanna', 'Park'])
    })

    test('accept a PATCH that changes nothing', async ({ scim, name }) => {
      const { user } = await scim.createUser(person(name(), { title: 'Engineer' }))
      const answer = await scim.patchUser(user.id, { title: 'Engineer' })
      expect([200, 204].includes(answer.status)).toBe(true)
      expect(answer.user === undefined).toBe(answer.rawBody === '')
    })

    test('lose attributes that are null, and keep omitted ones', async ({ scim, name }) => {
      const { user } = await scim.createUser(person(name(), { title: 'Engineer', displayName: 'Jo' }))
      await scim.patchUser(user.id, { title: null })
      const { user: after } = await scim.readUser(user.id)
      expect([after.title || undefined, after.displayName]).toEqual([undefined, 'Jo'])
    })

    test('gain and lose single phone numbers', async ({ scim, name }) => {
      const { user } = await scim.createUser(
        person(name(), { phoneNumbers: [{ value: '+1', type: 'mobile', primary: true }] }),
      )
      const numbers = async (): Promise<unknown> =>
        ((await scim.readUser(user.id)).user.phoneNumbers ?? [])
          .flatMap(({ value }) => (value ? [value] : []))
          .sort()
      await scim.patchUser(user.id, { phoneNumbers: [{ value: '+2', type: 'work' }] })
      expect(await numbers()).toEqual(['+1', '+2'])
      await scim.patchUser(user.id, { phoneNumbers: [{ value: '+2', operation: 'delete' }] })
      expect(await numbers()).toEqual(['+1'])
    })

    test('are replaced by the user as read, with one change', async ({ scim, name }) => {
      const { user: created } = await scim.createUser(person(name(), { title: 'Engineer', active: true }))
      const { user } = frozen(await scim.readUser(created.id))
      await scim.updateUser(frozen({ ...toWritable(user), title: 'Lead' }))
      const { user: after } = await scim.readUser(user.id)
      expect([after.userName, after.title, after.active]).toEqual([user.userName, 'Lead', true])
      expect(after.emails).toEqual(user.emails)
      expect(after.name).toEqual(user.name)
    })

    test('are found by exact email and userName only', async ({ scim, name }) => {
      const userName = name()
      const { user } = await scim.createUser(person(userName))
      const address = `${userName}@example.com`
      expect((await findUserByEmail(scim, address.toUpperCase(), { certain: true }))?.id).toBe(user.id)
      expect((await findUserByUserName(scim, userName, { certain: true }))?.id).toBe(user.id)
      expect(await findUserByEmail(scim, `x${address}`, { certain: true })).toBe(undefined)
      expect(await findUserByUserName(scim, userName.slice(0, -1), { certain: true })).toBe(undefined)
    })

    test('are created, left unchanged or updated by ensureUser', async ({ scim, name }) => {
      const wanted = frozen(person(name(), { title: 'Engineer', active: true }))
      const first = await ensureUser(scim, wanted)
      expect(first.outcome).toBe('created')
      const second = await ensureUser(scim, wanted)
      expect([second.outcome, second.user.id]).toEqual(['unchanged', first.user.id])
      const third = await ensureUser(scim, frozen({ ...wanted, title: 'Lead' }))
      expect([third.outcome, third.user.id]).toEqual(['updated', first.user.id])
      expect((await scim.readUser(first.user.id)).user.title).toBe('Lead')
    })

    if (version === '2.0') {
      test('accept a PatchOp', async ({ scim, name }) => {
        if (!('getSchemas' in scim)) throw new TypeError('the harness gave a client of 1.1 for 2.0')
        const { user } = await scim.createUser(person(name(), { title: 'Engineer' }))
        await scim.patchUser(
          user.id,
          frozen({
            Operations: [
              { op: 'replace', path: 'title', value: 'Lead' },
              { op: 'replace', path: 'name.givenName', value: 'Joanna' },
            ],
          }),
        )
        const { user: after } = await scim.readUser(user.id)
        expect([after.title, after.name?.givenName]).toEqual(['Lead', 'Joanna'])
      })
    }
  })
}
