import { afterEach, describe, expect, it, vi } from 'vitest'
import { add, applyPatch, patchOp, remove, replace } from '../../src/patch/index.ts'

afterEach(() => vi.restoreAllMocks())

/** A resource and a patch of a size; `read` is called whenever one of its values is looked at. */
type Case = (size: number, read: () => void) => readonly [resource: object, patch: object]

const list = <T>(size: number, make: (n: number) => T): T[] => Array.from({ length: size }, (_, n) => make(n))
const wide = (size: number, letter: string): object =>
  Object.fromEntries(list(size, (n) => [`${letter}${n}`, { n }]))

/** An element of which each look at one part counts. */
function counted(
  parts: object,
  name: string,
  [value, read]: readonly [value: string, read: () => void],
): object {
  const get = (): string => {
    read()
    return value
  }
  return Object.defineProperty({ ...parts }, name, { get, enumerable: true })
}

const addresses = (size: number, [street, read]: readonly [string, () => void]): object[] =>
  list(size, (n) => counted({ type: 'work' }, 'streetAddress', [`${street} ${n}`, read]))
const roles = (size: number, read: () => void): object[] =>
  list(size, (n) => counted({ type: `${n}` }, 'value', ['admin', read]))
const people = (size: number, read: () => void): object[] =>
  list(size, (n) => counted({}, 'value', [`U${n}`, read]))

const CASES: Readonly<Record<string, Case>> = {
  'elements without a value': (size, read) => [
    { addresses: addresses(size, ['Old Street', read]) },
    patchOp(add('addresses', addresses(size, ['New Street', read]))),
  ],
  'elements without a value, by a partial resource': (size, read) => [
    { addresses: addresses(size, ['Old Street', read]) },
    { addresses: addresses(size, ['New Street', read]) },
  ],
  'elements of the same value': (size, read) => [
    { roles: [] },
    patchOp(add('roles', roles(size, read)), add('roles', roles(size, read))),
  ],
  'single additions': (size, read) => [
    { members: people(size, read) },
    patchOp(...list(size, (n) => add('members', [{ value: `W${n}` }]))),
  ],
  'single additions to an attribute that is not there': (size, read) => [
    {},
    patchOp(...people(size, read).map((one) => add('members', [one]))),
  ],
  'additions and removals in turn': (size, read) => [
    { members: people(size, read) },
    patchOp(
      ...list(size, (n) =>
        n % 2 ? add('members', [{ value: `W${n}` }]) : remove(`members[value eq "U${n}"]`),
      ),
    ),
  ],
  'additions between other operations': (size, read) => [
    { displayName: 'team', members: people(size, read), emails: people(size, read) },
    patchOp(
      ...list(size, (n) => [
        add('members', [{ value: `W${n}` }]),
        replace('displayName', `team ${n}`),
        add('emails', [{ value: `W${n}` }]),
      ]).flat(),
    ),
  ],
  'attributes of a value without a path': (size) => [
    wide(size, 'a'),
    { Operations: [{ op: 'add', value: wide(size, 'A') }] },
  ],
  'attributes of a partial resource': (size) => [wide(size, 'a'), wide(size, 'b')],
  'attributes to clear': (size) => [wide(size, 'a'), { meta: { attributes: Object.keys(wide(size, 'A')) } }],
  'sub-attributes': (size) => [
    { name: wide(size, 'a') },
    patchOp(add('name', wide(size, 'A')), replace('name', wide(size, 'b'))),
  ],
  'sub-attributes of elements': (size) => [
    { addresses: [wide(size, 'a')] },
    patchOp(add('addresses', [wide(size, 'A')])),
  ],
}

/** How often values were looked at, and names compared without regard to case. */
function steps(make: Case, size: number): number {
  let count = 0
  const [resource, patch] = make(size, () => count++)
  const { toLowerCase } = String.prototype
  const lowered = vi.spyOn(String.prototype, 'toLowerCase').mockImplementation(function (this: string) {
    count++
    return toLowerCase.call(this)
  })
  applyPatch(resource, patch)
  lowered.mockRestore()
  return count
}

describe('applyPatch with thousands', () => {
  it.each(Object.entries(CASES))('takes four times the steps for four times as many %s', (_, make) => {
    const few = steps(make, 500)
    expect(few).toBeGreaterThan(500)
    expect(steps(make, 2000)).toBeLessThan(5 * few)
  })
})
