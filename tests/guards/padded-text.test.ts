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

describe('white space in a PatchOp', () => {
  const boss = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
  const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
  it.each<[string, object]>([
    ['the filter of an address', { op: 'remove', path: 'emails[value eq "jo@example.com "]' }],
    [
      'the second term of a filter',
      { op: 'remove', path: 'emails[primary eq false and value eq " x@y.example"]' },
    ],
    [
      'a quoted filter with escapes',
      { op: 'remove', path: 'emails[display eq "\\"" and value eq "x\u200b"]' },
    ],
    [
      'the value behind a filter',
      { op: 'replace', path: 'emails[primary eq true].value', value: 'a@b.example ' },
    ],
    [
      'the object behind a filter',
      { op: 'replace', path: 'emails[primary eq false]', value: { value: ' a@b' } },
    ],
    ['one object for a list', { op: 'add', path: 'emails', value: { value: 'a@b ' } }],
    ['a name behind the URN of the schema', { op: 'replace', path: `${core}:userName`, value: ' jo' }],
    ['a manager behind a path', { op: 'add', path: `${boss}:manager.managerId`, value: 'boss ' }],
    [
      'a manager in an object behind a path',
      { op: 'add', path: `${boss}.manager`, value: { managerId: ' boss' } },
    ],
    ['a path', { op: 'replace', path: 'userName ', value: 'jo' }],
    ['a path with a filter', { op: 'remove', path: ' emails[value eq "a@b"]' }],
  ])('is rejected in %s before a request is sent', async (_where, operation) => {
    const { scim, sent } = openPlace('2.0')
    const call = scim.patchUser('U1', { Operations: [operation] } as never)
    expect(await call.catch((thrown: unknown) => thrown)).toMatchObject({
      name: 'SCIMValidationError',
      message: expect.stringMatching(/white space or an invisible character: trim it$/),
    })
    expect(sent).toEqual([])
  })

  it('is rejected in the ids of members', async () => {
    const { scim, sent } = openPlace('2.0')
    const calls = [
      scim.patchGroup('S1', { Operations: [{ op: 'remove', path: 'members[value eq "U1 "]' }] } as never),
      scim.patchGroup('S1', {
        Operations: [{ op: 'add', path: 'members', value: [{ value: ' U1' }] }],
      } as never),
      scim.patchGroup('S1', { members: [{ value: 'U1\u00a0' }] }),
    ]
    for (const call of calls) await expect(call).rejects.toThrow('white space')
    expect(sent).toEqual([])
  })

  it('passes where it names nobody', async () => {
    const { scim, sent } = openPlace('2.0', { seed: { users: [{ id: 'U1', userName: 'jo' }] } })
    const Operations = [
      { op: 'remove', path: 'phoneNumbers[value eq "+1 "]' },
      { op: 'replace', path: 'title', value: ' x' },
      { op: 'remove', path: 'emails[value eq ""]' },
    ]
    await scim.patchUser('U1', { Operations } as never).catch(() => {})
    expect(sent).toHaveLength(1)
  })
})
