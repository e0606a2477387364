import { PATCH_OP, USER_2 } from '../mocks/caller.ts'
import { type Attack, get } from './attacks.ts'
import type { Ask } from './relayed.ts'

const JSON_HEADERS = { 'content-type': 'application/json' }
const CORE = 'urn:scim:schemas:core:1.0'
const operations = (...Operations: unknown[]): Ask => ({ body: { schemas: [PATCH_OP], Operations } })

function patch(name: string, body: unknown, status = 403): Attack {
  return { name, method: 'PATCH', path: 'v1/Users/U1', ask: { body }, status }
}
function patch2(name: string, ask: Ask, status = 403, path = 'v2/Users/U1'): Attack {
  return { name, method: 'PATCH', path, ask, status }
}

/** Bodies that write more than what is allowed, or are not JSON. */
export const BODIES: readonly Attack[] = [
  patch('another attribute', { title: 'x', active: false }),
  patch('another attribute in capitals', { title: 'x', ACTIVE: false }),
  patch('an unknown attribute', { title: 'x', isAdmin: true }),
  patch('an attribute by its URN', { [`${CORE}:active`]: false }),
  patch('an extension', { 'urn:scim:schemas:extension:slack:guest:1.0': { type: 'multi' } }),
  patch('__proto__', '{"title":"x","__proto__":{"active":false}}'),
  patch('constructor', { constructor: { prototype: { active: false } } }),
  patch('a homograph of a name', { 't\u0131tle': 'x' }),
  patch('a name that is allowed in lower case only', { 'nic\u212aName': 'x' }),
  patch('a sub-attribute that is not allowed', { name: { givenName: 'J', familyName: 'X' } }),
  patch('a whole of which a part is allowed', { name: null }),
  patch('an empty object of which a part is allowed', { name: {} }),
  patch('a list of which a part is shown', { emails: [{ value: 'evil@evil.example', primary: true }] }),
  patch('an attribute to clear', { title: 'x', meta: { attributes: ['name'] } }),
  patch('a URN to clear', { meta: { attributes: ['urn:scim:schemas:extension:enterprise:1.0'] } }),
  patch('meta with something else', { meta: { attributes: ['title'], location: 'x' } }, 400),
  patch('meta in capitals', { META: { attributes: ['emails'] } }, 400),
  patch('the id of another user', { id: 'U2', title: 'x' }, 400),
  patch('the id in capitals', { ID: 'U2', title: 'x' }, 400),
  patch('operations of 2.0', { Operations: [{ op: 'replace', path: 'active', value: false }] }, 400),
  patch('schemas that are none', { schemas: ['urn:evil'], title: 'x' }, 400),
  patch('schemas of which one is none', { schemas: [CORE, 'urn:evil'], title: 'x' }, 400),
  patch('a list', [{ title: 'x' }], 400),
  patch('null', 'null', 400),
  patch('text', '"title"', 400),
  patch('half a JSON text', '{"title":"x"', 400),
  patch('two JSON texts', '{"title":"x"}{"active":false}', 400),
  patch('nothing', '', 400),
  patch('a text that is too long', { title: 'x'.repeat(2000) }, 413),
  patch2('another path', operations({ op: 'replace', path: 'active', value: false })),
  patch2(
    'another path behind an allowed one',
    operations(
      { op: 'replace', path: 'title', value: 'x' },
      { op: 'Replace', path: 'ACTIVE', value: 'False' },
    ),
  ),
  patch2(
    'a path by the URN of the schema',
    operations({ op: 'replace', path: `${USER_2}:active`, value: false }),
  ),
  patch2('no path', operations({ op: 'replace', value: { title: 'x', active: false } }), 400),
  patch2('an empty path', operations({ op: 'replace', path: '', value: { active: false } }), 400),
  patch2(
    'the path of everything',
    operations({ op: 'replace', path: USER_2, value: { active: false } }),
    400,
  ),
  patch2('a path that is a list', operations({ op: 'replace', path: ['title'], value: 'x' }), 400),
  patch2('a path that does not parse', operations({ op: 'replace', path: 'title active', value: 'x' }), 400),
  patch2('a path with a homograph', operations({ op: 'replace', path: 't\u0131tle', value: 'x' }), 400),
  patch2('two brackets', operations({ op: 'remove', path: 'emails[value eq "a"].x[value eq "b"]' }), 400),
  patch2('a filter without quotes', operations({ op: 'remove', path: 'emails[value eq a]' }), 400),
  patch2(
    'a filter of another sub-attribute',
    operations({
      op: 'replace',
      path: 'emails[primary eq true].value',
      value: 'evil@evil.example',
    }),
  ),
  patch2(
    'a filter of a name that is no attribute',
    operations({ op: 'remove', path: 'emails[urn:x:y eq "e"]' }),
  ),
  patch2(
    'removal of an element of which a part is allowed',
    operations({
      op: 'remove',
      path: 'emails[value eq "jo@example.com"]',
    }),
  ),
  patch2(
    'a list of which a part is allowed',
    operations({ op: 'add', path: 'emails', value: { value: 'e@e.example' } }),
  ),
  patch2(
    'a whole of which a part is allowed',
    operations({ op: 'replace', path: 'name', value: { givenName: 'J' } }),
  ),
  patch2('a part that is not allowed', operations({ op: 'add', path: 'name', value: { familyName: 'X' } })),
  patch2('removal of the whole', operations({ op: 'remove', path: 'name' })),
  patch2('an operation that is none', operations({ op: 'move', path: 'title', value: 'x' }), 400),
  patch2(
    'more keys in an operation',
    operations({ op: 'replace', path: 'title', value: 'x', from: 'y' }),
    400,
  ),
  patch2('no operations', { body: { schemas: [PATCH_OP] } }, 400),
  patch2('an empty list of operations', operations(), 400),
  patch2(
    'the schemas of something else',
    { body: { schemas: [USER_2], Operations: [{ op: 'replace', path: 'title', value: 'x' }] } },
    400,
  ),
  patch2('an operation that is null', operations(null), 400),
  patch2('a partial user', { body: { schemas: [USER_2], title: 'x' } }, 400),
  patch2(
    'attributes beside the operations',
    {
      body: { Operations: [{ op: 'replace', path: 'title', value: 'x' }], active: false },
    },
    400,
  ),
  patch2(
    'operations in lower case',
    { body: { operations: [{ op: 'replace', path: 'active', value: false }] } },
    400,
  ),
  patch2('the removal of all members', operations({ op: 'remove', path: 'members' }), 400, 'v2/Groups/S1'),
  patch2(
    'the removal of all members but in name',
    operations({
      op: 'remove',
      path: 'urn:ietf:params:scim:schemas:core:2.0:Group:members',
      value: [{ value: 'U1' }],
    }),
    400,
    'v2/Groups/S1',
  ),
  patch2(
    'members that become none',
    operations({ op: 'replace', path: 'members', value: [] }),
    400,
    'v2/Groups/S1',
  ),
  {
    name: 'members that are a space',
    method: 'PATCH',
    path: 'v1/Groups/S1',
    ask: { body: { MEMBERS: ' ' } },
    status: 400,
  },
  {
    name: 'members that are no list',
    method: 'PATCH',
    path: 'v1/Groups/S1',
    ask: { body: { members: {} } },
    status: 400,
  },
  {
    name: 'members that are null',
    method: 'PATCH',
    path: 'v1/Groups/S1',
    ask: { body: { members: null } },
    status: 400,
  },
  {
    name: 'members that are cleared',
    method: 'PATCH',
    path: 'v1/Groups/S1',
    ask: { body: { meta: { attributes: ['members'] } } },
    status: 400,
  },
  {
    name: 'the name of a group',
    method: 'PATCH',
    path: 'v1/Groups/S1',
    ask: { body: { members: [], displayName: 'Owned' } },
    status: 403,
  },
  {
    name: 'a first password',
    method: 'POST',
    path: 'v1/Users',
    ask: { body: { userName: 'm', emails: [{ value: 'm@evil.example' }], password: 'x' } },
    status: 403,
  },
  {
    name: 'an id at creation',
    method: 'POST',
    path: 'v1/Users',
    ask: { body: { id: 'U1', userName: 'm', emails: [{ value: 'm@evil.example' }] } },
    status: 400,
  },
]

