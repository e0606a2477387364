import { member } from '../filter/attribute-values.ts'
import { managerValue } from './combine-values.ts'
import { isReadOnly, type JSONObject } from './update-attribute.ts'

/** Additions to one multi-valued attribute that has values, one after the other. */
export interface Additions {
  readonly values: readonly unknown[]
  /** How many operations they are. */
  readonly count: number
}

/**
 * Reads the operations from an index on that add to the same attribute. To add thousands of members one by one would
 * take as many copies of the group.
 */
export function additionsAt(node: JSONObject, operations: readonly unknown[], index: number): Additions {
  const name = Object(operations[index]).path
  const values: unknown[] = []
  let end = index
  const isList = typeof name === 'string' && Array.isArray(member(node, name)) && !isReadOnly(name)
  for (; isList && end < operations.length; end++) {
    const { op, path, value } = Object(operations[end])
    if (typeof op !== 'string' || op.toLowerCase() !== 'add' || path !== name) break
    if (value === undefined || value === null) break
    const added = [managerValue('add', name, value)].flat()
    // Each new primary element takes the mark off the one before.
    if (added.some((element) => member(element, 'primary') !== undefined)) break
    for (const element of added) values.push(element)
  }
  return { values, count: end - index }
}
