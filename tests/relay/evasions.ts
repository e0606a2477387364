import { ENTERPRISE_2, PATCH_OP, USER_2 } from '../mocks/caller.ts'
import { type Attack, get } from './attacks.ts'
import type { Ask } from './relayed.ts'

const GROUP_2 = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const U9 = [{ value: 'U9' }]
const operations = (...Operations: unknown[]): Ask => ({ body: { schemas: [PATCH_OP], Operations } })

function user1(name: string, body: unknown, status: number): Attack {
  return { name, method: 'PATCH', path: 'v1/Users/U1', ask: { body }, status }
}
function user2(name: string, status: number, ...all: unknown[]): Attack {
  return { name, method: 'PATCH', path: 'v2/Users/U1', ask: operations(...all), status }
}
function group1(name: string, body: unknown): Attack {
  return { name, method: 'PATCH', path: 'v1/Groups/S1', ask: { body }, status: 400 }
}
function group2(name: string, ...all: unknown[]): Attack {
  return { name, method: 'PATCH', path: 'v2/Groups/S1', ask: operations(...all), status: 400 }
}
const remove = (path: string, value?: unknown): object => ({
  op: 'remove',
  path,
  ...(value ? { value } : {}),
})
const replace = (path: string, value: unknown): object => ({ op: 'replace', path, value })
const add = (path: string, value: unknown): object => ({ op: 'add', path, value })

/** Ways to empty a group that look like something else. */
export const EMPTYINGS: readonly Attack[] = [
  group2('a replacement by one, and its removal', replace('members', U9), remove('members[value eq "U9"]')),
  group2(
    'the removal of one, and a replacement by it',
    remove('members[value eq "U9"]'),
    replace('members', U9),
  ),
  group2('its removal in another case', replace('MEMBERS', U9), remove(`${GROUP_2}:Members[Value EQ "u9"]`)),
  group2(
    'an addition, a replacement and a removal',
    add('members', U9),
    replace('members', U9),
    remove('members[value eq "U9"]'),
  ),
  group2('an addition that is null', add('members', null)),
  group2(
    'an addition that deletes',
    replace('members', U9),
    add('members', [{ value: 'U9', operation: 'delete' }]),
  ),
  group2('a replacement by nobody', replace('members', [{ value: '' }, { display: 'jo' }])),
  group2('a replacement by texts', replace('members', ['U9'])),
  group2('a replacement by one object', replace('members', U9[0])),
  group2('a replacement of values', replace('members.value', 'U9')),
  group2('a replacement of every value', replace('members[value pr].value', 'U9')),
  group2('a replacement of everyone by null', replace('members[value pr]', null)),
  group2('removal of values', remove('members.value')),
  group2('removal of those who have one', remove('members[value pr]')),
  group2('removal of those who are not one', remove('members[value ne "U9"]')),
  group2('removal of those who are not one, negated', remove('members[not (value eq "U9")]')),
  group2('removal of one or anyone', remove('members[value eq "U9" or value pr]')),
  group2('removal of those without a value', remove('members[value eq null]')),
  group2('removal with an empty value', remove('members[value eq ""]')),
  group2('removal by display', remove('members[display co "o"]')),
  group2('removal with a value beside', remove('members', U9)),
  group2('removal in full width', remove('\uff4d\uff45mbers')),
  group2('removal with an invisible letter', remove('mem\u200bbers')),
  group2('removal behind two URNs', remove(`${GROUP_2}:${GROUP_2}:members`)),
  group2('removal of the schema', remove(GROUP_2)),
  group1('members and their clearing', { members: U9, meta: { attributes: ['members'] } }),
  group1('clearing by the URN', { meta: { attributes: [`${GROUP_2}:members`] } }),
  group1('clearing in capitals', { meta: { attributes: ['MEMBERS'] } }),
  group1('members in two cases', { members: U9, Members: [] }),
  group1('members that delete without a name', { members: [{ operation: 'delete' }] }),
  group1('members that are a text', { members: 'U9' }),
  group1('members that are false', { members: false }),
  group1('operations of 2.0 beside members', { members: U9, operations: [remove('members')] }),
]

