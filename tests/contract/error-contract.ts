import { SCIMError, settle } from '../../src/index.ts'
import { type ContractHarness, contractTest, rejection } from './harness.ts'
import { person } from './user-contract.ts'

/** The test of a person that the service does not know; `tests/runtimes` leaves it out by name. */
export const UNKNOWN_PERSON = 'reject with a 404 for an unknown id'

/** Errors and their fields. */
export function errorContract(harness: ContractHarness): void {
  const { describe, expect } = harness
  const test = (title: string, body: Parameters<typeof contractTest>[2]): void =>
    contractTest(harness, title, body)

  describe('errors', () => {
    test(UNKNOWN_PERSON, async ({ scim }) => {
      const error = await rejection(scim.readUser('U0NOBODY'))
      expect(SCIMError.is(error)).toBe(true)
      expect([error?.name, error?.code, error?.status]).toEqual(['SCIMApiError', 'api_error', 404])
      expect([error?.applied, error?.attempts]).toEqual(['no', 1])
      expect(typeof error?.description).toBe('string')
    })

    test('resolve to a response with settle', async ({ scim }) => {
      const response = await settle(scim.readUser('U0NOBODY'))
      expect([response.status, response.errors === undefined]).toEqual([404, false])
    })

    test('report a taken userName as a conflict', async ({ scim, name }) => {
      const wanted = person(name())
      await scim.createUser(wanted)
      const error = await rejection(scim.createUser(wanted))
      expect([error?.name, error?.code, error?.status]).toEqual(['SCIMConflictError', 'conflict', 409])
    })

    test('report an invalid token without printing it', async ({ service }) => {
      const error = await rejection(service.client({}, 'xoxp-wrong-secret').searchUsers())
      expect([error?.name, error?.status]).toEqual(['SCIMApiError', 401])
      expect(`${error?.message}${JSON.stringify(error)}`.includes('wrong-secret')).toBe(false)
    })

    test('reject invalid arguments before sending a request', async ({ scim, service, name }) => {
      const events: string[] = []
      const watched = service.client({ onEvent: ({ type }) => void events.push(type) })
      for (const id of ['', '.', '..', undefined as unknown as string]) {
        expect((await rejection(watched.readUser(id)))?.name).toBe('SCIMValidationError')
      }
      expect((await rejection(watched.apiCall({ method: 'GET', path: '../Users' })))?.name).toBe(
        'SCIMValidationError',
      )
      const { user } = await scim.createUser(person(name(), { active: true }))
      const { active: _active, ...partial } = user
      expect((await rejection(watched.updateUser(partial as typeof user)))?.name).toBe('SCIMValidationError')
      expect(events.includes('attempt.start')).toBe(false)
    })

    test('reject at once when the signal has already aborted', async ({ scim }) => {
      const signal = AbortSignal.abort(new Error('enough'))
      const error = await rejection(scim.searchUsers({}, { signal }))
      expect([error?.name, error?.code, error?.attempts]).toEqual(['SCIMAbortError', 'aborted', 0])
    })
  })
}
