import { describe, expect, it, test } from 'vitest'
import { eq, matchesFilter, parseFilter, pr, SCIMFilterError } from '../../src/filter/index.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const GUEST = 'urn:scim:schemas:extension:slack:guest:1.0'

const jo = {
  schemas: [CORE, ENTERPRISE],
  id: 'U1',
  userName: 'Jo',
  name: { givenName: 'Jo', familyName: null },
  title: '',
  nickName: null,
  active: true,
  age: 30,
  tags: ['Red', 'blue'],
  roles: [],
  emails: [
    { value: 'jo@example.com', type: 'work', primary: true },
    { value: 'JO@home.example', primary: false },
  ],
  addresses: [{ locality: null }],
  meta: {
    created: '2024-01-02T03:04:05-08:00',
    lastModified: '2024-06-01T00:00:00.5Z',
    version: 'W/"A"',
  },
  [ENTERPRISE]: {
    department: 'Ops',
    title: 'Chief',
    startDate: '2024-04-10T00:00:00+0000',
    manager: { managerId: 'U2' },
  },
}

function matches(filter: string, resource: object = jo): boolean {
  return matchesFilter(parseFilter(filter), resource)
}

describe('matchesFilter', () => {
  test.each([
    // Strings: only case-exact attributes compare case-sensitively (RFC 7643 2.2).
    ['userName eq "JO"', true],
    ['userName ge "jo"', true],
    ['id eq "u1"', false],
    ['id co "u"', false],
    ['id sw "U"', true],
    ['id lt "a"', true],
    ['meta.version eq "w/\\"a\\""', false],
    [`${CORE}:id eq "u1"`, false],
    ['schemas eq "URN:ietf:params:scim:schemas:core:2.0:user"', false],
    // Types are not converted (RFC 7643 2.3).
    ['age eq "30"', false],
    ['age ne "30"', true],
    ['age gt 9', true],
    ['age lt 9', false],
    ['age le 30.0', true],
    ['age co 3', false],
    ['age ew 30', false],
    ['active eq 1', false],
    ['active co true', false],
    ['userName gt 1', false],
    // An unassigned attribute equals null and differs from every other value (RFC 7643 2.5).
    ['nickName eq null', true],
    ['nickName ne null', false],
    ['roles eq null', true],
    ['roles ne "x"', true],
    ['addresses.locality eq null', true],
    ['absent eq null', true],
    ['absent.more ne 5', true],
    ['absent gt null', false],
    ['userName ne null', true],
    ['name eq null', false],
    ['title eq ""', true],
    ['title eq null', false],
    ['absent eq ""', false],
    ['absent co ""', false],
    // Presence: "a non-empty node for complex attributes" (RFC 7644 3.4.2.2).
    ['title pr', false],
    ['nickName pr', false],
    ['roles pr', false],
    ['addresses pr', false],
    ['name pr', true],
    ['name.familyName pr', false],
    ['emails pr', true],
    ['active pr', true],
    // Multi-valued: one value is enough, and the elements are seen one by one.
    ['emails eq "jo@example.com"', true],
    ['emails.value eq "jo@example.com"', true],
    ['emails.type ne "work"', true],
    ['emails[type ne "work"]', true],
    ['emails[type eq "work" and primary eq false]', false],
    ['emails[not (type pr)]', true],
    ['roles[not (type pr)]', false],
    ['absent[not (type pr)]', false],
    ['absent[type eq null]', false],
    ['tags eq "red"', true],
    ['tags.value eq "red"', true],
    ['tags[value sw "b"]', true],
    ['tags[value sw "x"]', false],
    ['tags.length pr', false],
    ['name[givenName eq "jo"]', true],
    // Dates compare by time; as strings they would order differently.
    ['meta.created eq "2024-01-02T11:04:05Z"', true],
    ['meta.created lt "2024-01-02T10:00:00Z"', false],
    ['meta.lastModified gt "2024-06-01T00:00:00Z"', true],
    ['meta.lastModified eq "2024-06-01T02:00:00.500+02:00"', true],
    ['meta.lastModified ne "2024-06-01T00:00:00.5Z"', false],
    ['meta.created gt "1970-01-01T00:00:00Z"', true],
    ['meta.created sw "2024-01-02"', true],
    ['meta.created sw "2024-01-02T03:04:05-08:00"', true],
    [`${ENTERPRISE}:startDate eq "2024-04-09T17:00:00-07:00"`, true],
    ['meta.created gt "yesterday"', false],
    // Schemas (RFC 7644 3.10).
    [`${CORE}:userName eq "jo"`, true],
    [`${CORE}:name.givenName eq "jo"`, true],
    [`${CORE.toUpperCase()}:USERNAME eq "jo"`, true],
    [`${CORE}:department pr`, false],
    [`${ENTERPRISE}:department eq "ops"`, true],
    [`${ENTERPRISE}:title eq "chief"`, true],
    [`${ENTERPRISE}:userName pr`, false],
    [`${ENTERPRISE}:manager.managerId eq "u2"`, true],
    [`${GUEST}:type pr`, false],
    ['urn:ietf:params:scim:schemas:core:2.0:Group:userName pr', false],
    [`emails[${CORE}:type eq "work"]`, true],
    // Inherited properties are not attributes.
    ['constructor pr', false],
    ['toString pr', false],
    ['hasOwnProperty.name pr', false],
    ['name.constructor pr', false],
  ])('evaluates %s to %s', (filter, expected) => {
    expect(matches(filter)).toBe(expected)
  })

  it('resolves a path by the longest URN that the resource has', () => {
    const resource = { 'urn:a': { 'b:c': 1, c: 2 }, 'urn:a:b': { c: 3 } }
    expect(matches('urn:a:b:c eq 3', resource)).toBe(true)
    expect(matches('urn:a:c eq 2', resource)).toBe(true)
  })

  it('does not read attributes of the resource for an absent extension', () => {
    const resource = { schemas: [CORE, ENTERPRISE], department: 'Ops' }
    expect(matches(`${ENTERPRISE}:department pr`, resource)).toBe(false)
  })

  it('reads core attributes by URN when the resource has no schemas', () => {
    expect(matches(`${CORE}:userName eq "jo"`, { userName: 'jo' })).toBe(true)
    expect(matches(`${CORE}:userName eq "jo"`, { schemas: null, userName: 'jo' })).toBe(true)
    expect(matches(`${ENTERPRISE}:userName eq "jo"`, { userName: 'jo' })).toBe(false)
  })

  it('prefers the attribute whose name matches in case', () => {
    expect(matches('Title eq 2', { title: 1, Title: 2 })).toBe(true)
    expect(matches('TITLE eq 1', { title: 1, Title: 2 })).toBe(true)
  })

  it('ignores attributes of a __proto__ key', () => {
    const hostile = JSON.parse('{"__proto__": {"admin": true}, "a": {"__proto__": {"b": 1}}}')
    expect(matches('admin pr', hostile)).toBe(false)
    expect(matches('a.b pr', hostile)).toBe(false)
    expect(() => matchesFilter(pr('__proto__'), hostile)).toThrow(SCIMFilterError)
    expect(() => matchesFilter(pr('a.__proto__'), hostile)).toThrow(SCIMFilterError)
  })

  it('compares the attributes in caseExact case-sensitively', () => {
    const filter = parseFilter('userName eq "JO" or emails eq "JO@EXAMPLE.COM" or emails[type eq "WORK"]')
    const names = ['USERNAME', 'emails.value', 'emails.type']
    expect(matchesFilter(filter, jo)).toBe(true)
    expect(matchesFilter(filter, jo, { caseExact: names })).toBe(false)
    for (const name of names) {
      expect(matchesFilter(filter, jo, { caseExact: names.filter((other) => other !== name) })).toBe(true)
    }
    expect(matchesFilter(parseFilter('id eq "u1"'), jo, { caseExact: [] })).toBe(true)
    expect(matchesFilter(filter, jo)).toBe(true)
  })

  test.each(['gt', 'ge', 'lt', 'le'])(
    'rejects %s on a boolean, also when the resource lacks the attribute',
    (op) => {
      const filter = parseFilter(`title pr or userName pr or emails[primary ${op} true]`)
      expect(() => matchesFilter(filter, jo)).toThrow(SCIMFilterError)
      expect(() => matchesFilter(filter, {})).toThrow(SCIMFilterError)
    },
  )

  it('evaluates filters on a resource 50,000 levels deep', () => {
    const deep = JSON.parse(`{"a":${'{"a":'.repeat(50_000)}""${'}'.repeat(50_000)}}`)
    const nested = JSON.parse(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)
    expect(matches('a pr', deep)).toBe(false)
    expect(matches('a pr or a.b pr or a eq 1 or a[a pr]', nested)).toBe(false)
  })

  it('leaves the filter and the resource unchanged', () => {
    const filter = Object.freeze(eq('userName', 'jo'))
    expect(matchesFilter(filter, Object.freeze({ userName: 'Jo' }))).toBe(true)
  })
})
