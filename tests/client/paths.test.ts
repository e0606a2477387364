import { describe, expect, it } from 'vitest'
import { SCIMClient, SCIMValidationError } from '../../src/index.ts'
import { failure } from '../support/outcome.ts'
import { scripted } from '../support/scripted-transport.ts'

const BASE = 'https://api.slack.com/scim/v1/'

function client() {
  const { transport, sent } = scripted({})
  return { sent, scim: new SCIMClient('xoxp-test', { transport }) }
}

const HOSTILE_PATHS: readonly unknown[] = [
  // Empty paths and values that are not strings.
  '',
  '/',
  undefined,
  null,
  5,
  {},
  ['Users'],
  // Another host or scheme.
  'https://evil.example/',
  'http:evil.example',
  'javascript:alert(1)',
  'data:text/plain,x',
  '//evil.example/Users',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '%2f%2fevil.example',
  '/%2fevil.example',
  '%5c%5cevil.example',
  'Users//U1',
  // Dot segments, plain and encoded once, twice and in part.
  '..',
  '../auth.test',
  './Users',
  'Users/..',
  'Users/../../../api/auth.test',
  'Users/./U1',
  'Users/.',
  '%2e%2e/%2e%2e/api/auth.test',
  '%2E%2E%2Fapi',
  '.%2e/Users',
  '%2e./Users',
  'Users%2f..%2f..%2fapi',
  'Users/%252e%252e/%252e%252e/api',
  'Users%255c..%255capi',
  'Users\\..\\..\\api',
  // Invalid encodings that could hide a dot segment from a decoder that stops at them.
  '%2e%2e/%2e%2e/api/x%ff',
  'Users/%2e%2e/%2e%2e/%c0%ae',
  '%ff/%2e%2e/%2e%2e/%2e%2e/api',
  'Users%5c%2e%2e%ff',
  // Queries, fragments and characters that URL parsers drop or change.
  'Users?count=1',
  'Users#top',
  'Users/U 1',
  'Users/\tU1',
  'Us\ners',
  '.\t./api',
  'Users/\u0000',
  'Users/\u00e9',
  '\uff0e\uff0e/api',
  // Invalid percent-encodings.
  'Users/%',
  'Users/%zz',
  'Users/%2',
]

describe('the path of apiCall', () => {
  it.each(HOSTILE_PATHS.map((path) => [JSON.stringify(path) ?? 'undefined', path]))(
    'rejects %s before sending',
    async (_shown, path) => {
      const { scim, sent } = client()
      const error = await failure(scim.apiCall({ method: 'GET', path: path as string }), SCIMValidationError)
      expect(error.issues.map((issue) => issue.path)).toEqual(['path'])
      expect(sent).toEqual([])
    },
  )

  it.each([
    ['Users', 'Users'],
    ['/Users/U1', 'Users/U1'],
    ['Users/U1/', 'Users/U1/'],
    [
      'Schemas/urn:ietf:params:scim:schemas:core:2.0:User',
      'Schemas/urn:ietf:params:scim:schemas:core:2.0:User',
    ],
    ['Users/100%25', 'Users/100%25'],
    ['Users/jo%C3%A9', 'Users/jo%C3%A9'],
    ['Users/a..b', 'Users/a..b'],
    ['Users/...', 'Users/...'],
    ['.well-known', '.well-known'],
    ['Users/a%20b', 'Users/a%20b'],
  ])('sends %s unchanged apart from a leading slash', async (path, target) => {
    const { scim, sent } = client()
    await scim.apiCall({ method: 'GET', path })
    expect(new URL(sent[0]?.url ?? '').href).toBe(BASE + target)
  })

  it('encodes query values and omits null and undefined', async () => {
    const { scim, sent } = client()
    const query = { filter: 'a eq "b&c=d #%"', count: 5, flag: false, none: null, absent: undefined }
    await scim.apiCall({ method: 'GET', path: 'Users', query })
    expect(Object.fromEntries(new URL(sent[0]?.url ?? '').searchParams)).toEqual({
      filter: 'a eq "b&c=d #%"',
      count: '5',
      flag: 'false',
    })
  })

  it.each([
    ['method', { method: 'TRACE', path: 'Users' }],
    ['method', { method: 'get', path: 'Users' }],
    ['method', { path: 'Users' }],
    ['method', null],
    ['body', { method: 'GET', path: 'Users', body: {} }],
    ['body', { method: 'POST', path: 'Users', body: '{}' }],
    ['body', { method: 'POST', path: 'Users', body: [] }],
    ['body', { method: 'POST', path: 'Users', body: null }],
    ['query', { method: 'GET', path: 'Users', query: null }],
    ['query', { method: 'GET', path: 'Users', query: 'count=5' }],
    ['query.a', { method: 'GET', path: 'Users', query: { a: {} } }],
    ['query.a', { method: 'GET', path: 'Users', query: { a: '\ud800' } }],
  ])('rejects an invalid %s: %o', async (field, request) => {
    const { scim, sent } = client()
    const error = await failure(scim.apiCall(request as never), SCIMValidationError)
    expect(error.issues[0]?.path).toBe(field)
    expect(sent).toEqual([])
  })
})

const HOSTILE_IDS: readonly unknown[] = [
  '',
  '.',
  '..',
  '\ud800',
  undefined,
  null,
  5,
  {},
  ['U1'],
  Symbol('U1'),
]

describe('an id', () => {
  it.each(HOSTILE_IDS.map((id) => [String(id), id]))('rejects %o in every operation', async (_shown, id) => {
    const { scim, sent } = client()
    const user = { id, userName: 'x', active: true, emails: [{ value: 'x@example.com' }] } as never
    const calls = [
      () => scim.readUser(id as string),
      () => scim.patchUser(id as string, {}),
      () => scim.updateUser(user),
      () => scim.deleteUser(id as string),
      () => scim.readGroup(id as string),
      () => scim.patchGroup(id as string, {}),
      () => scim.updateGroup({ id, displayName: 'x', members: [] } as never),
      () => scim.deleteGroup(id as string),
    ]
    for (const call of calls) {
      expect((await failure(call(), SCIMValidationError)).issues[0]?.path).toBe('id')
    }
    expect(sent).toEqual([])
  })

  it.each([
    'a/b',
    '../x',
    'U1?x=1',
    'U1#x',
    '%2e%2e',
    'a b',
    'é',
    '\\',
    '//evil.example',
    'http://e/',
    'U\n1',
    '...',
    'U 1',
  ])('encodes %j as one path segment', async (id) => {
    const { scim, sent } = client()
    await scim.readUser(id)
    const { origin, pathname, search, hash } = new URL(sent[0]?.url ?? '')
    expect([origin, search, hash]).toEqual(['https://api.slack.com', '', ''])
    const segments = pathname.split('/')
    expect(segments.slice(0, -1).join('/')).toBe('/scim/v1/Users')
    expect(decodeURIComponent(segments.at(-1) ?? '')).toBe(id)
  })

  it('rejects a body whose id differs from that of the call', async () => {
    const { scim, sent } = client()
    const error = await failure(scim.patchUser('U1', { id: 'U2' }), SCIMValidationError)
    expect(error.issues[0]?.path).toBe('id')
    expect(sent).toEqual([])
    await scim.patchUser('U1', { id: 'U1', title: 'x' })
    expect(sent).toHaveLength(1)
  })
})
