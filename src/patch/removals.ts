import { member } from '../filter/attribute-values.ts'
import type { Predicate } from '../filter/compile-filter.ts'
import { foldCase } from '../protocol/text.ts'
import { isReadOnly, type JSONObject } from './update-attribute.ts'

/** `members[value eq "U1"]`; of other values, such as times, several texts can stand for the same. */
const BY_VALUE = /^([a-z]\w*)\[value eq "([\w@.+-]*)"\]$/i

/** Removals of single elements of one attribute, one after the other. */
export interface Removals {
  readonly name: string
  readonly matches: Predicate
  /** How many operations they are. */
  readonly count: number
}

/**
 * Reads the operations from an index on that remove one element each by its value. To remove thousands of members one
 * by one would take as many passes over the group.
 */
export function removalsAt(node: JSONObject, operations: readonly unknown[], index: number): Removals {
  const values = new Set<string>()
  let name = ''
  let end = index
  for (; end < operations.length; end++) {
    const { op, path } = Object(operations[end])
    const isRemoval = typeof op === 'string' && op.toLowerCase() === 'remove' && typeof path === 'string'
    const [, attribute = '', value = ''] = (isRemoval && BY_VALUE.exec(path)) || []
    if (!attribute || attribute !== (name || attribute) || isReadOnly(attribute)) break
    // The path is the name of an attribute as well, which comes first.
    if (member(node, path) !== undefined) break
    name = attribute
    values.add(foldCase(value))
  }
  const matches: Predicate = (element) =>
    [member(element, 'value')]
      .flat()
      .some((value) => typeof value === 'string' && values.has(foldCase(value)))
  return { name, matches, count: end - index }
}
