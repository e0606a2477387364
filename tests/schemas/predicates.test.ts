import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { type GenericSchema, is } from 'valibot'
import { describe, expect, it } from 'vitest'
import { PREDICATES, renderPredicates } from '../../scripts/predicates.ts'
import { group, groupAttributes } from '../../src/schemas/group-schema.ts'
import { isGroup, isGroupAttributes, isUser, isUserAttributes } from '../../src/schemas/predicates.ts'
import { URN_1_1, URN_2_0 } from '../../src/schemas/urns.ts'
import { user, userAttributes } from '../../src/schemas/user-schema.ts'

/** The metadata of a valibot schema. */
interface Described {
  readonly type: string
  readonly entries?: Readonly<Record<string, Described>>
  readonly item?: Described
  readonly wrapped?: Described
  readonly options?: readonly Described[]
}

interface Subject {
  readonly schema: GenericSchema
  readonly accepts: (value: unknown) => boolean
}

const SUBJECTS: readonly (readonly [name: string, subject: Subject])[] = [
  ...([URN_1_1, URN_2_0] as const).flatMap((urns, index): [string, Subject][] => [
    [`isUser of ${index + 1}`, { schema: user(urns), accepts: (value) => isUser(value, urns) }],
    [
      `isUserAttributes of ${index + 1}`,
      { schema: userAttributes(urns), accepts: (value) => isUserAttributes(value, urns) },
    ],
  ]),
  ['isGroup', { schema: group(), accepts: isGroup }],
  ['isGroupAttributes', { schema: groupAttributes(), accepts: isGroupAttributes }],
]

/** Values that a schema accepts, most with every attribute. */
function accepted({ type, entries, item, wrapped, options }: Described): fc.Arbitrary<unknown> {
  if (wrapped) {
    const value = accepted(wrapped)
    return fc.oneof(
      { arbitrary: value, weight: 8 },
      { arbitrary: fc.constantFrom(null, undefined), weight: 1 },
    )
  }
  if (options) return fc.oneof(...options.map(accepted))
  if (item) return fc.array(accepted(item), { maxLength: 3 })
  if (type === 'string') return fc.string({ maxLength: 3 })
  if (type === 'boolean') return fc.boolean()
  const model = Object.fromEntries(Object.entries(entries ?? {}).map(([key, part]) => [key, accepted(part)]))
  return fc.record({ ...model, unknown: fc.jsonValue({ maxDepth: 1 }) })
}

/** What may stand where it does not belong; `DELETED` stands for nothing at all. */
const DELETED = Symbol('deleted')
const fault = fc.constantFrom(DELETED, null, undefined, 0, 'text', '', true, false, [], [5], ['text'], {}, [
  null,
])

/** A value with another one in some place, which the number chooses. */
function replaced(value: unknown, place: number, by: unknown): unknown {
  if (typeof value !== 'object' || value === null) return by
  const keys = Object.keys(value)
  const key = keys[place % (keys.length + 1)]
  if (key === undefined) return by
  const rest = Math.floor(place / (keys.length + 1))
  const part = replaced((value as Record<string, unknown>)[key], rest, by)
  if (Array.isArray(value)) return value.map((one, index) => (String(index) === key ? part : one))
  const { [key]: _, ...others } = value as Record<string, unknown>
  return part === DELETED ? others : { ...others, [key]: part }
}

describe.each(SUBJECTS)('%s', (_name, { schema, accepts }) => {
  it('accepts what its schema accepts', () => {
    fc.assert(
      fc.property(accepted(schema as unknown as Described), (value) => {
        expect(is(schema, value)).toBe(true)
        expect(accepts(value)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('accepts a resource with random faults exactly if its schema does', () => {
    const verdicts = { true: 0, false: 0 }
    const faults = fc.array(fc.tuple(fc.nat(1_000_000), fault), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(accepted(schema as unknown as Described), faults, (resource, places) => {
        const value = places.reduce<unknown>((one, [place, by]) => replaced(one, place, by), resource)
        const verdict = is(schema, value)
        verdicts[`${verdict}`]++
        expect(accepts(value)).toBe(verdict)
      }),
      { numRuns: 3000 },
    )
    expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(100)
  })

  it('agrees with its schema on each value in the place of each attribute', () => {
    const whole = fc.sample(fc.noShrink(accepted(schema as unknown as Described)), { numRuns: 1, seed: 7 })[0]
    for (const by of [DELETED, null, undefined, 0, 'text', true, [], [5], ['text'], {}, [{}], [null]]) {
      for (let place = 0; place < 2000; place++) {
        const value = replaced(whole, place, by)
        expect(accepts(value)).toBe(is(schema, value))
      }
    }
  })
})

describe('src/schemas/predicates.ts', () => {
  it('is what `npm run predicates` makes of the schemas', () => {
    expect(readFileSync(PREDICATES, 'utf8')).toBe(renderPredicates())
  })
})
