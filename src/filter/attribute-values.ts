/** Finds the name that an attribute has in an object, without regard to case (RFC 7643 2.1). */
export function ownName(node: object, name: string): string | undefined {
  if (Object.hasOwn(node, name)) return name
  const wanted = name.toLowerCase()
  return Object.keys(node).find((key) => key.toLowerCase() === wanted)
}

/** Finds names in one object as {@link ownName} does: many of them in one pass over it. */
export function ownNames(node: object): (name: string) => string | undefined {
  let keys: Map<string, string> | undefined
  return (name) => {
    if (Object.hasOwn(node, name)) return name
    // The first of several names that differ in case only is set last.
    keys ??= new Map(
      Object.keys(node)
        .reverse()
        .map((key) => [key.toLowerCase(), key]),
    )
    return keys.get(name.toLowerCase())
  }
}

/** Reads an own attribute, without regard to the case of its name. */
export function member(node: unknown, name: string): unknown {
  // The elements of a simple multi-valued attribute are values themselves (RFC 7643 2.4).
  if (!isObject(node)) return /^value$/i.test(name) ? node : undefined
  const key = ownName(node, name)
  return key && node[key]
}

/**
 * Tells whether one of the values at a path passes a test. Each element of a multi-valued attribute has its turn, as
 * in `emails.type`, which means `emails[type …]`; where there is nothing the test gets `undefined`.
 */
export function someValue(
  node: unknown,
  [name, ...names]: readonly string[],
  test: (value: unknown) => boolean,
): boolean {
  const elements: readonly unknown[] = Array.isArray(node) ? node : [node]
  if (!elements.length) return test(undefined)
  return elements.some((element) => (name ? someValue(member(element, name), names, test) : test(element)))
}

/** Tells an object from an array, null and the rest of JSON. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return Object(value) === value && !Array.isArray(value)
}

/**
 * Tells whether there is a value somewhere in a value: not null, not empty (RFC 7644 3.4.2.2, `pr`).
 *
 * @param blank - what is no value either
 */
export function isPresent(value: unknown, blank: unknown = ''): boolean {
  const pending = [value]
  for (const next of pending) {
    if (typeof next === 'object') for (const part of Object.values(next ?? {})) pending.push(part)
    else if (next !== undefined && next !== blank) return true
  }
  return false
}
