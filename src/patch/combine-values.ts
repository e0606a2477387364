import { isObject, member } from '../filter/attribute-values.ts'
import { ElementIndex, isKey } from './element-index.ts'
import { contains, MAX_DEPTH } from './equality.ts'
import { updateAttributes } from './update-attribute.ts'

/** 2.0's `add` and `replace` (RFC 7644 3.5.2), and what a partial resource of 1.1 does (SCIM 1.1 protocol, 3.3.2). */
export type Mode = 'add' | 'replace' | 'merge'

/** Makes the new value of an attribute. */
export function combineValues(mode: Mode, before: unknown, value: unknown): unknown {
  const combine = (old: unknown, now: unknown, depth: number): unknown => {
    if (now !== null && (Array.isArray(old) || Array.isArray(now))) {
      const values = [now].flat()
      return mode === 'replace' ? values : union(mode, [old ?? []].flat(), values)
    }
    // One space is how 1.1 on Slack clears a text (https://docs.slack.dev/reference/scim-api).
    if (mode === 'merge' && now === ' ') return undefined
    if (!isObject(now) || depth > MAX_DEPTH) return now
    return updateAttributes(old, Object.entries(now), (was, name, part) =>
      combine(was, managerValue(mode, name, part), depth + 1),
    )
  }
  return combine(before, value, 0)
}

/** Microsoft Entra sends the manager, which is complex (RFC 7643 4.3), as a string. */
export function managerValue(mode: Mode, name: unknown, value: unknown): unknown {
  const isText = mode !== 'merge' && typeof value === 'string'
  return isText && /^manager$/i.test(String(name)) ? { value } : value
}

/**
 * Adds elements to those of a multi-valued attribute, in which only the mark of the primary one may differ from what
 * is there (RFC 7643 2.4: no value twice); in 1.1 merges them by value, or deletes.
 */
export class Union {
  /** The elements so far; one that is gone is `undefined`. */
  readonly after: unknown[]
  readonly #before: readonly unknown[]
  readonly #isMerge: boolean
  readonly #index: ElementIndex

  constructor(mode: Mode, before: readonly unknown[]) {
    this.#isMerge = mode === 'merge'
    this.#before = before
    this.after = [...before]
    this.#index = new ElementIndex(this.after)
  }

  get values(): readonly unknown[] {
    return onePrimary(
      this.#before,
      this.after.filter((element) => element !== undefined),
    )
  }

  /** Adds an element; returns its position if it is new. */
  add(given: unknown): number | undefined {
    const { after } = this
    const isMerged = this.#isMerge && isObject(given)
    const { operation, ...rest } = Object(given)
    const element = isMerged ? rest : given
    const value = member(element, 'value')
    const isDeleted = isMerged && operation === 'delete'
    const isNamed = isMerged && isKey(value)
    const isSame = (place: number): boolean => {
      const other = after[place]
      if (isNamed) return true
      const marked = isObject(other) ? { ...other, primary: member(element, 'primary') } : other
      return other !== undefined && contains(marked, element)
    }
    const position = (isNamed ? this.#index.withValue(value) : this.#index.withPartOf(element)).find(isSame)
    if (position === undefined) {
      if (isDeleted) return undefined
      const added = after.push(element) - 1
      this.#index.add(added)
      return added
    }
    if (isDeleted) after[position] = undefined
    else if (isMerged || !contains(after[position], element)) {
      after[position] = { ...(isObject(after[position]) && after[position]), ...Object(element) }
      this.#index.update(position)
    }
    return undefined
  }
}

function union(mode: Mode, before: readonly unknown[], values: readonly unknown[]): readonly unknown[] {
  const all = new Union(mode, before)
  for (const given of values) all.add(given)
  return all.values
}

/** Takes the mark off the old primary element when there is a new one (RFC 7644 3.5.2). */
export function onePrimary(before: unknown, after: readonly unknown[]): readonly unknown[] {
  const olds = new Set([before].flat())
  if (!after.some((element) => isPrimary(element) && !olds.has(element))) return after
  return after.map((element) =>
    isPrimary(element) && olds.has(element) ? { ...Object(element), primary: false } : element,
  )
}

/** Tells the element of a multi-valued attribute that is marked as the primary one (RFC 7643 2.4). */
export function isPrimary(element: unknown): boolean {
  return Object(element).primary === true
}
