import { describe, expect, it } from 'vitest'
import { SCIM2Client, SCIMClient, URN_1_1, URN_2_0 } from '../../src/index.ts'
import { scripted } from '../support/scripted-transport.ts'

describe.each([
  ['1.1', SCIMClient, URN_1_1],
  ['2.0', SCIM2Client, URN_2_0],
] as const)('the schemas of a body sent without schemas on SCIM %s', (_version, Client, urns) => {
  const account = { userName: 'ada', emails: [{ value: 'ada@example.com' }] }

  async function schemasOf(body: object): Promise<readonly string[]> {
    const { transport, sent } = scripted({ status: 201 })
    await new Client('xoxp-test', { transport }).createUser(body as never)
    return JSON.parse(sent[0]?.body ?? '{}').schemas
  }

  it.each(['guest', 'profile', 'enterprise'] as const)('lists the URN of the %s extension', async (name) => {
    const schemas = await schemasOf({ ...account, [urns[name]]: {} })
    expect(schemas).toHaveLength(2)
    expect(schemas).toContain(urns[name])
  })

  it('lists only the core schema without an extension', async () => {
    expect(await schemasOf(account)).toHaveLength(1)
    expect(await schemasOf({ ...account, [urns.guest]: undefined })).toHaveLength(1)
  })
})
