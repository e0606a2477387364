import { type ContractHarness, contractTest } from './harness.ts'
import { person } from './user-contract.ts'

/** Service metadata and custom requests. */
export function serviceContract(harness: ContractHarness): void {
  const { describe, expect, version } = harness
  const test = (title: string, body: Parameters<typeof contractTest>[2]): void =>
    contractTest(harness, title, body)

  describe('the service', () => {
    test('returns its ServiceProviderConfig', async ({ scim }) => {
      const { config, status } = await scim.getServiceProviderConfig()
      expect([status, typeof config.patch?.supported]).toEqual([200, 'boolean'])
    })

    if (version === '2.0') {
      test('returns its resource types and schemas', async ({ scim }) => {
        if (!('getSchemas' in scim)) throw new TypeError('the harness gave a client of 1.1 for 2.0')
        const { resourceTypes } = await scim.getResourceTypes()
        expect(resourceTypes.map(({ name }) => name).sort()).toEqual(['Group', 'User'])
        const { schemas } = await scim.getSchemas()
        const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
        expect(schemas.some(({ id }) => id === core)).toBe(true)
      })
    }

    test('accepts custom requests of apiCall', async ({ scim, name }) => {
      const userName = name()
      const created = await scim.apiCall({ method: 'POST', path: 'Users', body: { ...person(userName) } })
      expect([created.status, created.body?.userName]).toEqual([201, userName])
      const found = await scim.apiCall({
        method: 'GET',
        path: 'Users',
        query: { filter: `userName eq "${userName}"`, count: 1 },
      })
      expect(found.body?.totalResults).toBe(1)
    })

    test('returns url, headers, raw body and parsed body', async ({ scim, name }) => {
      const answer = await scim.createUser(person(name()))
      expect(answer.url.startsWith(scim.baseUrl)).toBe(true)
      expect(answer.headers.get('CONTENT-TYPE')?.includes('json')).toBe(true)
      expect([JSON.parse(answer.rawBody), answer.attempts]).toEqual([answer.body, 1])
      expect(answer.errors).toBe(undefined)
    })

    test('keeps concurrent calls apart', async ({ scim, name }) => {
      const names = Array.from({ length: 8 }, () => name())
      const made = await Promise.all(names.map((userName) => scim.createUser(person(userName))))
      expect(made.map(({ user }) => user.userName)).toEqual(names)
      const read = await Promise.all(made.map(({ user }) => scim.readUser(user.id)))
      expect(read.map(({ user }) => user.userName)).toEqual(names)
    })
  })
}
