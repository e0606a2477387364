import { describe, expect, it } from 'vitest'
import { isStoredAs, storedNames } from '../../src/tasks/stored-name.ts'

describe('storedNames', () => {
  it.each([
    [' Kim Lee ', ['kim_lee']],
    ['zoë', ['zoë', 'zo_']],
    ['Ada@example.com', ['ada_example.com', 'ada']],
    ['a b@c', ['a_b_c']],
    ['ada@b c', ['ada_b_c']],
    ['x.y_z-0', ['x.y_z-0']],
  ])('returns for %j the forms %j', (wanted, names) => {
    expect(storedNames(wanted)).toEqual(names)
  })
})

describe('isStoredAs', () => {
  const LONG = 'a.very.long.name.that.goes.on'
  it.each<[read: unknown, wanted: unknown, expected: boolean]>([
    ['Kim_Lee', 'kim lee', true],
    ['kim', 'kim lee', false],
    // Cut at 21 characters, and perhaps numbered.
    ['a.very.long.name.that', LONG, true],
    ['a.very.long.name.tha2', LONG, true],
    ['a.very.long.name.th12', LONG, true],
    ['a.very.long.name.t123', LONG, false],
    ['a.very.long.name.tha', LONG, false],
    ['b.very.long.name.that', LONG, false],
    ['y.long.name.that.goes', LONG, false],
    ['a1very.long.name.that', LONG, false],
    ['a.very.long.name.thab', 'a.very.long.name.thac', false],
    ['a.very.long.name.tha2', 'a.very.long.name.that', false],
    [5, '5', false],
    ['5', 5, false],
    [undefined, undefined, false],
  ])('tells whether %j is what is stored of %j: %j', (read, wanted, expected) => {
    expect(isStoredAs(read, wanted)).toBe(expected)
  })
})
