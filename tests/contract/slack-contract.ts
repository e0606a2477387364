import { deactivateUser, reactivateUser } from '../../src/index.ts'
import { type ContractHarness, contractTest, rejection } from './harness.ts'
import { person } from './user-contract.ts'

/** The body that an error came with. */
function bodyOf(error: Record<string, unknown> | undefined): unknown {
  return (error?.response as { readonly body: unknown } | undefined)?.body
}

/** The test of a token that Slack refuses; `tests/runtimes` leaves it out by name. */
export const REFUSED_TOKEN = 'rejects an invalid token with the 1.1 envelope on both dialects'

/** What only Slack does (https://docs.slack.dev/reference/scim-api). */
export function slackContract(harness: ContractHarness): void {
  const { describe, expect, version } = harness
  const test = (title: string, body: Parameters<typeof contractTest>[2]): void =>
    contractTest(harness, title, body)

  describe('Slack', () => {
    test('deactivates a user on DELETE, also when repeated', async ({ scim, name }) => {
      const { user } = await scim.createUser(person(name()))
      const status = version === '1.1' ? 200 : 204
      for (let times = 0; times < 2; times++) {
        const answer = await scim.deleteUser(user.id)
        expect([answer.status, answer.rawBody, answer.body]).toEqual([status, '', undefined])
      }
      expect((await deactivateUser(scim, user.id))?.active).toBe(false)
      expect((await reactivateUser(scim, user.id))?.active).toBe(true)
    })

    test('returns no body for a patched group on 1.1 only', async ({ scim, name }) => {
      const { user } = await scim.createUser(person(name()))
      const { group } = await scim.createGroup({ displayName: name(), members: [{ value: user.id }] })
      const answer = await scim.patchGroup(group.id, { displayName: name() })
      expect([answer.status, answer.group === undefined]).toEqual(
        version === '1.1' ? [204, true] : [200, false],
      )
    })

    test('returns an error code in the envelope of the dialect', async ({ scim }) => {
      const error = await rejection(scim.readUser('U0NOBODY'))
      expect(error?.reason).toBe('no_such_user')
      expect(bodyOf(error)).toEqual(
        version === '1.1'
          ? { Errors: { description: 'no_such_user', code: 404 } }
          : {
              schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
              detail: 'no_such_user',
              status: 404,
            },
      )
    })

    test(REFUSED_TOKEN, async ({ service }) => {
      const error = await rejection(service.client({}, 'xoxp-wrong').searchUsers())
      expect(error?.reason).toBe('invalid_authentication')
      expect(bodyOf(error)).toEqual({ Errors: { description: 'invalid_authentication', code: 401 } })
    })

    test('returns the schemas of users and groups', async ({ scim }) => {
      const { schema } = await scim.getUserSchema()
      expect([schema.name, Array.isArray(schema.attributes)]).toEqual(['User', true])
      expect((await scim.getGroupSchema()).schema.name).toBe('Group')
    })

    test('removes a phone number whose value has special characters', async ({ scim, name }) => {
      const value = '+2 "x" \\ ] and'
      const { user } = await scim.createUser(person(name(), { phoneNumbers: [{ value, primary: true }] }))
      await scim.patchUser(user.id, { phoneNumbers: [{ value, operation: 'delete' }] })
      expect((await scim.readUser(user.id)).user.phoneNumbers?.map((phone) => phone.value)).toEqual([
        null,
        null,
      ])
    })

    test('keeps two phone numbers, and swaps their types', async ({ scim, name }) => {
      const phoneNumbers = [
        { value: '+1', type: 'work' },
        { value: '+2', type: 'mobile' },
      ]
      const { user } = await scim.createUser(person(name(), { phoneNumbers }))
      expect(user.phoneNumbers).toEqual([
        { value: '+1', type: 'mobile' },
        { value: '+2', primary: true },
      ])
    })
  })
}
