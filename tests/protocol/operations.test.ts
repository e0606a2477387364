import { describe, expect, it } from 'vitest'
import { SCIM2Client, SCIMClient, SCIMResponseError, type Transport } from '../../src/index.ts'
import { SLACK_LIMITS } from '../../src/pacing/limits.ts'
import { endpointOf, isIn, OPERATIONS } from '../../src/protocol/operations.ts'
import { createRelay, type RelayRules } from '../../src/relay/server.ts'

/** A rule for every operation: a key that is missing or too many does not compile. */
const EVERYTHING: Required<RelayRules> = {
  searchUsers: { attributes: '*' },
  readUser: { attributes: '*' },
  createUser: { attributes: '*' },
  patchUser: { attributes: '*' },
  updateUser: { attributes: '*' },
  deleteUser: true,
  searchGroups: { attributes: '*' },
  readGroup: { attributes: '*' },
  createGroup: { attributes: '*' },
  patchGroup: { attributes: '*' },
  updateGroup: { attributes: '*' },
  deleteGroup: true,
  getServiceProviderConfig: true,
  getUserSchema: true,
  getGroupSchema: true,
  getSchemas: true,
  getResourceTypes: true,
}

/** Answers every request with one body. */
function answering(status: number, body: string): Transport {
  return async () => ({ status, headers: new Headers(), text: async () => body })
}

describe('the table of operations', () => {
  it.each([
    ['1.1', new SCIMClient('xoxp-1')],
    ['2.0', new SCIM2Client('xoxp-1')],
  ] as const)('names the methods of the %s client, and apiCall alone has no row', (version, client) => {
    const methods = new Set<string>()
    for (let at = Object.getPrototypeOf(client); at !== Object.prototype; at = Object.getPrototypeOf(at)) {
      for (const name of Object.getOwnPropertyNames(at)) {
        if (/^(search|read|create|patch|update|delete|get)[A-Z]/.test(name)) methods.add(name)
      }
    }
    const rows = OPERATIONS.filter((one) => isIn(one, version)).map(({ name }) => name)
    expect([...methods].sort()).toEqual([...rows].sort())
    expect(new Set(rows).size).toBe(rows.length)
  })

  it('names the same operations as the rules of a relay', () => {
    expect([...new Set(OPERATIONS.map(({ name }) => name))].sort()).toEqual(Object.keys(EVERYTHING).sort())
  })

  it('names every limit of an endpoint that Slack publishes, and no other', () => {
    const limits = OPERATIONS.flatMap((operation) => endpointOf(operation) ?? [])
    const published = Object.keys(SLACK_LIMITS).filter((name) => name.includes(' '))
    expect([...new Set(limits)].sort()).toEqual(published.sort())
  })
})

describe('an answer that lacks what the operation expects', () => {
  const cases = [
    ['createUser', 'POST', 'Users', { userName: 'jo', emails: [{ value: 'jo@example.com' }] }, 201, '{}'],
    ['createGroup', 'POST', 'Groups', { displayName: 'Design' }, 201, '{"displayName":"Design"}'],
    ['searchUsers', 'GET', 'Users', undefined, 200, '{"id":"U1"}'],
    ['readUser', 'GET', 'Users/U1', undefined, 200, ''],
    [
      'updateGroup',
      'PUT',
      'Groups/S1',
      { id: 'S1', displayName: 'Design', members: [{ value: 'U1' }] },
      200,
      '',
    ],
  ] as const

  it.each(cases)(
    'is refused by client and relay alike: %s',
    async (name, method, path, body, status, text) => {
      const transport = answering(status, text)
      const client = new SCIMClient('xoxp-1', { transport })
      const args = name === 'searchUsers' ? [] : name === 'readUser' ? ['U1'] : [body]
      const call = (client[name] as (...given: unknown[]) => Promise<unknown>).apply(client, args)
      await expect(call).rejects.toThrow(SCIMResponseError)

      const relay = createRelay({
        token: 'xoxp-1',
        origins: ['https://app.example'],
        authorize: () => ({ name: 'ada' }),
        allow: EVERYTHING,
        transport,
      })
      const response = await relay(
        new Request(`https://app.example/api/scim/v1/${path}`, {
          method,
          headers: {
            'x-slack-scim-relay': '1',
            'sec-fetch-site': 'same-origin',
            'content-type': 'application/json',
          },
          ...(body && { body: JSON.stringify(body) }),
        }),
      )
      expect([response.status, await response.text()]).toEqual([
        502,
        expect.stringContaining('relay_upstream_failed'),
      ])
    },
  )
})
