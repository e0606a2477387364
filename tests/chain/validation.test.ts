import { describe, expect, it } from 'vitest'
import {
  type DriftEvent,
  SCIMApiError,
  SCIMClient,
  type SCIMClientOptions,
  SCIMValidationError,
  type Strictness,
  type UserAttributes,
} from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { type Step, scripted, USER } from '../support/scripted-transport.ts'

const ENTERPRISE = 'urn:scim:schemas:extension:enterprise:1.0'
const PROFILE = 'urn:scim:schemas:extension:slack:profile:1.0'

function client(step: Step = {}, options: SCIMClientOptions = {}) {
  const { transport, sent } = scripted(step)
  const drift: DriftEvent[] = []
  const onEvent: SCIMClientOptions['onEvent'] = (event) => event.type === 'drift' && drift.push(event)
  return {
    drift,
    sent,
    bodies: () => sent.map(({ body }) => body && JSON.parse(body)),
    scim: new SCIMClient('xoxp-test', { transport, onEvent, ...options }),
  }
}

const wrong = (body: object): UserAttributes => body as UserAttributes

describe('request validation', () => {
  it.each<[string, string, object]>([
    ['a number for a text', 'title', { title: 5 }],
    ['a text for a boolean', 'active', { active: 'false' }],
    ['an object for a list', 'emails', { emails: { value: 'x' } }],
    ['a wrong element', 'emails.1.value', { emails: [{ value: 'x' }, { value: 5 }] }],
    ['a wrong part', 'name.givenName', { name: { givenName: [] } }],
    ['a wrong extension', `${ENTERPRISE}.department`, { [ENTERPRISE]: { department: 5 } }],
    [
      'a wrong part of an extension',
      `${ENTERPRISE}.manager.managerId`,
      { [ENTERPRISE]: { manager: { managerId: 1 } } },
    ],
    ['a text for an extension', PROFILE, { [PROFILE]: 'x' }],
  ])('rejects %s with the path %s before sending', async (_what, path, body) => {
    const { scim, sent } = client()
    const error = await failure(scim.patchUser('U1', wrong(body)), SCIMValidationError)
    expect(error.issues.map((issue) => issue.path)).toEqual([path])
    expect(error.message).toContain(path)
    expect(error.message).toContain('patchUser')
    expect(sent).toEqual([])
  })

  it('names every invalid attribute at once', async () => {
    const error = await failure(
      client().scim.patchUser('U1', wrong({ title: 5, active: 'x', emails: [{ value: 5 }] })),
      SCIMValidationError,
    )
    expect(error.issues.map(({ path }) => path).sort()).toEqual(['active', 'emails.0.value', 'title'])
  })

  it('accepts null, unknown attributes and unknown extensions', async () => {
    const { scim, bodies } = client()
    const unknown = { future: { a: 1 }, 'urn:x:1.0': { b: [null] } }
    await scim.patchUser('U1', wrong({ title: null, emails: null, ...unknown }))
    const cleared = { title: null, meta: { attributes: ['emails'] } }
    expect(bodies()[0]).toMatchObject({ ...cleared, ...unknown })
  })

  it('rejects an invalid group', async () => {
    const error = await failure(
      client().scim.patchGroup('S1', { members: [{ value: 5 as never }] }),
      SCIMValidationError,
    )
    expect(error.issues.map(({ path }) => path)).toEqual(['members.0.value'])
  })

  it.each([undefined, null, 5, 'x', []])('rejects %o as a body', async (body) => {
    const { scim, sent } = client()
    for (const call of [
      () => scim.createUser(body as never),
      () => scim.patchUser('U1', body as never),
      () => scim.updateUser(body as never),
      () => scim.createGroup(body as never),
      () => scim.patchGroup('S1', body as never),
      () => scim.updateGroup(body as never),
    ]) {
      await failure(call(), SCIMValidationError)
    }
    expect(sent).toEqual([])
  })

  it.each<[string, object]>([
    ['not a number', { future: Number.NaN }],
    ['infinity', { future: { deep: [Number.POSITIVE_INFINITY] } }],
    ['a bigint', { future: 5n }],
    [
      'a cycle',
      (() => {
        const loop: Record<string, unknown> = {}
        loop.future = loop
        return loop
      })(),
    ],
  ])('rejects a value that JSON cannot hold: %s', async (_what, body) => {
    const { scim, sent } = client()
    await failure(scim.patchUser('U1', wrong(body)), SCIMValidationError)
    expect(sent).toEqual([])
  })

  it('emits a drift event and sends an invalid request when loose', async () => {
    const { scim, drift, sent } = client({}, { validation: { request: 'loose' } })
    await scim.patchUser('U1', wrong({ active: 'false' }))
    expect(drift).toMatchObject([{ operation: 'patchUser', path: 'active', received: 'string' }])
    expect(sent).toHaveLength(1)
  })

  it.each(['loose', 'off'] as const)(
    'sends an invalid request without an observer when %s',
    async (request) => {
      const { scim, bodies } = client({}, { validation: { request }, onEvent: undefined })
      await scim.patchUser('U1', wrong({ active: 'false', titel: 'x' }))
      expect(bodies()[0]).toMatchObject({ active: 'false', titel: 'x' })
    },
  )

  it('rejects a padded name when loose too, before sending', async () => {
    const { scim, sent } = client({}, { validation: { request: 'loose' } })
    const { issues } = await failure(scim.patchUser('U1', { userName: 'jo ' }), SCIMValidationError)
    expect(issues.map(({ path }) => path)).toEqual(['userName'])
    expect(sent).toEqual([])
  })

  it('sends a body of known attributes with unknownAttributes: refuse', async () => {
    const { scim, bodies } = client({}, { unknownAttributes: 'refuse' })
    // The second form has the names in other cases, so that it is looked at closely.
    for (const body of [{ title: 'Cook' }, { Title: 'Cook' }]) await scim.patchUser('U1', wrong(body))
    expect(bodies()).toMatchObject([{ title: 'Cook' }, { Title: 'Cook' }])
  })

  it('sends an invalid request without an event when off', async () => {
    const { scim, drift, bodies } = client({}, { validation: { request: 'off' } })
    await scim.patchUser('U1', wrong({ active: 'false' }))
    expect(drift).toEqual([])
    expect(bodies()[0]).toMatchObject({ active: 'false' })
  })
})

