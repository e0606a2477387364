/** Levels of objects and lists in a JSON value; a resource of SCIM has six. */
export const MAX_DEPTH = 100

/**
 * Whether a parsed JSON value is nested deeper than {@link MAX_DEPTH}. `JSON.parse` takes any depth, and every function
 * that descends into its result, `JSON.stringify` and `structuredClone` among them, would then exhaust the stack.
 *
 * @param value - what `JSON.parse` returned
 * @param levels - how many levels are allowed; default {@link MAX_DEPTH}
 */
export function isTooDeep(value: unknown, levels: number = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) {
    for (const one of value) if (isTooDeep(one, levels - 1)) return true
    return false
  }
  // The fastest loop over a parsed object, which inherits nothing enumerable.
  for (const key in value) {
    const part = (value as Record<string, unknown>)[key]
    if (typeof part === 'object' && isTooDeep(part, levels - 1)) return true
  }
  return false
}
