import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObject, member } from '../../src/filter/attribute-values.ts'
import { ElementIndex } from '../../src/patch/element-index.ts'
import { contains } from '../../src/patch/equality.ts'
import { updateAttributes } from '../../src/patch/update-attribute.ts'

// Few names and values, so that elements are often equal, in part or but for what is unassigned.
const part = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>('U1', 'U2', '1', 1, true, ' ', '', null, undefined),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { maxKeys: 2 }),
    fc.array(tie('any'), { maxLength: 2 }),
  ),
})).any
const name = fc.constantFrom('value', 'Value', 'type', 'TYPE', 'primary', 'Primary', 'primaryOf', 'isPrimary')
const parts = fc
  .uniqueArray(fc.tuple(name, part), { selector: ([key]) => key.toLowerCase(), maxLength: 3 })
  .map((entries) => Object.fromEntries(entries))
const element = fc.oneof(part, parts)

/** Where an element is that has all of a given one; only the mark of the primary one may differ. */
function equals(elements: readonly unknown[], given: unknown): number[] {
  return [...elements.keys()].filter((position) => {
    const other = elements[position]
    return contains(isObject(other) ? { ...other, primary: member(given, 'primary') } : other, given)
  })
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = { value }
  return value
}

describe('ElementIndex', () => {
  it('finds every element that has all parts of another, also among those that come or change later', () => {
    fc.assert(
      fc.property(
        fc.array(element, { maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(8), parts), { maxLength: 4 }),
        fc.array(element, { minLength: 1, maxLength: 3 }),
        (first, changes, wanted) => {
          const elements = [...first]
          const index = new ElementIndex(elements)
          const check = (): void => {
            for (const given of [...wanted, ...elements])
              expect(index.withPartOf(given)).toEqual(expect.arrayContaining(equals(elements, given)))
          }
          check()
          for (const [place, changed] of changes) {
            const old = elements[place]
            if (place < elements.length && isObject(old)) {
              const { value: _, Value: __, ...rest } = changed
              elements[place] = updateAttributes(old, Object.entries(rest), (_before, _name, now) => now)
              index.update(place)
            } else {
              elements.push(changed)
              index.add(elements.length - 1)
            }
            check()
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  it.each<[string, (n: number) => unknown, unknown]>([
    ['a value', (n) => ({ value: `U${n}`, type: 'user' }), { value: 'U500', type: 'user' }],
    ['a value in another case', (n) => ({ Value: `U${n}` }), { VALUE: 'U500' }],
    ['values themselves', (n) => `U${n}`, { value: 'U500' }],
    ['a value that many share', (n) => ({ value: 'admin', type: `${n}` }), { value: 'admin', type: '500' }],
    ['no value', (n) => ({ type: 'work', street: `${n}` }), { TYPE: 'work', Street: '500' }],
    ['the same end', (n) => ({ street: `${n}`, type: 'work' }), { street: '500', type: 'work' }],
    ['a name that ends in primary', (n) => ({ isPrimary: n }), { isPrimary: 500 }],
    ['a name that begins with primary', (n) => ({ primaryOf: n }), { primaryOf: 500 }],
    ['parts in another order', (n) => ({ geo: { x: n, y: 1 } }), { geo: { y: 1, x: 500 } }],
    [
      'parts that are too deep to be equal',
      (n) => ({ n, deep: nested(20) }),
      { n: 500, deep: nested(100_000) },
    ],
    ['an unassigned value', (n) => ({ value: ' ', street: `${n}` }), { value: '', street: '500' }],
    ['an object as value', (n) => ({ value: { id: [n] } }), { value: { id: [500], more: null } }],
  ])('finds one of a thousand elements with %s, without the others', (_, make, given) => {
    const index = new ElementIndex(Array.from({ length: 1000 }, (_none, n) => make(n)))
    expect(index.withPartOf(given)).toEqual([500])
  })

  it('finds elements that come later as well as those before', () => {
    const elements: unknown[] = []
    const index = new ElementIndex(elements)
    expect(index.withValue('U1')).toEqual([])
    expect(index.withPartOf({ type: 'work' })).toEqual([])
    elements.push({ value: 'U1', type: 'work' }, { value: 'U1' })
    index.add(0)
    index.add(1)
    expect(index.withValue('U1')).toEqual([0, 1])
    expect(index.withPartOf({ type: 'work' })).toEqual([0])
    elements[1] = { value: 'U1', type: 'work' }
    index.update(1)
    expect(index.withPartOf({ type: 'work' })).toEqual([0, 1])
  })

  it('finds all that share a value, however many they are', () => {
    const index = new ElementIndex(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? 'admin' : { value: 'admin' })),
    )
    expect(index.withPartOf({ value: 'admin' })).toHaveLength(20)
  })

  it('forgets the places of elements that are gone', () => {
    const elements: unknown[] = Array.from({ length: 20 }, () => ({ value: 'U1', type: 'old' }))
    const index = new ElementIndex(elements)
    for (let place = 20; place < 1000; place++) {
      elements.push({ value: 'U1', type: 'new' })
      index.add(place)
      expect(index.withPartOf({ value: 'U1', type: 'new' })).toContain(place)
      elements[place] = undefined
    }
    expect(index.withValue('U1').length).toBeLessThan(80)
    expect(index.withPartOf({ type: 'new' }).length).toBeLessThan(10)
  })

  it('offers every element for one without parts, which all of them have', () => {
    const index = new ElementIndex([{ value: 'U1' }, 'U2', { type: 'work' }])
    expect(index.withPartOf({ primary: true, value: null })).toEqual([0, 1, 2])
  })
})
