import { type Reason, refuse } from '../errors/refusal.ts'

/** A JSON object, as a request carries it. */
export type JSONObject = { readonly [key: string]: unknown }

/** Tells an object from a list, a scalar and null. */
export function isObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list, or the refusal of a value that is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : refuse('invalid_attribute_format')
}

/** An object, or the refusal that belongs to its attribute. */
export function objectOf(value: unknown, reason: Reason = 'invalid_attribute_format'): JSONObject {
  return isObject(value) ? value : refuse(reason)
}

/** A string, with null taken for the empty one. */
export function stringOf(value: unknown, reason: Reason = 'invalid_attribute_format'): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : refuse(reason)
}

/** A flag: Slack's own samples send `primary` as the string "true". */
export function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true')
}

/** An element of a list that asks for its own removal (SCIM 1.1 section 3.3.2). */
export function isRemoval(element: JSONObject): boolean {
  return typeof element.operation === 'string' && element.operation.toLowerCase() === 'delete'
}
