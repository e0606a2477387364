import { type Reason, refuse } from '../errors/refusal.ts'

/** A JSON object of a request. */
export type JSONObject = { readonly [key: string]: unknown }

/** Whether a value is an object: no list, scalar or null. */
export function isObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a value holds nothing but nulls, however nested. */
export function isBlank(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.values(value).every(isBlank))
}

/** Returns a list, or refuses any other value. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : refuse('invalid_attribute_format')
}

/** Returns an object, or refuses any other value with the reason of its attribute. */
export function objectOf(value: unknown, reason: Reason = 'invalid_attribute_format'): JSONObject {
  return isObject(value) ? value : refuse(reason)
}

/** Returns a string; null counts as the empty one. */
export function stringOf(value: unknown, reason: Reason = 'invalid_attribute_format'): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : refuse(reason)
}

/** Whether a flag is set. Slack's own samples send `primary` as the string "true". */
export function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true')
}

/** Whether an element of a list asks for its removal (SCIM 1.1 section 3.3.2). */
export function isRemoval(element: JSONObject): boolean {
  return typeof element.operation === 'string' && element.operation.toLowerCase() === 'delete'
}
