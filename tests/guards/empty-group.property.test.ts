import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayEmptyGroup } from '../../src/guards/empty-group.ts'
import { readOperations } from '../../src/guards/group-operations.ts'
import { applyPatch } from '../../src/patch/index.ts'

interface Group {
  readonly members?: readonly { readonly value: string }[]
}
type Body = Readonly<Record<string, unknown>>

const URN = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const IDS = ['U1', 'U2', 'U3']

const id = fc.constantFrom('U1', 'U2', 'U3', 'u1', ' U2 ', '"U3"')
const element = fc.oneof(
  { weight: 6, arbitrary: fc.record({ value: id }) },
  { weight: 3, arbitrary: fc.record({ value: id, operation: fc.constantFrom('delete', 'Delete') }) },
  fc.record({ Value: id }),
  fc.record({ value: id, VALUE: id }),
  fc.constantFrom(
    null,
    {},
    '',
    'U1',
    { value: null },
    { value: '' },
    { value: ['U1'] },
    { operation: 'delete' },
  ),
)
const list = fc.oneof(
  { weight: 6, arbitrary: fc.array(element, { maxLength: 3 }) },
  element,
  fc.constantFrom(null, ' ', 0, undefined),
)
const named = fc
  .array(id, { minLength: 1, maxLength: 3 })
  .map((ids) => `members[${ids.map((one) => `value eq ${JSON.stringify(one)}`).join(' or ')}]`)
const path = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('members', 'Members', ' members ', `${URN}:members`, `${URN}.MEMBERS`),
  },
  { weight: 6, arbitrary: named },
  fc.constantFrom(
    'members.value',
    'members[value pr]',
    'members[value ne "U1"]',
    'members[not (value eq "U1")]',
    'members[value eq "U1" or value pr]',
    'members[value eq "U1" and display pr]',
    'members[value eq "U1"].value',
    'members[value pr].value',
    'members[value eq null]',
    'members[]',
    `${URN}:${URN}:members`,
    'displayName',
    'meta.attributes',
    URN,
    `${URN}:`,
    URN.toUpperCase(),
    '',
    null,
    undefined,
    'ｍembers',
    'member\u017f',
  ),
)
const attributes: fc.Arbitrary<Body> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ members: list }) },
  fc.record({ MEMBERS: list }),
  fc.record({ members: list, Members: list }),
  fc.record({ [`${URN}:members`]: list }),
  fc.record({ [URN]: fc.record({ members: list }) }),
  fc.record({ meta: fc.record({ attributes: fc.array(path, { maxLength: 2 }) }) }, { requiredKeys: [] }),
  fc.record({ members: list, meta: fc.record({ attributes: fc.constant(['members']) }) }),
  fc.record({ 'members[value pr]': fc.constantFrom(null, 'U1') }),
  fc.record({ displayName: fc.constant('members') }),
)
const operation = fc.record({
  op: fc.constantFrom('add', 'add', 'replace', 'Replace', 'remove', 'Remove'),
  path,
  value: fc.oneof(list, attributes),
})
const body: fc.Arbitrary<Body> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ Operations: fc.array(operation, { minLength: 1, maxLength: 4 }) }) },
  { weight: 2, arbitrary: attributes },
)

const passes = (patch: Body): boolean => !mayEmptyGroup(patch, { readOperations })

/** The members that a PATCH removes by name, in capitals. */
function removedByName(patch: Body): ReadonlySet<string> {
  const names: string[] = []
  JSON.stringify(patch, (_key, part) => {
    if (part?.operation !== undefined) names.push(String(part.value))
    if (/^remove$/i.test(String(part?.op))) {
      for (const [, one = ''] of String(part.path).matchAll(/value eq "([^"\\]*)"/g)) names.push(one)
    }
    return part
  })
  return new Set(names.map((one) => one.trim().toUpperCase()))
}

/** How services may differ: atomic or not, in this order or another, strict or lenient with names. */
function* outcomes(group: Group, patch: Body): Generator<Group> {
  for (const one of [onTheWire(patch), lenient(patch)]) {
    const { Operations } = one
    if (!Array.isArray(Operations)) {
      yield apply(group, one)
      continue
    }
    for (const operations of [
      Operations,
      [...Operations].reverse(),
      [...Operations.slice(1), Operations[0]],
    ]) {
      yield apply(group, { ...one, Operations: operations })
      yield operations.reduce<Group>((before, single) => apply(before, { Operations: [single] }), group)
    }
  }
}

function apply(group: Group, patch: object): Group {
  try {
    return applyPatch(group, patch)
  } catch {
    return group
  }
}

function onTheWire(patch: Body): Body {
  return JSON.parse(JSON.stringify(patch))
}

/** The same, as a service reads it that trims, folds case and width, and takes one object for a list of one. */
function lenient(patch: Body): Body {
  return JSON.parse(JSON.stringify(patch), (key, part) => {
    if (key === 'path' && typeof part === 'string')
      return part
        .normalize('NFKC')
        .trim()
        .replace(/^members/i, 'members')
    return key === 'value' && typeof part === 'string' ? part.trim().toUpperCase() : part
  })
}

describe('mayEmptyGroup', () => {
  it('rejects every PATCH that empties a group without naming its members', () => {
    let passed = 0
    let emptied = 0
    fc.assert(
      fc.property(fc.subarray(IDS, { minLength: 1 }), body, (ids, patch) => {
        if (!passes(patch)) return
        passed++
        const removed = removedByName(patch)
        const unnamed = ids.filter((one) => !removed.has(one))
        for (const { members = [] } of outcomes({ members: ids.map((value) => ({ value })) }, patch)) {
          if (members.length === 0) emptied++
          if (unnamed.length > 0) expect(members).not.toEqual([])
        }
      }),
      { numRuns: 10_000 },
    )
    // A guard that refuses everything would hold the property too.
    expect(passed).toBeGreaterThan(1000)
    expect(emptied).toBeGreaterThan(5)
  })

  it('accepts every addition and every removal by name', () => {
    const plain = fc.array(fc.record({ value: fc.constantFrom(...IDS) }), { maxLength: 5 })
    const add = fc.record({ op: fc.constantFrom('add', 'Add'), path: fc.constant('members'), value: plain })
    const remove = fc.record({
      op: fc.constantFrom('remove', 'Remove'),
      path: named.filter((one) => !one.includes('\\')),
    })
    fc.assert(
      fc.property(fc.array(fc.oneof(add, remove), { minLength: 1, maxLength: 6 }), (Operations) => {
        expect(passes({ Operations })).toBe(true)
      }),
    )
    expect(passes({ members: [{ value: 'U1' }, { value: 'U2', operation: 'delete' }] })).toBe(true)
  })
})
