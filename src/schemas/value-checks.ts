/** Tells whether a value is an object, as valibot's `looseObject` sees it: a list is one too. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Tells whether a value is absent or `null`. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}

/** Tells whether a value is a text. */
export function isString(value: unknown): boolean {
  return typeof value === 'string'
}

/** Tells whether a value is a text, `null` or absent. */
export function isText(value: unknown): boolean {
  return typeof value === 'string' || isAbsent(value)
}

/** Tells whether a value is a boolean, `null` or absent. */
export function isFlag(value: unknown): boolean {
  return typeof value === 'boolean' || isAbsent(value)
}

/** Tells whether a value passes a check, is `null` or absent. */
export function isNullish(value: unknown, check: (value: unknown) => boolean): boolean {
  return isAbsent(value) || check(value)
}

/** Tells whether a value is a list of items that pass a check, `null` or absent. */
export function isList(value: unknown, check: (item: unknown) => boolean): boolean {
  return isAbsent(value) || (Array.isArray(value) && value.every(check))
}
