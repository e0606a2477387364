import { isObject, member } from '../filter/attribute-values.ts'
import { isAssigned, MAX_DEPTH } from './equality.ts'

/** So many elements of one value are looked at one by one. */
const MAX_SAME = 8

/**
 * Finds the elements of a multi-valued attribute that can be equal to another. Groups have thousands of members: each is
 * looked for among those of its value alone.
 */
export class ElementIndex {
  readonly #elements: readonly unknown[]
  readonly #byValue = new Map<unknown, number[]>()
  #byPart: Map<unknown, number[]> | undefined

  /** @param elements - may be changed later, each change being told */
  constructor(elements: readonly unknown[]) {
    this.#elements = elements
    for (const position of elements.keys()) this.add(position)
  }

  /** Notes an element that has come. */
  add(position: number): void {
    this.#push(this.#byValue, member(this.#elements[position], 'value'), position)
    this.update(position)
  }

  /** Notes new sub-attributes of an element; its value is the same. */
  update(position: number): void {
    if (!this.#byPart) return
    for (const name of partsOf(this.#elements[position])) this.#push(this.#byPart, name, position)
  }

  /** Positions of the elements with a value. */
  withValue(value: unknown): readonly number[] {
    return this.#byValue.get(value) ?? []
  }

  /** Positions of elements, among them all that have all parts of a given one. */
  withPartOf(element: unknown): readonly number[] {
    const value = member(element, 'value')
    const same = this.withValue(value)
    if (isKey(value) && same.length <= MAX_SAME) return same
    if (!this.#byPart) {
      this.#byPart = new Map()
      for (const position of this.#elements.keys()) this.update(position)
    }
    const shared = partsOf(element).map((name) => this.#byPart?.get(name) ?? [])
    return shared.sort((one, other) => one.length - other.length)[0] ?? [...this.#elements.keys()]
  }

  #push(places: Map<unknown, number[]>, key: unknown, position: number): void {
    const known = places.get(key) ?? []
    if (known.length & (known.length - 1)) known.push(position)
    // At lengths that double, places whose elements are gone are forgotten.
    else places.set(key, [...known.filter((place) => this.#elements[place] !== undefined), position])
  }
}

/** Whether a value tells elements apart. Two objects can be equal, yet a map takes them for two keys. */
export function isKey(value: unknown): boolean {
  return typeof value !== 'object' && isAssigned(value)
}

/** Names all parts of an element that have a value, but the mark of the primary one; unequal parts can share a name. */
function partsOf(element: unknown): string[] {
  const parts = isObject(element) ? Object.entries(element) : [['value', element] as const]
  return parts
    .filter(([name, part]) => !/^primary$/i.test(name) && isAssigned(part))
    .map(([name, part]) => `${name.toLowerCase()} ${nameOf(part)}`)
}

/** Gives values that are equal the same name. */
function nameOf(value: unknown, depth = 0): string {
  if (typeof value !== 'object') return String(value)
  if (depth > MAX_DEPTH) return ''
  return Object.entries(value ?? {})
    .filter(([, part]) => isAssigned(part))
    .map(([key, part]) => `${key} ${nameOf(part, depth + 1)}`)
    .sort()
    .join()
}
