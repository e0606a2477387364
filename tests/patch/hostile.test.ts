import { describe, expect, it, test } from 'vitest'
import { add, applyPatch, patchOp, remove, SCIMPatchError } from '../../src/patch/index.ts'
import { thrown } from '../support/thrown.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'

describe('applyPatch with hostile or huge patches', () => {
  const hostile = JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": 1}}')

  test.each([
    ['a value without a path', { Operations: [{ op: 'add', value: hostile }] }],
    ['a value at a URN', { Operations: [{ op: 'add', path: CORE, value: hostile }] }],
    ['a partial resource', hostile],
  ])('treats __proto__ and constructor as data in %s', (_, patch) => {
    const after = applyPatch<Record<string, unknown>>({}, patch)
    expect(Object.getPrototypeOf(after)).toBe(Object.prototype)
    expect(Object.hasOwn(after, '__proto__') && Object.hasOwn(after, 'constructor')).toBe(true)
    expect(after.admin).toBeUndefined()
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
  })

  it('treats __proto__ and constructor as data inside an attribute and in a path', () => {
    const { name } = applyPatch<{ name: object }>({ name: { a: 1 } }, patchOp(add('name', hostile)))
    expect(Object.getPrototypeOf(name)).toBe(Object.prototype)
    const made = applyPatch<object>({}, patchOp(add('__proto__.admin', true), add('constructor.x', 1)))
    expect(JSON.stringify(made)).toBe('{"__proto__":{"admin":true},"constructor":{"x":1}}')
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
  })

  it('applies values 50,000 levels deep', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)
    const lists = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
    for (const value of [deep, lists, { '': deep, [CORE]: { [CORE]: deep } }]) {
      for (const op of ['add', 'replace'] as const) {
        expect(
          applyPatch(
            { x: value, y: [value] },
            patchOp({ op, path: 'x', value }, { op, path: 'y', value }, { op, value: { z: value } }),
          ),
        ).toBeTypeOf('object')
      }
      expect(
        applyPatch({ x: value, y: [value] }, { x: value, y: [value, { value, operation: 'delete' }] }),
      ).toBeTypeOf('object')
    }
    expect(applyPatch(deep, { schemas: lists, meta: deep, a: deep })).toBeTypeOf('object')
    expect(thrown(SCIMPatchError, () => applyPatch(deep, { meta: { attributes: [lists] } })).scimType).toBe(
      'invalidPath',
    )
    expect(applyPatch(deep, deep)).toBeTypeOf('object')
    expect(applyPatch({}, patchOp({ op: 'add', value: deep }))).toBeTypeOf('object')
  })

  it('adds 5,000 members and removes 500 by filter', () => {
    const members = Array.from({ length: 5000 }, (_, index) => ({ value: `U${index}`, display: `${index}` }))
    const others = members.map(({ value }) => ({ value: `W${value}` }))
    const both = applyPatch({ members }, patchOp(add('members', others), add('members', members)))
    expect(both.members).toHaveLength(10_000)
    const none = patchOp(...members.slice(0, 500).map(({ value }) => remove(`members[value eq "${value}"]`)))
    expect(applyPatch(both, none).members).toHaveLength(9500)
  })

  it('looks at each of 16,000 existing members a few times when all are added again', () => {
    let reads = 0
    const members = Array.from({ length: 16_000 }, (_, index) => ({
      get value() {
        reads++
        return `U${index}`
      },
    }))
    expect(applyPatch({ members }, patchOp(add('members', members))).members).toHaveLength(16_000)
    expect(applyPatch({ members }, { members }).members).toHaveLength(16_000)
    expect(reads).toBeLessThan(50 * members.length)
  })

  test.each([
    ['colons', `urn:${'a:'.repeat(2 ** 19)}`],
    ['dots', `urn:${'a.'.repeat(2 ** 19)}`],
    ['versions', `urn:${'1.1:'.repeat(2 ** 18)}`],
    ['digits', `urn:x:2.${'1'.repeat(2 ** 20)}`],
    ['brackets', `x${'['.repeat(2 ** 20)}`],
    ['parentheses', `x[${'('.repeat(2 ** 20)}]`],
  ])('rejects a path with a megabyte of %s', (_, path) => {
    expect(thrown(SCIMPatchError, () => applyPatch({}, patchOp(remove(`${path}(`)))).scimType).toBe(
      'invalidPath',
    )
  })
})
