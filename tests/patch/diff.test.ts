import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyPatch, diffResources } from '../../src/patch/index.ts'
import { primaryOf, storedParts } from '../../src/schemas/attributes.ts'
import { assigned } from './assigned.ts'

type Dialect = '1.1' | '2.0'
type Resource = Record<string, unknown>

const URNS = {
  '1.1': {
    enterprise: 'urn:scim:schemas:extension:enterprise:1.0',
    guest: 'urn:scim:schemas:extension:slack:guest:1.0',
    profile: 'urn:scim:schemas:extension:slack:profile:1.0',
  },
  '2.0': {
    enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    guest: 'urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User',
    profile: 'urn:ietf:params:scim:schemas:extension:slack:profile:2.0:User',
  },
} as const

const word = fc.constantFrom('a', 'ab', 'c d', '', ' ', null)
const some = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(shape, { requiredKeys: [] })
const element = some({
  value: fc.constantFrom('a', 'b', 'c', 'd"', 'Ef', null),
  type: fc.constantFrom('work', 'home', null),
  primary: fc.boolean(),
  display: word,
})
/** At most one element is the primary one (RFC 7643 2.4). */
const elements = fc.option(
  fc.array(element, { maxLength: 4 }).map((list) => {
    const primary = list.findIndex((each) => each.primary)
    return list.map((each, index) => (each.primary && index !== primary ? { ...each, primary: false } : each))
  }),
)

function users(dialect: Dialect): fc.Arbitrary<Resource> {
  const { enterprise, guest, profile } = URNS[dialect]
  return fc
    .record({
      core: fc.record(
        {
          schemas: fc.subarray(['core', enterprise, guest]),
          id: fc.constantFrom('U1', 'U2'),
          externalId: word,
          title: word,
          displayName: word,
          active: fc.boolean(),
          profileUrl: word,
          madeUp: word,
          name: fc.option(
            some({ givenName: word, familyName: word, honorificPrefix: word, middleName: word }),
          ),
          emails: elements,
          phoneNumbers: elements,
          photos: fc.option(fc.array(some({ value: fc.constantFrom('a', 'b', null) }), { maxLength: 1 })),
          addresses: fc.array(some({ locality: word, region: word }), { maxLength: 2 }),
          roles: fc.oneof(
            elements,
            fc.array(fc.oneof(fc.constant({ value: 'a' }), fc.constantFrom('a', 'b', 'xyz')), {
              maxLength: 3,
            }),
          ),
          groups: elements,
        },
        { requiredKeys: [] },
      ),
      extensions: some({
        [enterprise]: fc.option(
          some({
            department: word,
            costCenter: word,
            manager: fc.option(some({ managerId: word, displayName: word })),
          }),
        ),
        [guest]: fc.option(some({ type: fc.constantFrom('multi', null), expiration: word })),
        [profile]: fc.option(some({ startDate: word })),
      }),
    })
    .map(({ core, extensions }) => ({ userName: 'jo', ...core, ...extensions }))
}

const groups = some<Resource>({
  id: fc.constantFrom('S1', 'S2'),
  displayName: word,
  members: fc.option(fc.uniqueArray(some({ value: fc.constantFrom('U1', 'U2', 'U3', 'U4'), display: word }))),
})

/** Removes blank strings, which Slack reads as unassigned. */
function filled(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() ? value : undefined
  if (Array.isArray(value)) return value.map(filled)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, filled(part)]))
}

/** What Slack stores of the elements of a list: their values, and which email address is the primary one. */
function storedElements(name: string, list: readonly unknown[]): unknown[] {
  const stored = list.filter((one) => assigned(storedParts(one)))
  const primary = primaryOf(stored)
  const marksPrimary = name === 'emails'
  // Slack stores one; of photos, the last that was sent.
  const one = name === 'photos' ? stored.at(-1) : ['roles', 'addresses'].includes(name) ? primary : undefined
  const parts = (one === undefined ? stored : [one]).map((one) => ({
    ...Object(assigned(storedParts(one))),
    ...(marksPrimary && one === primary && { primary: true }),
  }))
  return parts.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort()
}

/** A resource as Slack reads it, in which the order of elements makes no difference and the schemas follow. */
function comparable({ schemas: _schemas, ...resource }: Resource): Resource {
  const entries = Object.entries(Object(filled(resource))).map(([name, value]) => {
    return [name, Array.isArray(value) ? storedElements(name, value) : value]
  })
  return Object(assigned(Object.fromEntries(entries)))
}

/** The parts of a resource that a patch was to bring about. */
function said(resource: Resource, unsupported: readonly { path: string }[]): Resource {
  const paths = unsupported.map(({ path }) => path)
  const left = (path: string) => paths.includes(path)
  const entries = Object.entries(resource).map(([name, value]) => {
    if (left(name)) return [name, undefined]
    if (Array.isArray(value)) {
      return [name, value.filter((each) => !left(`${name}[value eq ${JSON.stringify(each?.value ?? each)}]`))]
    }
    if (typeof value !== 'object' || value === null) return [name, value]
    const parts = Object.entries(value).filter(
      ([part]) => !paths.some((path) => path.startsWith(`${name}.${part}`)),
    )
    return [name, Object.fromEntries(parts)]
  })
  return comparable(Object.fromEntries(entries))
}

const pairs = (['1.1', '2.0'] as const).flatMap((dialect) => [
  { dialect, kind: 'users', resources: users(dialect) },
  { dialect, kind: 'groups', resources: groups },
])

describe('diffResources', () => {
  test.each(pairs)(
    'builds a patch that makes every supported change ($kind of SCIM $dialect)',
    ({ dialect, resources }) => {
      fc.assert(
        fc.property(resources, resources, (before, after) => {
          const untouched = structuredClone({ before, after })
          const { patch, unsupported } = diffResources(before, after, { dialect })
          const made = patch ? applyPatch(before, patch) : before
          expect(said(made, unsupported)).toEqual(said(after, unsupported))
          if (!unsupported.length) expect(comparable(made)).toEqual(comparable(after))
          expect({ before, after }).toEqual(untouched)
        }),
        { numRuns: 1000, seed: 1 },
      )
    },
  )

  test.each(pairs)(
    'returns no patch for two equal resources ($kind of SCIM $dialect)',
    ({ dialect, resources }) => {
      fc.assert(
        fc.property(resources, (resource) => {
          expect(diffResources(resource, structuredClone(resource), { dialect })).toEqual({
            patch: undefined,
            unsupported: [],
          })
        }),
        { numRuns: 200, seed: 2 },
      )
    },
  )
})
