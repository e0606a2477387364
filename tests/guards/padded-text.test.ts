import { describe, expect, it } from 'vitest'
import {
  ensureUser,
  findUserByEmail,
  findUserByUserName,
  SCIM2Client,
  SCIMClient,
  SCIMValidationError,
} from '../../src/index.ts'
import { openPlace, VERSIONS } from '../support/worlds.ts'

const PADS = [' ', '\t', '\r\n', '\u00a0', '\u200b', '\ufeff']
const jo = { userName: 'jo', emails: [{ value: 'jo@example.com', primary: true }] }

describe.each(VERSIONS)('an address or a name with white space around it (%s)', (version) => {
  it.each(PADS)('is rejected by every operation and task before a request is sent: %j', async (pad) => {
    const { scim, sent, clock } = openPlace(version)
    const address = { ...jo, emails: [{ value: `jo@example.com${pad}`, primary: true }] }
    const name = { ...jo, userName: `${pad}jo` }
    const whole = { id: 'U1', active: true }
    const calls: Promise<unknown>[] = [
      scim.createUser(address),
      scim.createUser(name),
      scim.createUser({ ...jo, nickName: `jo${pad}` }),
      scim.updateUser({ ...whole, ...address }),
      scim.updateUser({ ...whole, ...name }),
      scim.patchUser('U1', { emails: address.emails }),
      scim.patchUser('U1', { userName: name.userName }),
      scim.patchUser('U1', { [scim.dialect.urns.enterprise]: { manager: { managerId: `boss${pad}` } } }),
      scim.createGroup({ displayName: `staff${pad}` }),
      scim.patchGroup('S1', { displayName: `${pad}staff` }),
      ensureUser(scim, address, { clock }),
      ensureUser(scim, name, { clock }),
      findUserByEmail(scim, `${pad}jo@example.com`),
      findUserByUserName(scim, `jo${pad}`),
    ]
    for (const call of calls) {
      const error = await call.catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(SCIMValidationError)
      expect((error as Error).message).toMatch(/white space or an invisible character: trim it$/)
    }
    expect(sent).toEqual([])
  })

  it('passes inside a text, alone, in a displayName of a user, or with validation off', async () => {
    const sent: unknown[] = []
    const Client = version === '1.1' ? SCIMClient : SCIM2Client
    const transport = async (_url: string, { body = '' }): Promise<never> => {
      sent.push(JSON.parse(body))
      throw new Error('offline')
    }
    const scim = new Client('xoxp-test', { transport, retryHandlers: [] })
    const lax = new Client('xoxp-test', { transport, retryHandlers: [], validation: { request: 'off' } })
    await scim.createUser({ ...jo, userName: 'jo park', displayName: 'Jo ' }).catch(() => {})
    await scim.patchUser('U1', { title: ' ' }).catch(() => {})
    await lax.createUser({ ...jo, userName: 'jo ' }).catch(() => {})
    expect(sent).toHaveLength(3)
  })
})
