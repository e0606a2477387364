import { isObject, member, ownName, ownNames } from '../filter/attribute-values.ts'

/** An object of JSON. */
export type JSONObject = Readonly<Record<string, unknown>>

/**
 * Sets an attribute of an object, in a copy that shares the rest.
 *
 * @param node - the object; anything else counts as an empty one
 * @param name - the attribute, in any case
 * @param change - makes the new value; `undefined` removes the attribute
 */
export function updateAttribute(
  node: unknown,
  name: string,
  change: (before: unknown) => unknown,
): JSONObject {
  const before = isObject(node) ? node : {}
  const key = ownName(before, name) ?? name
  const value = change(member(before, name))
  // Neither a spread nor a computed name calls a setter: "__proto__" is a name like any other.
  if (value !== undefined) return { ...before, [key]: value }
  const { [key]: _, ...rest } = before
  return rest
}

/** Sets attributes of an object, one after the other, in one copy that shares the rest, however many they are. */
export function updateAttributes(
  node: unknown,
  values: readonly (readonly [name: string, value: unknown])[],
  change: (before: unknown, name: string, value: unknown) => unknown,
): JSONObject {
  const before = isObject(node) ? node : {}
  const ownName = ownNames(before)
  const keys = new Map<string, string>()
  const changed = new Map<string, unknown>()
  for (const [name, value] of values) {
    const own = ownName(name)
    const lower = name.toLowerCase()
    const key = own ?? keys.get(lower) ?? name
    keys.set(lower, key)
    const was = own === undefined ? own : before[own]
    changed.set(key, change(changed.has(key) ? changed.get(key) : was, name, value))
  }
  const after = new Map([...Object.entries(before), ...changed])
  for (const [key, value] of changed) if (value === undefined) after.delete(key)
  // Defines what it sets, as a spread does: "__proto__" is a name like any other.
  return Object.fromEntries(after)
}

/** Whether an attribute is the service's to assign. */
export function isReadOnly(name: unknown): boolean {
  return ['id', 'meta'].includes(String(name).toLowerCase())
}
