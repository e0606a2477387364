import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { type GenericSchema, is } from 'valibot'
import { describe, expect, it } from 'vitest'
import { PREDICATES, renderPredicates } from '../../scripts/predicates.ts'
import { group, groupAttributes } from '../../src/schemas/group-schema.ts'
import { isGroup, isGroupAttributes, isUser, isUserAttributes } from '../../src/schemas/predicates.ts'
import type { Shape } from '../../src/schemas/shape.ts'
import { URN_1_1, URN_2_0 } from '../../src/schemas/urns.ts'
import { user, userAttributes } from '../../src/schemas/user-schema.ts'
import { accepted, DELETED, fault, replaced } from './faults.ts'

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

describe.each(SUBJECTS)('%s', (_name, { schema, accepts }) => {
  it('accepts what its schema accepts', () => {
    fc.assert(
      fc.property(accepted(schema as unknown as Shape), (value) => {
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
      fc.property(accepted(schema as unknown as Shape), faults, (resource, places) => {
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
    const whole = fc.sample(fc.noShrink(accepted(schema as unknown as Shape)), { numRuns: 1, seed: 7 })[0]
    for (const by of [DELETED, null, undefined, 0, 'text', true, [], [5], ['text'], {}, [{}], [null]]) {
      for (let place = 0; place < 2000; place++) {
        const value = replaced(whole, place, by)
        expect(accepts(value)).toBe(is(schema, value))
      }
    }
  })
})

describe('src/schemas/predicates.ts', () => {
  it('is what `npm run predicates` makes of the shapes', () => {
    expect(readFileSync(PREDICATES, 'utf8')).toBe(renderPredicates())
  })
})