/** Names that are read in one way here, and perhaps in another there. */
export const EVASIONS: readonly Attack[] = [
  user1('a name behind a dot', { 'name.familyName': 'X' }, 403),
  user1('a name behind a blank', { ' active': false }, 403),
  user1('a name with a null byte', { 'active\u0000': false }, 403),
  user1('a name in full width', { '\uff41ctive': false }, 403),
  user1('a title in two cases', { title: 'x', Title: 'y' }, 400),
  user1('a value as a list', { title: ['x', { active: false }] }, 400),
  user1('a value as an object', { title: { value: 'x' } }, 400),
  user1('a part as an object', { name: { givenName: { x: 1 } } }, 400),
  user1('a name as a list of one', { name: [{ givenName: 'J', familyName: 'X' }] }, 403),
  user1('a name as a text', { name: 'J' }, 403),
  user1('a prototype', '{"title":"x","__proto__":{"schemas":[]}}', 403),
  user1('an infinite number', '{"title":1e999}', 400),
  user1('clearing by a filter', { meta: { attributes: ['emails[primary eq true]'] } }, 400),
  user1('clearing of everything', { meta: { attributes: [''] } }, 400),
  user1('clearing of a schema', { meta: { attributes: [USER_2] } }, 400),
  user1('clearing of a number', { meta: { attributes: [1] } }, 400),
  user2('keys in capitals', 400, { OP: 'replace', PATH: 'active', VALUE: false }),
  user2('a second key in capitals', 400, { op: 'replace', path: 'title', value: 'x', PATH: 'active' }),
  user2('an op with a blank', 400, { op: 'replace ', path: 'title', value: 'x' }),
  user2('a path with a blank', 400, replace(' active', false)),
  user2('a path with a slash', 400, replace('/active', false)),
  user2('a path with an encoded letter', 400, replace('%61ctive', false)),
  user2('a path with three dots', 400, replace('name.a.b.c', 'x')),
  user2('a path of an extension', 403, replace(`${ENTERPRISE_2}:department`, 'x')),
  user2('a path of an extension with a dot', 403, replace(`${ENTERPRISE_2}.department`, 'x')),
  user2('a path whose URN goes on', 400, replace(`${USER_2}xtitle`, 'x')),
  user2('a path of another schema', 400, replace('urn:evil:2.0:User:title', 'x')),
  user2('a path behind two URNs', 400, replace(`${USER_2}:${USER_2}:active`, false)),
  user2(
    'a filter that compares a password',
    403,
    replace('emails[value eq "x" and password pr].value', 'e@e.example'),
  ),
  user2('a filter of a filter', 400, replace('emails[value eq "x" and emails[value pr]].value', 'x')),
  user2('a part in brackets that is not allowed', 403, replace('name[familyName eq "X"].givenName', 'x')),
  user2(
    'many operations, of which the last is not allowed',
    403,
    ...Array.from({ length: 9 }, () => replace('title', 'x')),
    replace('active', 0),
  ),
  get(
    'a filter that is hidden in a value',
    'v1/Users?filter=userName+eq+%22a%22+or+userName+eq+%22%5C%22+or+title+pr%22+or+title+pr',
    403,
  ),
  get('a filter by the id', 'v1/Users?filter=id+eq+%22U2%22', 403),
  get(
    'a filter of a sub-attribute of what is allowed',
    'v1/Users?filter=userName.x+pr+or+userName.value+sw+%22a%22+or+meta.created+pr',
    403,
  ),
  get('a filter by the URN of an extension', `v2/Users?filter=${ENTERPRISE_2}:department+pr`, 403),
  get('a count of two numbers', 'v1/Users?count=1,1000', 400),
  get('a count with a blank', 'v1/Users?count=1%20', 400),
  get('a count in hexadecimal', 'v1/Users?count=0xff', 400),
  get('a parameter of the prototype', 'v1/Users?__proto__=1', 400),
  get('a parameter in brackets', 'v1/Users?count[]=1', 400),
]
