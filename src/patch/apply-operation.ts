import { isObject } from '../filter/attribute-values.ts'
import type { Filter } from '../filter/filter.ts'
import { combine, type JSONObject, onePrimary, update } from './combine-values.ts'
import { isAssigned } from './equality.ts'
import { type Fail, readPath } from './patch-path.ts'

type Op = 'add' | 'replace' | 'remove'

/** Applies one operation of a 2.0 PATCH (RFC 7644 3.5.2.1 to 3.5.2.3). */
export function applyOperation(resource: JSONObject, operation: unknown, fail: Fail): JSONObject {
  const { op, path, value } = Object(operation)
  const known = /^(add|replace|remove)$/.exec(String(op).toLowerCase())?.[0] as Op | undefined
  if (!known) return fail('invalidSyntax', 'op is one of add, replace, remove')
  if (path !== undefined) {
    if (typeof path !== 'string') return fail('invalidPath', 'the path is a string')
    if (value === undefined && known !== 'remove') return fail('invalidValue', `${op} needs a value`)
    return applyAt(resource, path, known, value, fail)
  }
  return applyToAll(resource, known, value, fail)
}

/** Applies an operation that has no path: its value holds the attributes. */
function applyToAll(resource: JSONObject, op: Op, value: unknown, fail: Fail): JSONObject {
  if (op === 'remove') return fail('noTarget', 'remove needs a path')
  if (!isObject(value)) return fail('invalidValue', 'a value without a path is an object')
  const entries = Object.entries(value)
  // Microsoft Entra sends paths for names.
  const isPath = ([name]: [string, unknown]): boolean => /[:.[]/.test(name)
  const named = entries.filter((entry) => !isPath(entry))
  const changed = update(resource, named, (before, after) => combine(op, before, after))
  return entries.filter(isPath).reduce((node, [path, part]) => applyAt(node, path, op, part, fail), changed)
}

/** Applies an operation to what is at a path. */
export function applyAt(resource: JSONObject, path: string, op: Op, value: unknown, fail: Fail): JSONObject {
  const { urn, attr, filter, matches, subAttr } = readPath(resource, path, fail)
  const isWhole = op === 'replace' && filter && !subAttr
  const leaf = (before: unknown): unknown =>
    op === 'remove' ? undefined : isWhole ? value : combine(op, before, value)

  /** Does it to the attribute of an object. */
  const inside = (
    node: unknown,
    name: string,
    change: (before: unknown) => unknown,
  ): JSONObject | undefined => {
    const after = update(node, [[name]], change)
    return Object.keys(after).length ? after : undefined
  }
  const element = (before: unknown): unknown => (subAttr ? inside(before, subAttr, leaf) : leaf(before))
  const attribute = (before: unknown): unknown => {
    if (!matches && !(subAttr && Array.isArray(before))) return element(before)
    const elements = Array.isArray(before) ? before : isAssigned(before) ? [before] : []
    const isTarget = matches ?? ((): boolean => true)
    const after = elements.map((each) => (isTarget(each) ? element(each) : each))
    if (!elements.some(isTarget)) {
      if (op === 'replace') fail('noTarget', 'no value matches the filter')
      if (op === 'add') after.push(element(seed(filter)))
    }
    return onePrimary(
      before,
      after.filter((each) => each !== undefined),
    )
  }

  if (attr) {
    const change = (node: unknown): JSONObject | undefined => inside(node, attr, attribute)
    return (urn ? inside(resource, urn, change) : change(resource)) ?? {}
  }
  return urn ? update(resource, [[urn]], leaf) : applyToAll(resource, op, value, fail)
}

/** What an element must have for a filter of equalities to match it. */
function seed(filter: Filter | undefined): object {
  if (filter?.op === 'eq') return { [filter.attr]: filter.value }
  return filter?.op === 'and' ? Object.assign({}, ...filter.args.map(seed)) : {}
}