/** Bodies in the wrong wrapping. */
export const WRAPPINGS: readonly Attack[] = [
  ['a form', 'application/x-www-form-urlencoded'],
  ['plain text', 'text/plain'],
  ['no type', null],
  ['a type that begins like JSON', 'application/jsonp'],
  ['two types', 'application/json, text/plain'],
  ['another encoding', 'application/json; charset=utf-16'],
  ['a boundary', 'application/json; boundary=x'],
].map(([name, type]) => ({
  name: String(name),
  method: 'PATCH',
  path: 'v1/Users/U1',
  ask: { headers: { 'content-type': type as string | null }, body: { title: 'x' } },
  status: 415,
}))

/** Everything else. */
export const OTHERS: readonly Attack[] = [
  {
    name: 'a compressed body',
    method: 'PATCH',
    path: 'v1/Users/U1',
    ask: { headers: { ...JSON_HEADERS, 'content-encoding': 'gzip' }, body: { title: 'x' } },
    status: 415,
  },
  {
    name: 'a body of a DELETE',
    method: 'DELETE',
    path: 'v1/Users/U1',
    ask: { body: { active: false } },
    status: 403,
  },
  get('a Slack token of the page', 'v1/Users', 400, { headers: { authorization: 'Bearer xoxp-1-2-3' } }),
]
