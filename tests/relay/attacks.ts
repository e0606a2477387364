import { type Ask, PAGE_HEADERS } from './relayed.ts'

/** A request that must not get through, and how it has to be refused. */
export interface Attack {
  readonly name: string
  readonly method: string
  /** Below `/api/scim/`, or from the root of the origin. */
  readonly path: string
  readonly ask?: Ask
  readonly status: number
}

/** The rules under attack: each attack lacks nothing but the permission. */
export const ALLOWED = {
  searchUsers: { attributes: ['displayName', 'title'], filterBy: ['userName'], maxCount: 50 },
  readUser: { attributes: ['displayName', 'name.givenName'], ids: ['U1'] },
  createUser: { attributes: ['userName', 'emails'] },
  patchUser: { attributes: ['title', 'nickName', 'name.givenName', 'emails.value'], ids: ['U1'] },
  patchGroup: { attributes: ['members'] },
} as const

/** A GET. */
export function get(name: string, path: string, status: number, ask?: Ask): Attack {
  return { name, method: 'GET', path, status, ...(ask && { ask }) }
}
/** Requests that a foreign page can cause. */
export const FOREIGN_PAGES: readonly Attack[] = [
  get('without the header of the client', 'v1/Users', 403, { headers: { 'x-slack-scim-relay': null } }),
  get('with another value of the header', 'v1/Users', 403, { headers: { 'x-slack-scim-relay': 'true' } }),
  get('with the header twice', 'v1/Users', 403, { headers: { 'x-slack-scim-relay': '1, 1' } }),
  get('from another site', 'v1/Users', 403, { headers: { 'sec-fetch-site': 'cross-site' } }),
  get('from another host of the site', 'v1/Users', 403, { headers: { 'sec-fetch-site': 'same-site' } }),
  get('by a navigation', 'v1/Users', 403, { headers: { 'sec-fetch-site': 'none' } }),
  get('with two sites', 'v1/Users', 403, { headers: { 'sec-fetch-site': 'same-origin, cross-site' } }),
  get('from another origin', 'v1/Users', 403, { headers: { origin: 'https://evil.example' } }),
  get('from a longer origin', 'v1/Users', 403, { headers: { origin: 'https://app.example.evil.example' } }),
  get('from another port', 'v1/Users', 403, { headers: { origin: 'https://app.example:8443' } }),
  get('from http', 'v1/Users', 403, { headers: { origin: 'http://app.example' } }),
  get('from a sandboxed frame', 'v1/Users', 403, { headers: { origin: 'null' } }),
  get('from nowhere', 'v1/Users', 403, { headers: { 'sec-fetch-site': null } }),
  {
    name: 'a form',
    method: 'POST',
    path: 'v1/Users',
    ask: {
      headers: { 'x-slack-scim-relay': null, 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' },
      body: '{"userName":"mallory"}',
    },
    status: 403,
  },
  {
    name: 'a preflight',
    method: 'OPTIONS',
    path: 'v1/Users',
    ask: {
      headers: {
        ...PAGE_HEADERS,
        origin: 'https://evil.example',
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'x-slack-scim-relay',
      },
    },
    status: 403,
  },
]

/** Paths that lead elsewhere, or would if they were resolved or decoded once more. */
export const PATHS: readonly Attack[] = [
  get('out of the version', 'v1/Users/../../../api/auth.test', 404),
  get('out of the version, encoded', 'v1/Users/%2e%2e/%2e%2e/%2e%2e/api/auth.test', 404),
  get('out of the version, encoded twice', 'v1/Users/%252e%252e%252f%252e%252e%252fapi', 404),
  get('an encoded slash in an id', 'v1/Users/U1%2F..%2F..%2Fapi', 404),
  get('a backslash in an id', 'v1/Users/U1%5c..%5capi', 404),
  get('an encoded letter in an id', 'v1/Users/%55%31', 404),
  get('a query in an id', 'v1/Users/U1%3Ffilter=x', 404),
  get('a fragment in an id', 'v1/Users/U1%23', 404),
  get('a null byte in an id', 'v1/Users/U1%00', 404),
  get('a line break in an id', 'v1/Users/U1%0d%0ax-evil:%201', 404),
  get('a parameter in an id', 'v1/Users/U1;v=2', 404),
  get('an at sign, for another host', 'v1/Users/@evil.example', 404),
  get('an absolute URL', 'https://evil.example/api/scim/https://evil.example/v1/Users', 403),
  get('an absolute URL, encoded', 'https%3A%2F%2Fevil.example/Users', 404),
  get('a host', '/api/scim//evil.example/v1/Users', 404),
  get('empty segments', '/api/scim//v1//Users', 404),
  get('a slash at the end', 'v1/Users/', 404),
  get('something below a user', 'v1/Users/U1/groups', 404),
  get('another version', 'v3/Users', 404),
  get('a version in capitals', 'V1/Users', 404),
  get('no version', 'Users', 404),
  get('a collection in lower case', 'v1/users', 404),
  get('the Web API', '/api/auth.test', 404),
  get('the Web API beside the version', 'api/auth.test', 404),
  get('Bulk', 'v2/Bulk', 404),
  get('Me', 'v2/Me', 404),
  { name: 'a search by POST', method: 'POST', path: 'v2/Users/.search', ask: { body: {} }, status: 404 },
  get('beside the relay', '/api/scimv1/Users', 404),
  get('beside the relay by one letter', '/api/scimxv1/Users', 404),
  get('nothing', '/api/scim', 404),
  get('an id that is too long', `v1/Users/${'U'.repeat(65)}`, 404),
]

/** Methods and operations that are not allowed. */
export const OPERATIONS: readonly Attack[] = [
  { name: 'HEAD', method: 'HEAD', path: 'v1/Users', status: 405 },
  { name: 'DELETE of all users', method: 'DELETE', path: 'v1/Users', status: 405 },
  { name: 'PATCH of all users', method: 'PATCH', path: 'v1/Users', ask: { body: {} }, status: 405 },
  { name: 'a method of its own', method: 'PURGE', path: 'v1/Users', status: 405 },
  {
    name: 'another method in a header',
    method: 'POST',
    path: 'v1/Users/U1',
    ask: { headers: { 'x-http-method-override': 'DELETE' }, body: {} },
    status: 405,
  },
  { name: 'deactivation', method: 'DELETE', path: 'v1/Users/U1', status: 403 },
  {
    name: 'replacement',
    method: 'PUT',
    path: 'v1/Users/U1',
    ask: { body: { userName: 'jo', active: false } },
    status: 403,
  },
  get('groups', 'v2/Groups', 403),
  get('one group', 'v1/Groups/S1', 403),
  get('the schemas', 'v1/Schemas/Users', 403),
  get('the configuration', 'v1/ServiceProviderConfigs', 403),
  get('another id', 'v1/Users/U2', 403),
  get('the same id in lower case', 'v1/Users/u1', 403),
  {
    name: 'a change of another id',
    method: 'PATCH',
    path: 'v1/Users/U2',
    ask: { body: { title: 'x' } },
    status: 403,
  },
]

/** Queries that ask for more than what is allowed. */
export const QUERIES: readonly Attack[] = [
  get('an unknown parameter', 'v1/Users?token=xoxp-1', 400),
  get('attributes', 'v1/Users?attributes=emails', 400),
  get('sorting', 'v1/Users?sortBy=title', 400),
  get('a parameter in capitals', 'v1/Users?Filter=userName+eq+%22jo%22', 400),
  get('two counts', 'v1/Users?count=1&count=1000', 400),
  get('two filters', 'v1/Users?filter=userName+eq+%22jo%22&filter=title+pr', 400),
  get('a filter encoded twice', 'v1/Users?filter=userName%2520eq%2520%2522jo%2522', 400),
  get('a query in a parameter', 'v1/Users?count=1%26filter=title+pr', 400),
  get('a negative count', 'v1/Users?count=-1', 400),
  get('a count with a sign', 'v1/Users?count=%2B1', 400),
  get('a count in other digits', 'v1/Users?count=%D9%A1', 400),
  get('an index that is no number', 'v1/Users?startIndex=1e3', 400),
  get('an empty filter', 'v1/Users?filter=', 400),
  get('a filter that does not parse', 'v1/Users?filter=userName+eq+jo', 400),
  get('a filter with something behind it', 'v1/Users?filter=userName+eq+%22jo%22+title+pr', 400),
  get('a filter with a half string', 'v1/Users?filter=userName+eq+%22jo', 400),
  get(
    'a filter that nests too deeply',
    `v1/Users?filter=${'('.repeat(300)}userName+pr${')'.repeat(300)}`,
    400,
  ),
  get('a filter of another attribute', 'v1/Users?filter=emails+eq+%22jo%40example.com%22', 403),
  get('a filter of what is shown, not searched', 'v1/Users?filter=title+eq+%22Nurse%22', 403),
  get('a filter of another attribute behind or', 'v1/Users?filter=userName+pr+or+title+sw+%22N%22', 403),
  get('a filter of another attribute in not', 'v1/Users?filter=not+(title+sw+%22N%22)', 403),
  get('a filter of another attribute in brackets', 'v1/Users?filter=emails%5Bvalue+co+%22@%22%5D', 403),
  get('a filter of a schema that is none', 'v1/Users?filter=urn:evil:userName+pr', 403),
  get('a filter of a homograph', 'v1/Users?filter=u%C5%BFerName+pr', 400),
  get('a query of one user', 'v1/Users/U1?count=1', 400),
  {
    name: 'a query of a write',
    method: 'PATCH',
    path: 'v1/Users/U1?active=false',
    ask: { body: { title: 'x' } },
    status: 400,
  },
]
