import { describe, expect, it } from 'vitest'
import { combineValues, type Mode, managerValue } from '../../src/patch/combine-values.ts'

// biome-ignore format: a table, one row a line
describe('the new value of an attribute', () => {
  it.each<[string, Mode, unknown, unknown, unknown]>([
    ['null removes a list', 'add', ['a'], null, null],
    ['null removes a list', 'merge', ['a'], null, null],
    ['a list replaces a list', 'replace', ['a', 'b'], ['b', 'c'], ['b', 'c']],
    ['a value replaces a list', 'replace', ['a'], 'b', ['b']],
    ['a value joins a list', 'add', ['a'], 'b', ['a', 'b']],
    ['a list joins what is no list', 'merge', 'a', ['b', 'b'], ['a', 'b']],
    // RFC 7643 2.4: no value twice.
    ['no element comes twice', 'add', undefined, ['a', 'a', { value: 'a' }], ['a']],
    ['no element comes twice', 'add', [{ value: 'a' }], [{ value: 'b' }, { value: 'b' }], [{ value: 'a' }, { value: 'b' }]],
    ['an equal object is the same', 'add', [{ value: { a: 1 } }], [{ value: { a: 1 } }], [{ value: { a: 1 } }]],
    ['one space clears', 'merge', { a: 'x', b: 'y' }, { a: ' ' }, { b: 'y' }],
    ['one space clears at any depth', 'merge', { a: { b: { c: { d: 'x' } } } }, { a: { b: { c: { d: ' ' } } } }, { a: { b: { c: {} } } }],
    ['one space is a text in 2.0', 'add', { a: 'x' }, { a: ' ' }, { a: ' ' }],
    ['one space is a text in 2.0', 'replace', { a: 'x' }, ' ', ' '],
    ['an element is merged by its value', 'merge', [{ value: 'a', type: 'x' }], [{ value: 'a', display: 'A' }], [{ value: 'a', type: 'x', display: 'A' }]],
    ['a deleted element comes anew', 'merge', [{ value: 'a', type: 'x' }], [{ value: 'a', operation: 'delete' }, { value: 'a' }], [{ value: 'a' }]],
    ['what is not there is not deleted', 'merge', [{ value: 'a' }], [{ value: 'b', operation: 'delete' }], [{ value: 'a' }]],
    ['an object as value is merged', 'merge', [{ value: { a: 1 } }], [{ value: { a: 1 } }], [{ value: { a: 1 } }]],
  ])('%s (%s)', (_, mode, before, value, after) => {
    expect(combineValues(mode, before, value)).toEqual(after)
  })

  it('merges into the first of many elements with a value', () => {
    const roles = Array.from({ length: 20 }, (_, n) => ({ value: 'admin', type: `${n}` }))
    const [first, ...others] = roles
    const after = combineValues('merge', roles, [{ value: 'admin', type: 'new' }])
    expect(after).toEqual([{ ...first, type: 'new' }, ...others])
  })

  it('finds an element by a part that has just been merged into it', () => {
    const given = [{ type: 'none' }, { value: 'a', type: 'new' }, { type: 'new', display: undefined }]
    const after = combineValues('merge', [{ value: 'a', type: 'old' }], given)
    expect(after).toEqual([{ value: 'a', type: 'new' }, { type: 'none' }])
  })

  it.each<[Mode, string, unknown]>([
    ['add', 'manager', { value: 'U1' }],
    ['replace', 'MANAGER', { value: 'U1' }],
    ['merge', 'manager', 'U1'],
    ['add', 'lineManager', 'U1'],
    ['add', 'managerId', 'U1'],
  ])('%s of %s as a text gives %j', (mode, name, expected) => {
    expect(managerValue(mode, name, 'U1')).toEqual(expected)
    expect(combineValues(mode, {}, { [name]: 'U1' })).toEqual({ [name]: expected })
  })
})
