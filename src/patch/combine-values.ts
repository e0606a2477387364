import { isObject, member } from '../filter/attribute-values.ts'
import { contains, isAssigned, MAX_DEPTH } from './equality.ts'

/** An object of JSON. */
export type JSONObject = Readonly<Record<string, unknown>>

/** 2.0's `add` and `replace` (RFC 7644 3.5.2), and what a partial resource of 1.1 does (SCIM 1.1 protocol, 3.3.2). */
export type Mode = 'add' | 'replace' | 'merge'

/**
 * Sets attributes of an object, in a copy that shares the rest.
 *
 * @param changes - the names, in any case, each with what `combine` is to make of it
 * @param combine - makes the new value; `undefined` removes the attribute
 */
export function update(
  node: unknown,
  changes: readonly (readonly [name: string, value?: unknown])[],
  combine: (before: unknown, value: unknown) => unknown,
): JSONObject {
  const before: JSONObject = isObject(node) ? node : {}
  const names = new Map(Object.keys(before).map((key) => [key.toLowerCase(), key]))
  const entries = changes.map(([name, value]) => {
    const key = Object.hasOwn(before, name) ? name : (names.get(name.toLowerCase()) ?? name)
    return [key, combine(Object.hasOwn(before, key) ? before[key] : undefined, value)] as const
  })
  // Neither spread nor fromEntries calls a setter: "__proto__" is a name like any other.
  const after = { ...before, ...Object.fromEntries(entries) }
  for (const [key, value] of entries) if (value === undefined) delete after[key]
  return after
}

/** Makes the new value of an attribute. */
export function combine(mode: Mode, before: unknown, value: unknown, depth = 0): unknown {
  const values = Array.isArray(value) ? value : [value]
  if (value === null) return value
  if (Array.isArray(before) || (mode === 'merge' && value === values)) {
    return mode === 'replace' ? values : union(mode, Array.isArray(before) ? before : [], values)
  }
  if (!isObject(before) || !isObject(value) || depth > MAX_DEPTH) return value
  return update(before, Object.entries(value), (part, next) => combine(mode, part, next, depth + 1))
}

/** Adds elements to those of a multi-valued attribute, or to the one that is another state of the same. */
function union(mode: Mode, before: readonly unknown[], values: readonly unknown[]): readonly unknown[] {
  const after = [...before]
  const valueOf = (element: unknown): unknown => member(element, 'value')
  const positions = new Map(before.map((element, index) => [valueOf(element), index]))

  const find = (element: unknown): number => {
    const value = valueOf(element)
    if (!isAssigned(value)) return after.findIndex((other) => contains(other, element))
    const position = positions.get(value) ?? -1
    // Type and value together make an element (RFC 7643 2.4); in 1.1 the value alone does.
    if (mode === 'merge' || isSameType(after[position], element)) return position
    return after.findIndex((other) => valueOf(other) === value && isSameType(other, element))
  }

  for (const given of values) {
    const { operation, ...rest } = isObject(given) ? given : {}
    const element = mode === 'merge' && isObject(given) ? rest : given
    const position = find(element)
    const other = after[position]
    if (mode === 'merge' && operation === 'delete') after[position] = undefined
    else if (other === undefined) positions.set(valueOf(element), after.push(element) - 1)
    else if (!contains(other, element)) after[position] = { ...Object(other), ...Object(element) }
  }
  return onePrimary(
    before,
    after.filter((element) => element !== undefined),
  )
}

function isSameType(one: unknown, other: unknown): boolean {
  const types = [member(one, 'type'), member(other, 'type')]
  return types.includes(undefined) || types[0] === types[1]
}

/** Takes the mark off the old primary element when there is a new one (RFC 7644 3.5.2). */
export function onePrimary(before: unknown, after: readonly unknown[]): readonly unknown[] {
  const old = new Set(Array.isArray(before) ? before : [])
  const isPrimary = (element: unknown): boolean => member(element, 'primary') === true
  if (!after.some((element) => isPrimary(element) && !old.has(element))) return after
  return after.map((element) =>
    isPrimary(element) && old.has(element) ? { ...Object(element), primary: false } : element,
  )
}
