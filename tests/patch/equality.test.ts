import { describe, expect, it } from 'vitest'
import { contains, isAssigned, isEqual } from '../../src/patch/equality.ts'

describe('isEqual', () => {
  it.each<[unknown, unknown]>([
    ['a', 'a'],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    // RFC 7643 2.5: all of these are unassigned.
    [null, undefined],
    [null, []],
    ['', { a: [{ b: ' ' }] }],
    [{ a: 1 }, { a: 1, b: null }],
    [[{ value: 'a', display: '' }], [{ value: 'a' }]],
  ])('takes %j and %j for the same', (left, right) => {
    expect([isEqual(left, right), isEqual(right, left)]).toEqual([true, true])
  })

  it.each<[unknown, unknown]>([
    ['a', 'b'],
    ['1', 1],
    ['ab', ['a', 'b']],
    ['ab', { 0: 'a', 1: 'b' }],
    [false, null],
    [0, ''],
    [null, { a: 1 }],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [{ a: 1 }, { a: 1, b: false }],
  ])('tells %j from %j', (left, right) => {
    expect([isEqual(left, right), isEqual(right, left)]).toEqual([false, false])
  })
})

describe('contains', () => {
  it.each<[boolean, unknown, unknown]>([
    [true, { value: 'a', type: 'x' }, { VALUE: 'a' }],
    [true, { value: 'a' }, { value: 'a', display: null }],
    [true, 'a', { value: 'a' }],
    [true, 'a', 'a'],
    [false, 'a', { value: 'b' }],
    [false, 'a', { value: 'a', type: 'x' }],
    [false, { value: 'a' }, { value: 'a', type: 'x' }],
    [false, { value: 'a' }, 'a'],
  ])('is %s of %j for %j', (expected, whole, part) => {
    expect(contains(whole, part)).toBe(expected)
  })
})

it('a value that is deeper than SCIM has any is assigned, and equal to no other', () => {
  const nested = (depth: number): unknown => (depth === 0 ? null : { value: nested(depth - 1) })
  expect([isAssigned(nested(4)), isAssigned(nested(100))]).toEqual([false, true])
  expect([isEqual(nested(4), {}), isEqual(nested(100), nested(100))]).toEqual([true, false])
})
