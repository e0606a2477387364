import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RelayRules } from '../../src/relay/server.ts'
import { type Relayed, relayed, requestOf } from './relayed.ts'

const LEAK = 'jo.leak@example.com'
const ENTERPRISE = 'urn:scim:schemas:extension:enterprise:1.0'
const PARTS = ['title', 'active', 'name.givenName', 'emails.value', 'groups', `${ENTERPRISE}:manager`]

/** A relay whose service answers every request with the same body. */
function answering(body: unknown, allow: RelayRules, status = 200): Relayed {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const transport = async () => ({ status, headers: new Headers(), text: async () => text })
  return relayed({ allow, fetch: undefined, transport })
}

async function shownOf(body: unknown, attributes: readonly string[] | '*'): Promise<unknown> {
  const { relay } = answering(body, { readUser: { attributes } })
  return (await relay(requestOf('GET', 'v1/Users/U1'))).json()
}

describe('a user that a relay returns', () => {
  it('has each allowed attribute of the right type', async () => {
    const user = {
      schemas: ['urn:scim:schemas:core:1.0'],
      id: 'U1',
      title: 'Nurse',
      active: true,
      name: { givenName: 'Jo', familyName: LEAK },
      emails: [{ value: 'a@example.com', primary: true }, { value: null }],
      groups: [{ value: 'S1', display: 'Design', $ref: 'x' }],
      [ENTERPRISE]: { manager: { managerId: 'U2', displayName: 'Kim' }, department: LEAK },
    }
    expect(await shownOf(user, PARTS)).toEqual({
      schemas: ['urn:scim:schemas:core:1.0'],
      id: 'U1',
      title: 'Nurse',
      active: true,
      name: { givenName: 'Jo' },
      emails: [{ value: 'a@example.com' }, { value: null }],
      groups: [{ value: 'S1', display: 'Design', $ref: 'x' }],
      [ENTERPRISE]: { manager: { managerId: 'U2', displayName: 'Kim' } },
    })
    expect(await shownOf(user, '*')).toEqual(user)
  })

  it.each([
    ['an id that is an object', { id: { value: LEAK } }],
    ['an id that is a list', { id: [LEAK] }],
    ['an id that is prose', { ID: LEAK }],
    ['schemas that are an object', { schemas: { value: LEAK } }],
    ['schemas that are objects', { schemas: [{ value: LEAK }] }],
    ['schemas that are prose', { Schemas: [LEAK] }],
    ['a title that is an object', { title: { value: LEAK } }],
    ['a title that is a list', { TITLE: [LEAK] }],
    ['active that is a text', { active: LEAK }],
    ['a name that is a text', { name: LEAK }],
    ['a name that is a list', { name: [{ givenName: LEAK }] }],
    ['a given name that is an object', { name: { givenName: { x: LEAK } } }],
    ['emails that are an object', { emails: { value: LEAK } }],
    ['emails that are texts', { emails: [LEAK] }],
    ['an address that is an object', { emails: [{ value: { x: LEAK } }] }],
    ['emails in a list in a list', { emails: [[{ value: LEAK }]] }],
    ['a manager that is a text', { [ENTERPRISE]: { manager: LEAK } }],
    ['an extension that is a list', { [ENTERPRISE]: [{ manager: LEAK }] }],
    ['a group that is a text', { groups: [LEAK] }],
  ])('drops %s, allowed by name or by *', async (_what, attributes) => {
    for (const allowed of [PARTS, '*'] as const) {
      const shown = await shownOf(
        { ...attributes, title: 'title' in attributes ? attributes.title : 'Nurse' },
        allowed,
      )
      expect(JSON.stringify(shown)).not.toContain(LEAK)
    }
  })

  it('shows values that nest 16 levels deep, and refuses deeper ones', async () => {
    const nested = (levels: number): unknown => (levels === 0 ? 'x' : { a: nested(levels - 1) })
    const inLists = (levels: number): unknown => (levels === 0 ? 'x' : [inLists(levels - 1)])
    for (const nest of [nested, inLists]) {
      expect(await shownOf({ id: 'U1', x: nest(16) }, '*')).toEqual({ id: 'U1', x: nest(16) })
      expect(await shownOf({ id: 'U1', x: nest(17) }, '*')).toMatchObject({
        Errors: {
          code: 502,
          description: 'relay_upstream_failed (the values of the service nest too deeply)',
        },
      })
      // What is not allowed is not looked into.
      expect(await shownOf({ id: 'U1', x: nest(17) }, ['title'])).toEqual({ id: 'U1' })
    }
  })

  it('drops text outside the allowed attributes', async () => {
    const good = fc.constantFrom('OK', true, null, ['OK'], { value: 'OK' }, [{ value: 'OK' }], {
      givenName: 'OK',
    })
    const names = [
      'id',
      'schemas',
      'title',
      'name',
      'emails',
      'groups',
      'userName',
      ENTERPRISE,
      'x',
      '__proto__',
    ]
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        good,
        fc.constant(LEAK),
        fc.array(tie('tree'), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom(...names, 'value', 'givenName', 'manager', 'ID', 'Title'), tie('tree')),
      ),
    }))
    const resource = fc.dictionary(fc.constantFrom(...names), tree)
    await fc.assert(
      fc.asyncProperty(resource, async (user) => {
        // All that these two can show is typed: a boolean, and texts of addresses that are none here.
        const text = JSON.stringify(await shownOf(JSON.stringify(user), ['active', 'name.middleName']))
        expect(text).not.toContain('example.com')
      }),
      { numRuns: 300 },
    )
  })
})

