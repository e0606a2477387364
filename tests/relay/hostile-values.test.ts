import { describe, expect, it } from 'vitest'
import { PATCH_OP } from '../mocks/caller.ts'
import { deep, EVERYTHING, expectRefusal } from './refusals.ts'
import { type Ask, relayed, requestOf } from './relayed.ts'

describe('a relay that receives', () => {
  const EVIL = { toString: 1 }
  const operations = (...Operations: unknown[]): Ask => ({ body: { schemas: [PATCH_OP], Operations } })
  const WHOLE = { userName: 'jo', emails: [{ value: 'jo@example.com' }], active: true }

  it.each<[string, string, string, Ask]>([
    ['an object for a title', 'PATCH', 'v1/Users/U1', { body: { title: EVIL } }],
    ['an object for a text of a PUT', 'PUT', 'v1/Users/U1', { body: { ...WHOLE, profileUrl: EVIL } }],
    ['an object for a nickName', 'PUT', 'v1/Users/U1', { body: { ...WHOLE, nickName: EVIL } }],
    ['an object for a userName', 'PUT', 'v2/Users/U1', { body: { ...WHOLE, userName: EVIL } }],
    ['an object for active', 'PUT', 'v1/Users/U1', { body: { ...WHOLE, active: EVIL } }],
    ['an object for an id', 'PUT', 'v1/Users/U1', { body: { ...WHOLE, id: EVIL } }],
    ['an object for a schema', 'PUT', 'v1/Users/U1', { body: { ...WHOLE, schemas: [EVIL] } }],
    ['an object for schemas', 'PUT', 'v1/Users/U1', { body: { ...WHOLE, schemas: EVIL } }],
    ['an object for an address', 'PUT', 'v1/Users/U1', { body: { ...WHOLE, emails: [{ value: EVIL }] } }],
    ['an object for a displayName', 'PUT', 'v1/Groups/S1', { body: { displayName: EVIL, members: [] } }],
    ['an object for a member', 'PATCH', 'v1/Groups/S1', { body: { members: [{ value: EVIL }] } }],
    [
      'an object for an attribute to clear',
      'PATCH',
      'v1/Users/U1',
      { body: { meta: { attributes: [EVIL] } } },
    ],
    ['an object for meta', 'PATCH', 'v1/Users/U1', { body: { meta: EVIL } }],
    ['an object for an op', 'PATCH', 'v2/Users/U1', operations({ op: EVIL, path: 'title', value: 'x' })],
    ['a list for an op', 'PATCH', 'v2/Users/U1', operations({ op: ['add'], path: 'title', value: 'x' })],
    ['an object for a path', 'PATCH', 'v2/Users/U1', operations({ op: 'add', path: EVIL, value: 'x' })],
    ['an object for a value', 'PATCH', 'v2/Users/U1', operations({ op: 'add', path: 'title', value: EVIL })],
    [
      'an object for a givenName',
      'PATCH',
      'v2/Users/U1',
      operations({ op: 'add', path: 'name', value: { givenName: EVIL } }),
    ],
    [
      'an object for a givenName by path',
      'PATCH',
      'v2/Users/U1',
      operations({ op: 'add', path: 'name.givenName', value: EVIL }),
    ],
    ['an object for an operation', 'PATCH', 'v2/Users/U1', operations(EVIL)],
    ['an object for Operations', 'PATCH', 'v2/Users/U1', { body: { Operations: EVIL } }],
    [
      'an object for the schemas of a PATCH',
      'PATCH',
      'v2/Users/U1',
      { body: { schemas: EVIL, Operations: [{ op: 'add', path: 'title', value: 'x' }] } },
    ],
    ['an object for an op of a group', 'PATCH', 'v2/Groups/S1', operations({ op: EVIL, path: 'members' })],
    [
      'an object for a value of a member',
      'PATCH',
      'v2/Groups/S1',
      operations({ op: 'replace', path: 'members', value: [{ value: EVIL }] }),
    ],
    ['a list for a title', 'PATCH', 'v1/Users/U1', { body: { title: ['x'] } }],
    ['a list for a name', 'PATCH', 'v1/Users/U1', { body: { name: ['x'] } }],
    ['values that nest 100,000 deep', 'PATCH', 'v1/Users/U1', { body: `{"x":${deep(1e5)}}` }],
    [
      'values of an operation that nest 100,000 deep',
      'PATCH',
      'v2/Users/U1',
      { body: `{"Operations":[{"op":"add","path":"x","value":${deep(1e5)}}]}` },
    ],
    ['a body that nests 100,000 deep', 'PATCH', 'v1/Users/U1', { body: deep(1e5) }],
    [
      'members that nest 100,000 deep',
      'PATCH',
      'v2/Groups/S1',
      { body: `{"Operations":[{"op":"add","path":"members","value":${deep(1e5)}}]}` },
    ],
    [
      'attributes to clear that nest 100,000 deep',
      'PATCH',
      'v1/Users/U1',
      { body: `{"meta":{"attributes":${deep(1e5)}}}` },
    ],
    ['the same attribute in two cases', 'PUT', 'v1/Users/U1', { body: { ...WHOLE, ACTIVE: false } }],
  ])('%s refuses the request with 400', async (_what, method, path, ask) => {
    const one = relayed({ allow: EVERYTHING, timeout: 2000 })
    await expectRefusal(one, requestOf(method, path, ask), [400, 'relay_bad_request'])
    expect(one.sent).toEqual([])
  })
})
