import { describe, expect, it } from 'vitest'
import type { GroupAttributes, UserAttributes } from '../../src/index.ts'
import { URN_2_0 } from '../../src/schemas/urns.ts'
import { frozen } from '../contract/harness.ts'
import { openPlace } from '../support/worlds.ts'

const { enterprise, guest, patch } = URN_2_0
const removed = (...paths: string[]): object[] => paths.map((path) => ({ op: 'remove', path }))

/** Each rule by which a partial resource becomes a PatchOp, on a user. */
const RULES: readonly (readonly [rule: string, partial: object, Operations: readonly object[]])[] = [
  [
    'replaces a scalar',
    { title: 'x', active: false },
    [
      { op: 'replace', path: 'title', value: 'x' },
      { op: 'replace', path: 'active', value: false },
    ],
  ],
  ['replaces a string by an empty one', { title: '' }, [{ op: 'replace', path: 'title', value: '' }]],
  [
    'sends an empty string for null and for one space',
    { title: null, locale: ' ' },
    [
      { op: 'replace', path: 'title', value: '' },
      { op: 'replace', path: 'locale', value: '' },
    ],
  ],
  ['removes a list that is null', { phoneNumbers: null, roles: null }, removed('phoneNumbers', 'roles')],
  [
    'adds the elements of a list instead of replacing it',
    { emails: [{ value: 'a@b.test' }] },
    [{ op: 'add', path: 'emails', value: [{ value: 'a@b.test' }] }],
  ],
  [
    'removes an element with operation delete by its value',
    {
      phoneNumbers: [{ value: '+1 "x"', operation: 'delete' }, { value: '+2' }],
    },
    [
      ...removed('phoneNumbers[value eq "+1 \\"x\\""]'),
      { op: 'add', path: 'phoneNumbers', value: [{ value: '+2' }] },
    ],
  ],
  [
    'accepts operation delete in any case and omits other operations',
    {
      phoneNumbers: [
        { value: '+1', operation: 'DELETE' },
        { value: '+2', operation: 'add' },
      ],
    },
    [
      ...removed('phoneNumbers[value eq "+1"]'),
      { op: 'add', path: 'phoneNumbers', value: [{ value: '+2' }] },
    ],
  ],
  [
    'adds a new email before it removes the old one',
    {
      emails: [
        { value: 'old@b.test', operation: 'delete' },
        { value: 'new@b.test', primary: true },
      ],
    },
    [
      { op: 'add', path: 'emails', value: [{ value: 'new@b.test', primary: true }] },
      ...removed('emails[value eq "old@b.test"]'),
    ],
  ],
  [
    'replaces the photo by an empty list of photos',
    { photos: [] },
    [{ op: 'replace', path: 'photos', value: [] }],
  ],
  [
    'replaces the photo by an empty list for photos null',
    { photos: null },
    [{ op: 'replace', path: 'photos', value: [] }],
  ],
  [
    'adds an object, which merges its parts',
    { name: { givenName: 'Jo' } },
    [{ op: 'add', path: 'name', value: { givenName: 'Jo' } }],
  ],
  [
    'clears each part of an object in its own form',
    {
      name: { givenName: 'Jo', honorificPrefix: null },
      [enterprise]: { department: ' ', manager: { managerId: ' ' } },
    },
    [
      ...removed('name.honorificPrefix', `${enterprise}.manager.managerId`),
      { op: 'add', path: 'name', value: { givenName: 'Jo' } },
      { op: 'add', path: enterprise, value: { department: '' } },
    ],
  ],
  [
    'clears the attributes of meta.attributes before it writes values',
    {
      title: 'x',
      meta: { attributes: ['emails', `${enterprise}.department`], location: 'https://x.test' },
    },
    [
      ...removed('emails'),
      { op: 'add', path: enterprise, value: { department: '' } },
      { op: 'replace', path: 'title', value: 'x' },
    ],
  ],
  [
    'sends active last, after a guest conversion that reactivates the user',
    { active: false, [guest]: { type: 'multi' } },
    [
      { op: 'add', path: guest, value: { type: 'multi' } },
      { op: 'replace', path: 'active', value: false },
    ],
  ],
  [
    'omits attributes that Slack sets itself',
    {
      schemas: ['x'],
      id: 'U1',
      externalId: '',
      groups: [{ value: 'S1' }],
      meta: { created: 'x' },
      title: 'x',
    },
    [{ op: 'replace', path: 'title', value: 'x' }],
  ],
  [
    'omits undefined attributes',
    { title: undefined, locale: 'x' },
    [{ op: 'replace', path: 'locale', value: 'x' }],
  ],
  [
    'sends a non-empty externalId, which Slack may refuse as on 1.1',
    { externalId: 'e1' },
    [{ op: 'replace', path: 'externalId', value: 'e1' }],
  ],
]

/** The body of the single request that a patch sends. */
async function bodyOf(
  send: (scim: ReturnType<typeof openPlace>['scim']) => Promise<unknown>,
): Promise<unknown> {
  const { another } = openPlace('2.0')
  const bodies: unknown[] = []
  const scim = another({
    transport: async (_url, { body = '' }) => {
      bodies.push(JSON.parse(body))
      return { status: 204, headers: { get: () => null }, text: async () => '' }
    },
  })
  await send(scim)
  expect(bodies).toHaveLength(1)
  return bodies[0]
}

describe('the PatchOp of a partial resource on SCIM 2.0', () => {
  for (const [rule, partial, Operations] of RULES) {
    it(`${rule}`, async () => {
      const given = frozen({ id: 'U1', ...partial }) as UserAttributes
      expect(await bodyOf((scim) => scim.patchUser('U1', given))).toEqual({ schemas: [patch], Operations })
    })
  }

  it('removes group members one by one, before or after the additions as they stand in the list', async () => {
    const gone = [
      { value: 'U2', operation: 'delete' },
      { value: 'U3', operation: 'delete' },
    ]
    const rename = { op: 'replace', path: 'displayName', value: 'team' }
    const removals = removed('members[value eq "U2"]', 'members[value eq "U3"]')
    const addition = { op: 'add', path: 'members', value: [{ value: 'U1' }] }
    for (const { members, operations } of [
      { members: [{ value: 'U1' }, ...gone], operations: [addition, ...removals] },
      { members: [...gone, { value: 'U1' }], operations: [...removals, addition] },
    ]) {
      const given: GroupAttributes = { displayName: 'team', members }
      expect(await bodyOf((scim) => scim.patchGroup('S1', frozen(given)))).toEqual({
        schemas: [patch],
        Operations: [rename, ...operations],
      })
    }
  })
})
