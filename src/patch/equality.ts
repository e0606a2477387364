import { isObject, ownNames } from '../filter/attribute-values.ts'

/** How far values are looked into: SCIM's are at most four levels deep, hostile ones any number. */
export const MAX_DEPTH = 8

/**
 * Tells a value from null, `[]` and objects of these, which all are unassigned (RFC 7643 2.5), and from blank texts:
 * Slack answers an empty one where there is none.
 */
export function isAssigned(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  if (typeof value !== 'object' || depth > MAX_DEPTH) return value !== undefined
  return Object.values(value ?? {}).some((part) => isAssigned(part, depth + 1))
}

/** Compares two values; what is unassigned is as good as absent. */
export function isEqual(left: unknown, right: unknown, depth = 0): boolean {
  if (left === right) return true
  if (!isAssigned(left) || !isAssigned(right)) return isAssigned(left) === isAssigned(right)
  if (typeof left !== 'object' || typeof right !== 'object' || depth > MAX_DEPTH) return false
  const [one, other] = [Object(left), Object(right)]
  return Object.keys({ ...one, ...other }).every((key) => isEqual(one[key], other[key], depth + 1))
}

/** Tells whether a value has all that another has. */
export function contains(whole: unknown, part: unknown): boolean {
  if (!isObject(part)) return isEqual(whole, part)
  const node = isObject(whole) ? whole : { value: whole }
  const ownName = ownNames(node)
  return Object.entries(part).every(([name, value]) => {
    const key = ownName(name)
    return isEqual(key === undefined ? key : node[key], value)
  })
}
