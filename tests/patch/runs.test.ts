import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyAt } from '../../src/patch/apply-at.ts'
import { add, applyPatch, patchOp, remove, type SCIMPatchError } from '../../src/patch/index.ts'
import { listSchemas } from '../../src/patch/list-schemas.ts'
import type { JSONObject } from '../../src/patch/update-attribute.ts'

const text = fc.constantFrom('U1', 'u1', 'U2', 'U3', '', 'a@b.c', 'é', '2024-01-01')
const element = fc.oneof(
  text,
  fc.record({ value: text, display: text }, { requiredKeys: [] }),
  fc.record({ Value: fc.oneof(text, fc.array(text), fc.constant(null), fc.nat(3)) }),
)
const operation = fc.oneof(
  fc
    .tuple(fc.constantFrom('members', 'Members', 'emails', 'meta'), text)
    .map(([name, value]) => ({ op: 'remove', path: `${name}[value eq "${value}"]` })),
  fc
    .tuple(
      fc.constantFrom('members', 'Members', 'emails', 'meta'),
      fc.oneof(
        text.map((value) => [{ value }]),
        fc.array(element, { maxLength: 3 }),
        fc.record({ value: text, primary: fc.boolean() }, { requiredKeys: [] }),
        fc.constantFrom(null, undefined, 'U1'),
      ),
    )
    .map(([path, value]) => ({ op: 'add', path, value })),
  // Often enough side by side to make a run.
  fc.record({
    op: fc.constantFrom('add', 'Add'),
    path: fc.constant('members'),
    value: fc.oneof(
      fc.record({ value: text, primary: fc.boolean() }),
      fc.array(fc.record({ value: text, primary: fc.boolean() }, { requiredKeys: ['value'] }), {
        maxLength: 3,
      }),
      fc.constantFrom(null, undefined),
    ),
  }),
  // These end a run of additions to the attribute.
  fc.record({
    op: fc.constantFrom('replace', 'remove', 'move', 'ADD', 5),
    path: fc.constantFrom('members', 'emails'),
    value: fc.array(fc.record({ value: text, primary: fc.boolean() }), { maxLength: 2 }),
  }),
  // None of these belongs to a run of removals.
  fc.record({
    op: fc.constantFrom('add', 'replace', 'remove', 'move', 5),
    path: fc.constantFrom(
      'members[value eq "U1"]',
      'members[value eq "U1"].display',
      'urn:acme:team:1.0:Group:members[value eq "U1"]',
      ['members[value eq "U1"]'],
      undefined,
    ),
    value: fc.constant({ display: 'x' }),
  }),
)
const resource = fc.record(
  {
    members: fc.oneof(fc.array(element, { maxLength: 6 }), element),
    'members[value eq "U2"]': text,
    title: text,
  },
  { requiredKeys: [] },
)

/** What the operation does to the resource by itself, whatever the others are. */
function applyAlone(
  node: JSONObject,
  { op, path = '', value }: { op?: unknown; path?: unknown; value?: unknown },
) {
  const fail = (scimType: string): never => {
    throw Object.assign(new Error(scimType), { scimType })
  }
  const name = String(op).toLowerCase() as 'add'
  if (!['add', 'replace', 'remove'].includes(name)) return fail('invalidSyntax')
  if (value === undefined && (name as string) !== 'remove') return fail('invalidValue')
  return applyAt(node, { path, op: name, value }, fail as never)
}

describe('operations on single elements, one after the other', () => {
  it('end in the same as each of them alone', () => {
    fc.assert(
      fc.property(resource, fc.array(operation, { minLength: 1, maxLength: 8 }), (before, operations) => {
        const outcome = (apply: () => object): unknown => {
          try {
            return apply()
          } catch (error) {
            return (error as SCIMPatchError).scimType
          }
        }
        const together = outcome(() => applyPatch<object>(before, { Operations: operations }))
        const alone = outcome(() => listSchemas(before, operations.reduce<JSONObject>(applyAlone, before)))
        expect(together).toEqual(alone)
      }),
      { numRuns: 2000 },
    )
  })

  it('make no list of an attribute that is none', () => {
    const patch = patchOp(
      add('title', 'Cook'),
      add('title', 'Chef'),
      add('nickName', 'a'),
      add('nickName', 'b'),
    )
    expect(applyPatch<object>({ title: 'Clerk' }, patch)).toEqual({ title: 'Chef', nickName: 'b' })
  })

  it('add an element without a value where the only one is gone', () => {
    const patch = patchOp(remove('members[value eq "U1"]'), add('members', [{ display: '' }]))
    expect(applyPatch<object>({ members: [{ value: 'U1' }] }, patch)).toEqual({ members: [{ display: '' }] })
  })

  it('remove a part of an element between others that are removed', () => {
    const members = ['U1', 'U2', 'U3'].map((value) => ({ value, display: value }))
    const paths = ['members[value eq "U1"]', 'members[value eq "U2"].display', 'members[value eq "U3"]']
    expect(applyPatch<object>({ members }, patchOp(...paths.map(remove)))).toEqual({
      members: [{ value: 'U2' }],
    })
  })

  it('keep two lists apart whose names differ in case only', () => {
    const patch = patchOp(add('members', ['a']), add('Members', ['b']), remove('members[value eq "a"]'))
    expect(applyPatch<object>({ members: [], Members: ['a'] }, patch)).toEqual({
      members: [],
      Members: ['a', 'b'],
    })
  })

  it('leave the mark of the primary one on the last that has it', () => {
    const [first, second] = [{ value: 'U1', primary: true }, { value: 'U2' }]
    const [third, fourth] = [{ value: 'U3' }, { value: 'U4', primary: true }]
    const patch = patchOp(add('members', [first, second]), add('members', [third, fourth]))
    expect(applyPatch<object>({ members: [] }, patch)).toEqual({
      members: [{ value: 'U1', primary: false }, second, third, fourth],
    })
  })

  it('look at each member a few times, however many there are', () => {
    let reads = 0
    const members = Array.from({ length: 3000 }, (_, n) => ({
      get value() {
        reads++
        return `U${n}`
      },
    }))
    const patch = patchOp(...Array.from({ length: 2999 }, (_, n) => remove(`members[value eq "U${n}"]`)))
    const after = applyPatch({ members }, patch)
    expect(after.members.map(({ value }) => value)).toEqual(['U2999'])
    expect(reads).toBeLessThan(10 * 3000)
  })
})
