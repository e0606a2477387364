import fc from 'fast-check'
import { GROUP, USER } from '../support/scripted-transport.ts'

/** One answer of a hostile service. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const ERROR_URN = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** Envelopes as a service sends them; one of their parts is replaced. */
const ENVELOPES: readonly object[] = [
  {
    ...USER,
    schemas: ['urn:scim:schemas:core:1.0'],
    name: { givenName: 'Jo', familyName: 'Park' },
    nickName: 'jo',
    profileUrl: 'https://example.slack.com/team/jo',
    phoneNumbers: [{ value: '1', type: 'work' }],
    groups: [{ value: 'S1' }],
    meta: { created: '2026-01-01T00:00:00Z', location: 'x' },
    'urn:scim:schemas:extension:enterprise:1.0': { manager: { value: 'U2' } },
    'urn:scim:schemas:extension:slack:guest:1.0': { type: 'multi' },
  },
  { ...GROUP, members: [{ value: 'U1', display: 'jo' }], totalResults: 1 },
  { totalResults: 2, startIndex: 1, itemsPerPage: 2, Resources: [USER, { ...USER, id: 'U2' }] },
  { totalResults: 1, Resources: [GROUP] },
  { totalResults: 0, Resources: [] },
  { Errors: { description: 'username_taken existing_user=U1', code: 409 } },
  { Errors: [{ description: 'no_such_user', code: 404 }] },
  { schemas: [ERROR_URN], detail: 'email_taken', status: '409', scimType: 'uniqueness' },
  { ok: false, error: 'ratelimited' },
]

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
const nestedObjects = (depth: number): string => '{"a":'.repeat(depth) + 1 + '}'.repeat(depth)

/** JSON texts of values that no schema has in their place. */
const HOSTILE: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.constantFrom(
      '{"toString":1}',
      '{"toString":null,"valueOf":1}',
      '{"__proto__":{"id":"U1"}}',
      '{"constructor":{"prototype":1}}',
      '{"then":1}',
      '{"toJSON":1}',
      '{"length":1e9}',
      '[{"toString":1}]',
      '[[[]]]',
      '[null]',
      '[1,"x",true,null,{}]',
      '{}',
      '[]',
      'null',
      'true',
      'false',
      '""',
      '0',
      '-1',
      '1e308',
      '1e999',
      '9007199254740993',
      '0.5',
      '"1e999"',
      '"\\u0000\\u001b[2J\\r\\n\\u202e"',
      '"\\ud800"',
      '"(redacted)"',
      '"__proto__"',
      `"${'<title'.repeat(500)}"`,
      `"${'x'.repeat(5000)}"`,
      `[${'{},'.repeat(500)}{}]`,
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(nested(100), nested(20_000)) },
  { weight: 1, arbitrary: fc.constantFrom(nestedObjects(100), nestedObjects(20_000)) },
  { weight: 5, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 5, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((text) => JSON.stringify(text)) },
)

/** The paths of all parts of a value. */
function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]))]
}

/** The JSON text of a value, with another text in the place of one part. */
function replaced(value: unknown, [key, ...rest]: readonly string[], text: string): string {
  if (key === undefined || typeof value !== 'object' || value === null) return text
  const entries = Object.entries(value).map(([name, part]): [string, string] => [
    name,
    name === key ? replaced(part, rest, text) : JSON.stringify(part),
  ])
  return Array.isArray(value)
    ? `[${entries.map(([, part]) => part).join(',')}]`
    : `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${part}`).join(',')}}`
}

const mutated: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...ENVELOPES), fc.nat(), HOSTILE, fc.nat(), HOSTILE)
  .map(([envelope, first, text, second, other]) => {
    const paths = pathsOf(envelope)
    const once = replaced(envelope, paths[first % paths.length] ?? [], text)
    if (second % 3 > 0) return once
    // A second part, where the first left an object to look into.
    const marked = replaced(envelope, paths[second % paths.length] ?? [], other)
    return second % 2 > 0 ? once : marked
  })

const body: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: mutated },
  { weight: 1, arbitrary: fc.constantFrom(...ENVELOPES).map((envelope) => JSON.stringify(envelope)) },
  { weight: 1, arbitrary: HOSTILE },
  { weight: 1, arbitrary: fc.tuple(mutated, fc.nat(200)).map(([text, length]) => text.slice(0, length)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\ufeff{}',
      '<html><title>Server Error | Slack</title>',
      '<title'.repeat(2000),
      'ratelimited',
      'plain text\r\n\u001b[31m',
    ),
  },
)

const header: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('0', '1', '-1', '1e9', '9'.repeat(400), '1.5', '60, 60', 'Sun Nov  6 08:49:37 1994', ''),
  fc.string({ maxLength: 10 }),
)

/** Any answer, valid in most of its parts. */
export const answer: fc.Arbitrary<Answer> = fc.record({
  status: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(200, 201, 204) },
    { weight: 4, arbitrary: fc.constantFrom(400, 401, 403, 404, 408, 409, 422, 429, 500, 503) },
    { weight: 1, arbitrary: fc.constantFrom(0, 100, 199, 299, 301, 304, 600, 999, Number.NaN, -1, 1e9) },
  ),
  headers: fc.record({ 'retry-after': header, date: header }, { requiredKeys: [] }),
  body,
})