describe('a list that a relay returns', () => {
  const listOf = async (body: unknown): Promise<unknown> => {
    const { relay } = answering(body, { searchUsers: { attributes: ['title'] } })
    return (await relay(requestOf('GET', 'v1/Users'))).json()
  }

  it('has counts that are whole numbers, and schemas that are URNs', async () => {
    const Resources = [{ id: 'U1', title: 'Nurse' }]
    const wrong = [{ value: LEAK }, [LEAK], LEAK, 1.5, -1, 1e300, null, '7']
    for (const value of wrong) {
      const shown = await listOf({
        totalResults: value,
        startIndex: value,
        itemsPerPage: value,
        schemas: value,
        Resources,
      })
      expect(shown).toEqual({ itemsPerPage: 1, Resources })
    }
    const schemas = ['urn:scim:schemas:core:1.0']
    expect(
      await listOf({ totalResults: 7, startIndex: 1, itemsPerPage: 9, schemas, Resources, [LEAK]: LEAK }),
    ).toEqual({
      schemas,
      totalResults: 7,
      startIndex: 1,
      itemsPerPage: 1,
      Resources,
    })
  })

  it('has a count of 0', async () => {
    expect(await listOf({ totalResults: 0, Resources: [] })).toEqual({
      totalResults: 0,
      itemsPerPage: 0,
      Resources: [],
    })
  })

  it('has rows that are objects', async () => {
    expect(
      await listOf({ totalResults: 3, Resources: [LEAK, null, [LEAK], { id: 'U1', title: 'Nurse' }] }),
    ).toEqual({
      totalResults: 3,
      itemsPerPage: 1,
      Resources: [{ id: 'U1', title: 'Nurse' }],
    })
  })
})

describe('a large service response', () => {
  const huge = async (path: string, body: string, status = 200): Promise<[number, number]> => {
    const allow: RelayRules = {
      readUser: { attributes: '*' },
      searchUsers: { attributes: '*' },
      patchUser: { attributes: '*' },
    }
    const { relay } = answering(body, allow, status)
    const start = performance.now()
    const response = await relay(requestOf('GET', path))
    return [response.status, performance.now() - start]
  }

  it.each([
    ['<title', '<title'.repeat(1e5)],
    ['white space', `{"x":1}${' '.repeat(1e6)}x`],
    ['an opened tag', `<${'a'.repeat(1e6)}`],
    ['a text that is no JSON', 'x'.repeat(1e6)],
  ])('is parsed in linear time: %s', async (_what, body) => {
    for (const status of [200, 400]) {
      const [answered, duration] = await huge('v1/Users/U1', body, status)
      expect(answered).toBe(status === 400 ? 400 : 502)
      expect(duration).toBeLessThan(2000)
    }
  })

  it('is refused above maxResponseSize', async () => {
    const body = JSON.stringify({ id: 'U1', title: 'x'.repeat(2000) })
    for (const [maxResponseSize, status] of [
      [1000, 502],
      [10_000, 200],
    ] as const) {
      const { ask } = relayed({
        allow: { readUser: { attributes: '*' } },
        maxResponseSize,
        fetch: async () => new Response(body),
      })
      expect((await ask('GET', 'v1/Users/U1')).status).toBe(status)
    }
  })
})
