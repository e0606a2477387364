import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RelayRules } from '../../src/relay/server.ts'
import { PATCH_OP } from '../mocks/caller.ts'
import { reasonOf, relayed, requestOf } from './relayed.ts'

const ALLOW: RelayRules = {
  searchUsers: { attributes: ['title'], filterBy: ['userName'], maxCount: 5 },
  readUser: { attributes: ['title'], ids: ['U1'] },
  patchUser: { attributes: ['title', 'name.givenName'], ids: ['U1'] },
  patchGroup: { attributes: ['members'], ids: ['S1'] },
}
const name = fc.constantFrom(
  'title',
  'TITLE',
  'active',
  'name',
  'members',
  'Members',
  'meta',
  'id',
  'schemas',
  'operations',
  'toString',
  '__proto__',
)
const scalar = fc.constantFrom('x', ' ', '', null, true, 1, 1e300)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(
      fc.oneof(name, fc.constantFrom('givenName', 'familyName', 'value', 'attributes')),
      tie('value'),
      { maxKeys: 2 },
    ),
  ),
}))
const path = fc.oneof(
  name,
  fc.constantFrom('name.givenName', 'name.familyName', 'members[value eq "U1"]', 'members[value pr]', ''),
  value,
)
const operation = fc.record({ op: fc.oneof(fc.constantFrom('add', 'Replace', 'remove'), value), path, value })
const good = fc.constantFrom(
  { title: 'x' },
  { name: { givenName: 'x' } },
  { members: [{ value: 'U1' }] },
  { Operations: [{ op: 'add', path: 'title', value: 'x' }] },
  { Operations: [{ op: 'remove', path: 'members[value eq "U1"]' }] },
)
const body = fc.oneof(
  { weight: 2, arbitrary: good },
  // Something good, and something else beside it.
  fc.tuple(good, fc.dictionary(name, value, { maxKeys: 1 })).map(([one, other]) => ({ ...one, ...other })),
  fc.tuple(operation).map(([other]) => ({ Operations: [{ op: 'add', path: 'title', value: 'x' }, other] })),
  fc.dictionary(name, value, { maxKeys: 3 }),
  fc.record({ Operations: fc.array(operation, { maxLength: 2 }) }),
  fc.record({ schemas: fc.constant([PATCH_OP]), Operations: fc.array(operation, { maxLength: 2 }) }),
  value,
)
const target = fc.constantFrom(
  'Users',
  'Users/U1',
  'Users/U1',
  'Groups/S1',
  'Groups/S1',
  'Users',
  'Users/U1',
  'Users/U2',
  'Groups',
  'Groups/S1',
  'Groups/S2',
  'Bulk',
  'Users/../Groups',
  'Schemas',
)
const query = fc.constantFrom(
  '',
  '',
  '',
  '',
  '',
  '?count=3',
  '?count=99',
  '?filter=userName+pr',
  '?filter=active+pr',
  '?count=1&count=9',
  '?x',
)
const method = fc.constantFrom('GET', 'PATCH', 'PATCH', 'PATCH', 'POST', 'PUT', 'DELETE')

/** The attributes that a body which reached Slack writes, in lower case. */
function attributesOf({ schemas: _, Operations, ...rest }: Record<string, unknown>): string[] {
  if (!Array.isArray(Operations)) return Object.keys(rest).map((key) => key.toLowerCase())
  return Operations.map(({ path: where }) => String(where).toLowerCase().replace(/\[.*/, ''))
}

describe('a relay given any generated request', () => {
  it('responds, and forwards to Slack only within the rules', async () => {
    let passed = 0
    await fc.assert(
      fc.asyncProperty(
        method,
        fc.constantFrom('v1', 'v2'),
        target,
        query,
        body,
        async (verb, version, where, asked, sending) => {
          const { sent, ask } = relayed({ allow: ALLOW })
          const response = await ask(
            verb,
            `${version}/${where}${asked}`,
            verb === 'GET' ? {} : { body: sending },
          )
          const [upstream] = sent
          if (!upstream) {
            expect(await reasonOf(response)).toMatch(/^relay_[a-z_]+ \(.+\)$/s)
            return
          }
          passed++
          const url = new URL(upstream.url)
          expect(`${upstream.method} ${url.pathname}`).toMatch(
            /^(GET \/scim\/v[12]\/Users(\/U1)?|PATCH \/scim\/v[12]\/(Users\/U1|Groups\/S1))$/,
          )
          expect(Number(url.searchParams.get('count') ?? 0)).toBeLessThanOrEqual(5)
          expect(url.search).not.toContain('active')
          const written = attributesOf(JSON.parse(upstream.body ?? '{}'))
          const allowed = url.pathname.includes('Users')
            ? ['title', 'name', 'name.givenname', 'meta', 'id']
            : ['members', 'meta', 'id']
          expect(allowed).toEqual(expect.arrayContaining(written))
          if (url.pathname.includes('Users')) expect(upstream.body ?? '').not.toContain('familyName')
        },
      ),
      { numRuns: 1500 },
    )
    expect(passed).toBeGreaterThan(10)
  }, 60_000)

  it('parses long texts in linear time', async () => {
    const long = 200_000
    const operations = (one: object): object => ({ schemas: [PATCH_OP], Operations: [one] })
    const paths = [
      'a['.padEnd(long, ']'),
      `a[${'].a'.repeat(long / 3)}!`,
      'urn:'.repeat(long / 4),
      `members[${'value eq "a" or '.repeat(long / 15)}value pr]`,
      `members[${' '.repeat(long)}`,
      `members[value eq "${' or '.repeat(long / 4)}"]`,
      `${'urn:x:'.repeat(long / 6)}members`,
    ]
    const bodies: [string, object][] = [
      ...paths.map((where): [string, object] => ['v2/Groups/S1', operations({ op: 'remove', path: where })]),
      ...paths.map((where): [string, object] => ['v1/Groups/S1', { meta: { attributes: [where] } }]),
      ...paths.map((where): [string, object] => ['v1/Groups/S1', { [where]: 1 }]),
      ['v1/Groups/S1', { members: Array.from({ length: 8000 }, (_, index) => ({ value: `U${index}` })) }],
      [
        'v2/Groups/S1',
        operations({
          op: 'add',
          path: 'members',
          value: Array.from({ length: 8000 }, (_, index) => ({ value: `U${index}` })),
        }),
      ],
      ['v1/Users/U1', Object.fromEntries(Array.from({ length: 15_000 }, (_, index) => [`x${index}`, 1]))],
    ]
    const { relay } = relayed({ allow: { ...ALLOW, patchUser: { attributes: '*' } } })
    for (const [where, sending] of bodies) {
      const start = performance.now()
      await relay(requestOf('PATCH', where, { body: sending }))
      // Half a second; a quadratic expression would need minutes.
      expect(performance.now() - start).toBeLessThan(5000)
    }
    for (const filter of [
      '('.repeat(long),
      `userName eq "${'\\'.repeat(long)}`,
      'a '.repeat(long / 2),
      ' '.repeat(long),
      'a.'.repeat(long / 2),
    ]) {
      const start = performance.now()
      const response = await relay(requestOf('GET', `v1/Users?filter=${encodeURIComponent(filter)}`))
      expect([response.status, performance.now() - start < 5000]).toEqual([400, true])
    }
  }, 60_000)
})
