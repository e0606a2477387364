import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { boundedMismatches, type Mismatch, mismatches } from '../../src/chain/schema-issues.ts'
import { groupAttributesShape, groupShape } from '../../src/schemas/group-shape.ts'
import type { Shape } from '../../src/schemas/shape.ts'
import { toSchema } from '../../src/schemas/to-schema.ts'
import { URN_1_1 } from '../../src/schemas/urns.ts'
import { userAttributesShape, userShape } from '../../src/schemas/user-shape.ts'
import { accepted, fault, replaced } from '../schemas/faults.ts'

/** What valibot says of the same value. */
function byValibot(shape: Shape, value: unknown, abortEarly = false): Mismatch[] {
  return (v.safeParse(toSchema(shape), value, { abortEarly }).issues ?? []).map(
    ({ path, expected, input }) => {
      const received = input === null ? 'null' : Array.isArray(input) ? 'Array' : typeof input
      const words = input === undefined ? 'present' : String(expected)
      const message = `must be ${words}, not ${received}`
      return { path: (path ?? []).map(({ key }) => key).join('.'), expected: words, received, message }
    },
  )
}

const SHAPES: readonly (readonly [name: string, shape: Shape])[] = [
  ['a user', userShape(URN_1_1)],
  ['attributes of a user', userAttributesShape(URN_1_1)],
  ['a group', groupShape()],
  ['attributes of a group', groupAttributesShape()],
]

describe.each(SHAPES)('mismatches of %s', (_, shape) => {
  it('are the issues of the valibot schema, in the same order', () => {
    let found = 0
    const faults = fc.array(fc.tuple(fc.nat(1_000_000), fault), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(accepted(shape), faults, (resource, places) => {
        const value = places.reduce<unknown>((one, [place, by]) => replaced(one, place, by), resource)
        const issues = byValibot(shape, value)
        found += issues.length
        expect(mismatches(shape, value)).toEqual(issues)
      }),
      { numRuns: 2000 },
    )
    expect(found).toBeGreaterThan(500)
  })
})

describe('mismatches of an answer', () => {
  it('are all of a short list, and the first of a long one', () => {
    const members = (count: number): object => ({
      id: 'S1',
      displayName: 'All',
      members: Array.from({ length: count }, () => ({ value: 1 })),
    })
    expect(boundedMismatches(groupShape(), members(100), 'Resources.0')).toHaveLength(100)
    const [first, ...others] = boundedMismatches(groupShape(), members(101), 'Resources.0')
    expect(first).toMatchObject({
      path: 'Resources.0.members.0.value',
      expected: 'string',
      received: 'number',
    })
    expect(others).toEqual([])
    expect(boundedMismatches(groupShape(), 'text', 'Resources.0')).toEqual([
      { path: 'Resources.0', expected: 'Object', received: 'string', message: 'must be Object, not string' },
    ])
  })

  it('are none of a long list without any', () => {
    const members = Array.from({ length: 200 }, () => ({ value: 'U1' }))
    expect(boundedMismatches(groupShape(), { id: 'S1', displayName: 'All', members }, '')).toEqual([])
  })

  it('are the first of an object that has a long list beside other attributes', () => {
    const reports = Array.from({ length: 200 }, () => 'U1')
    const body = (more: object): object => ({
      ...{ id: 'U1', userName: 'jo', active: true, emails: [] },
      [URN_1_1.enterprise]: { department: 5, costCenter: 6, ...more },
    })
    expect(boundedMismatches(userShape(URN_1_1), body({}), '')).toHaveLength(2)
    expect(boundedMismatches(userShape(URN_1_1), body({ reports }), '')).toHaveLength(1)
  })
})
