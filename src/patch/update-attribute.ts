import { isObject, member, ownName } from '../filter/attribute-values.ts'

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

/** Whether an attribute is the service's to assign. */
export function isReadOnly(name: unknown): boolean {
  return ['id', 'meta'].includes(String(name).toLowerCase())
}
