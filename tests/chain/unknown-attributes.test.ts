import { describe, expect, it } from 'vitest'
import {
  SCIM2Client,
  SCIMApiError,
  SCIMClient,
  type SCIMClientOptions,
  type SCIMEvent,
  SCIMValidationError,
  URN_1_1,
  URN_2_0,
} from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
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
  it.each([
    [400, true],
    [404, true],
    [403, false],
    [409, false],
    [500, false],
  ])('is named in an error of status %i: %s', async (status, isNamed) => {
    const { transport } = scripted(refusal(status, 'resource_refused'))
    const scim = new SCIMClient('xoxp-1', { transport, retryHandlers: [] })
    const { message } = await failure(scim.patchUser('U1', { titel: 'x' } as never), SCIMApiError)
    expect(message.includes('titel: unknown attribute')).toBe(isNamed)
  })

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
      'an object in another case',
      { NAME: { givenNmae: 'Jo' } },
      "NAME.givenNmae: unknown attribute: did you mean 'givenName'?",
    ],
    [
      'an element far down in another case',
      { Roles: [...Array.from({ length: 12 }, () => 'chief'), { vlaue: 'x' }] },
      "Roles.12.vlaue: unknown attribute: did you mean 'value'?",
    ],
    [
      'an object that is a part of elements',
      { [URN_1_1.enterprise]: { display: 'x' } },
      'display: unknown attribute',
    ],
    ['a prototype', { constructor: 'x' }, 'constructor: unknown attribute'],
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
      ['titel[value eq "urn:acme:1"].value', 'x'],
      [undefined, { titel: 'x' }],
    ]) {
      const operation = { op: 'replace' as const, ...(path && { path }), value } as never
      await expect(scim2.patchUser('U1', { Operations: [operation] })).rejects.toThrow(
        "did you mean 'title'?",
      )
    }
    expect(sent).toEqual([])
  })

  it('names a URN of 1.1 in the 2.0 client', async () => {
    const { scim2, sent } = clients({ unknownAttributes: 'refuse' })
    const operation = { op: 'add', path: `${URN_1_1.guest}:type`, value: 'multi' } as never
    await expect(scim2.patchUser('U1', { Operations: [operation] })).rejects.toThrow(
      `is a URN of SCIM 1.1: this client speaks 2.0, where it is ${URN_2_0.guest}`,
    )
    expect(sent).toEqual([])
  })

  it.each<[string, object]>([
    ['an object for a text', { title: { titel: 'x' } }],
    ['a list for a text', { title: [{ titel: 'x' }] }],
    ['a text for an object', { name: 'Jo' }],
    ['a list for an object', { name: [{ givenNmae: 'Jo' }] }],
    ['a text for a list', { emails: 'jo@example.com' }],
    ['an object for a list', { emails: { valeu: 'jo@example.com' } }],
    ['null for an element', { emails: [null] }],
  ])('sends %s as it is with requests that are not checked, and knows all names', async (_, partial) => {
    const { scim, sent } = clients({ unknownAttributes: 'refuse', validation: { request: 'loose' } })
    await expect(scim.patchUser('U1', partial as never)).rejects.toThrow(/400 invalid_request_payload$/)
    expect(JSON.parse(String(sent[0]?.body))).toMatchObject(partial)
    const { issues } = await failure(
      scim.patchUser('U1', { ...partial, titel: 'x' } as never),
      SCIMValidationError,
    )
    expect(issues.map(({ path }) => path)).toEqual(['titel'])
  })

  it.each([
    ['name.givenNmae', 'givenName'],
    ['emails[type eq "work"].valeu', 'value'],
    [`${URN_2_0.enterprise}:departmnet`, 'department'],
    [`${URN_2_0.enterprise}:manager.managreId`, 'managerId'],
    [`${URN_2_0.user}:name.givenNmae`, 'givenName'],
  ])('explains an unknown sub-attribute in the path of a PatchOp: %s', async (path, meant) => {
    const { scim2 } = clients()
    const patch = scim2.patchUser('U1', { Operations: [{ op: 'replace', path, value: 'x' }] })
    await expect(patch).rejects.toThrow(`(${path}: unknown attribute: did you mean '${meant}'?)`)
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
    roles: Array.from({ length: 12 }, (_, n) => ({ value: `role${n}`, display: 'Chief' })),
    ims: [{ value: 'jo' }],
  }
  await expect(scim.createUser(user as never)).rejects.toThrow(/400 invalid_request_payload$/)
  expect(warnings).toEqual([])
})

it('names an unknown attribute of many elements once', async () => {
  const { scim, warnings } = clients()
  const members = Array.from({ length: 30 }, (_, n) => ({ value: `U${n}`, shoeSize: n }))
  await expect(scim.patchGroup('S1', { members } as never)).rejects.toThrow(
    /400 invalid_request_payload \(members\.0\.shoeSize: unknown attribute\)$/,
  )
  expect(warnings).toEqual(['unknown_attribute patchGroup: members.0.shoeSize: unknown attribute'])
})

it('accepts every known attribute in any case and every documented PatchOp path', async () => {
  const { scim2, warnings } = clients()
  const paths = [
    'ACTIVE',
    'name.givenName',
    'emails[primary eq false]',
    'phoneNumbers[value eq "x"].value',
    'photos[value eq "urn:acme:1"].value',
    `${URN_2_0.enterprise}:employeeNumber`,
    `${URN_2_0.enterprise}.manager.managerId`,
    `${URN_2_0.user}:title`,
    URN_2_0.profile,
  ]
  const Operations = paths.map((path) => ({ op: 'remove' as const, path }))
  await expect(scim2.patchUser('U1', { Operations })).rejects.toThrow(/400 invalid_request_payload$/)
  const user = { userName: 'jo', emails, externalId: '1', [URN_2_0.guest]: { type: 'multi' as const } }
  await expect(scim2.createUser(user)).rejects.toThrow(/400 invalid_request_payload$/)
  expect(warnings).toEqual([])
})