describe('response validation', () => {
  const drifted = { ...USER, title: 5, emails: [{ value: 'a' }, { value: 1 }, { value: 2 }] }
  const read = (how: Strictness | undefined, body: object = drifted) =>
    client({ body }, how ? { validation: { response: how } } : {})

  it('returns the parsed JSON and emits a drift event per path by default', async () => {
    const { scim, drift } = read(undefined)
    expect((await scim.readUser('U1')).user).toEqual(drifted)
    expect(drift.map(({ operation, path, received }) => [operation, path, received]).sort()).toEqual([
      ['readUser', 'emails.*.value', 'number'],
      ['readUser', 'title', 'number'],
    ])
  })

  it('emits drift once per operation and path', async () => {
    const { scim, drift } = read('loose')
    await scim.readUser('U1')
    await scim.readUser('U2')
    expect(drift).toHaveLength(2)
    await scim.patchUser('U1', { title: 'x' })
    expect(drift.map(({ operation }) => operation).slice(2)).toEqual(['patchUser', 'patchUser'])
  })

  it.each([
    ['an attribute', { emails: Array.from({ length: 300_000 }, (_, n) => n) }],
    [
      'an extension',
      {
        'urn:scim:schemas:extension:slack:guest:1.0': { channels: Array.from({ length: 300_000 }, () => 5) },
      },
    ],
  ])('reports the first of 300,000 wrong elements of %s', async (_what, wrongPart) => {
    const { scim, drift } = read('loose', { ...USER, title: 5, ...wrongPart })
    await scim.readUser('U1')
    expect(drift.length).toBeLessThanOrEqual(2)
    const strict = read('strict', { ...USER, ...wrongPart })
    expect((await failure(strict.scim.readUser('U1'), SCIMValidationError)).issues).toHaveLength(1)
  })

  it('reports list drift as a pattern, and at most 20 issues per response', async () => {
    const Resources = Array.from({ length: 50 }, (_, n) => ({ ...USER, id: `U${n}`, title: n }))
    const { scim, drift } = read('loose', { totalResults: 50, Resources })
    await scim.searchUsers()
    expect(drift.map(({ path }) => path)).toEqual(['Resources.*.title'])
    const strict = read('strict', { totalResults: 50, Resources })
    expect((await failure(strict.scim.searchUsers(), SCIMValidationError)).issues).toHaveLength(20)
    const many = { ...USER, emails: Array.from({ length: 50 }, () => ({ value: 5 })) }
    const one = read('strict', many)
    expect((await failure(one.scim.readUser('U1'), SCIMValidationError)).issues.length).toBeLessThanOrEqual(
      20,
    )
  })

  it('reports an element that is wrong itself, and one in an extension', async () => {
    const body = { ...USER, emails: [null, 5], [ENTERPRISE]: 5, roles: [{ value: [] }] }
    const { scim, drift } = read('loose', body)
    await scim.readUser('U1')
    expect(drift.map(({ path }) => path).sort()).toEqual(['emails.*', 'roles.*', ENTERPRISE])
  })

  it.each([400, 404, 500])('looks for no resource in a refusal with %i', async (status) => {
    const body = { Errors: { description: 'no_such_user', code: status } }
    const { scim, drift } = client(
      { status, body },
      { validation: { response: 'strict' }, retryHandlers: [] },
    )
    await failure(scim.readUser('U1'), SCIMApiError)
    expect(drift).toEqual([])
  })

  it('reports drift in an extension under its full URN', async () => {
    const { scim, drift } = read('loose', { ...USER, [ENTERPRISE]: { department: 5 } })
    await scim.readUser('U1')
    expect(drift.map(({ path }) => path)).toEqual([`${ENTERPRISE}.department`])
  })

  it('reports drift when a required attribute is missing', async () => {
    const { active: _active, ...rest } = USER
    const { scim, drift } = read('loose', rest)
    await scim.readUser('U1')
    expect(drift.map(({ path }) => path)).toEqual(['active'])
    const group = client({ body: { id: 'S1', displayName: 'x' } })
    await group.scim.readGroup('S1')
    expect(group.drift.map(({ path }) => path)).toEqual(['members'])
  })

  it('reports no drift for null, unknown or new attributes', async () => {
    const { scim, drift } = read('loose', {
      ...USER,
      title: null,
      name: null,
      future: 1,
      roles: ['a', { value: 'b' }],
    })
    await scim.readUser('U1')
    expect(drift).toEqual([])
  })

  it('rejects with the paths when strict', async () => {
    const error = await failure(read('strict').scim.readUser('U1'), SCIMValidationError)
    expect(error.issues.map(({ path }) => path).sort()).toEqual(['emails.1.value', 'emails.2.value', 'title'])
  })

  it('returns the response without an event when off', async () => {
    const { scim, drift } = read('off')
    expect((await scim.readUser('U1')).user).toEqual(drifted)
    expect(drift).toEqual([])
  })

  it('skips responses of apiCall', async () => {
    const { scim, drift } = read('strict')
    await scim.apiCall({ method: 'GET', path: 'Users/U1' })
    expect(drift).toEqual([])
  })
})
