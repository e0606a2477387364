import { describe, expect, it } from 'vitest'
import {
  SCIM2Client,
  SCIMClient,
  type SCIMClientOptions,
  type SCIMEvent,
  URN_1_1,
  URN_2_0,
} from '../../src/index.ts'
import { refusal, scripted } from '../support/scripted-transport.ts'

function clients(options: SCIMClientOptions = {}) {
  const { transport, sent } = scripted(refusal(400, 'invalid_request_payload'))
  const warnings: string[] = []
  const onEvent = (event: SCIMEvent): void => {
    if (event.type === 'warning') warnings.push(`${event.code} ${event.message}`)
  }
  const all = { transport, onEvent, retryHandlers: [], ...options }
  return { sent, warnings, scim: new SCIMClient('xoxp-1', all), scim2: new SCIM2Client('xoxp-1', all) }
}
const emails = [{ value: 'jo@example.com' }]

describe('an unknown attribute', () => {
  it('names unknown attributes with a suggestion in a warning and in the error', async () => {
    const { scim, warnings } = clients()
    const user = { userName: 'jo', emails, titel: 'Cook', name: { givenNmae: 'Jo' }, shoeSize: 40 }
    await expect(scim.createUser(user as never)).rejects.toThrow(
      "400 invalid_request_payload (titel: unknown attribute: did you mean 'title'?; name.givenNmae: unknown attribute: did you mean 'givenName'?; shoeSize: unknown attribute)",
    )
    expect(warnings).toEqual([
      "unknown_attribute createUser: titel: unknown attribute: did you mean 'title'?",
      "unknown_attribute createUser: name.givenNmae: unknown attribute: did you mean 'givenName'?",
      'unknown_attribute createUser: shoeSize: unknown attribute',
    ])
  })

  it('warns once per client and explains in every error', async () => {
    const { scim, warnings } = clients()
    for (const _ of [1, 2])
      await expect(scim.patchUser('U1', { titel: 1 } as never)).rejects.toThrow('titel: unknown')
    expect(warnings).toHaveLength(1)
  })

  it.each<[string, object, string]>([
    ['an element', { emails: [{ valeu: 'x' }] }, "emails.0.valeu: unknown attribute: did you mean 'value'?"],
    [
      'a role',
      { roles: ['chief', { vlaue: 'x' }] },
      "roles.1.vlaue: unknown attribute: did you mean 'value'?",
    ],
    [
      'an extension',
      { [URN_1_1.enterprise]: { departmnet: 'x' } },
      "departmnet: unknown attribute: did you mean 'department'?",
    ],
    [
      'the other version',
      { [URN_2_0.guest]: { type: 'multi' } },
      `is a URN of SCIM 2.0: this client speaks 1.1, where it is ${URN_1_1.guest}`,
    ],
  ])(
    'rejects an unknown attribute of %s before sending with unknownAttributes: refuse',
    async (_where, partial, message) => {
      const { scim, sent } = clients({ unknownAttributes: 'refuse' })
      await expect(scim.patchUser('U1', partial as never)).rejects.toThrow(message)
      expect(sent).toEqual([])
    },
  )

  it('rejects an unknown attribute in the path and in the value of a PatchOp', async () => {
    const { scim2, sent } = clients({ unknownAttributes: 'refuse' })
    for (const [path, value] of [
      ['titel', 'x'],
      ['titel[type eq "work"].value', 'x'],
      [undefined, { titel: 'x' }],
    ]) {
      const operation = { op: 'replace' as const, ...(path && { path }), value } as never
      await expect(scim2.patchUser('U1', { Operations: [operation] })).rejects.toThrow(
        "did you mean 'title'?",
      )
    }
    expect(sent).toEqual([])
  })

  it('emits no warning with unknownAttributes: allow', async () => {
    const { scim, warnings } = clients({ unknownAttributes: 'allow' })
    await expect(scim.patchUser('U1', { titel: 1 } as never)).rejects.toThrow(/400 invalid_request_payload$/)
    expect(warnings).toEqual([])
  })
})

it('accepts attributes that identity providers send and Slack never stores', async () => {
  const { scim, warnings } = clients()
  const user = {
    userName: 'jo',
    externalId: '7',
    name: { formatted: 'Jo Park', middleName: 'K', honorificSuffix: 'Jr' },
    emails: [{ value: 'jo@example.com', display: 'Jo' }],
    addresses: [{ formatted: '1 Main St', country: 'US' }],
    roles: [{ value: 'chief', display: 'Chief' }],
    ims: [{ value: 'jo' }],
  }
  await scim.createUser(user as never).catch(() => {})
  expect(warnings).toEqual([])
})

it('warns once of an unknown attribute in many elements', async () => {
  const { scim, warnings } = clients()
  const members = Array.from({ length: 30 }, (_, n) => ({ value: `U${n}`, shoeSize: n }))
  await scim.patchGroup('S1', { members } as never).catch(() => {})
  expect(warnings).toEqual(['unknown_attribute patchGroup: members.0.shoeSize: unknown attribute'])
})

it('accepts every known attribute in any case and every documented PatchOp path', async () => {
  const { scim2, warnings } = clients()
  const paths = [
    'ACTIVE',
    'name.givenName',
    'emails[primary eq false]',
    'phoneNumbers[value eq "x"].value',
    `${URN_2_0.enterprise}:employeeNumber`,
    `${URN_2_0.enterprise}.manager.managerId`,
    `${URN_2_0.user}:title`,
    URN_2_0.profile,
  ]
  const Operations = paths.map((path) => ({ op: 'remove' as const, path }))
  await scim2.patchUser('U1', { Operations }, {}).catch(() => {})
  await scim2
    .createUser({ userName: 'jo', emails, externalId: '1', [URN_2_0.guest]: { type: 'multi' } })
    .catch(() => {})
  expect(warnings).toEqual([])
})
