import { isObject, member } from '../filter/attribute-values.ts'
import { isPrimary } from './combine-values.ts'
import { isAssigned, isEqual } from './equality.ts'
import { add, type PatchOperation, remove } from './operations.ts'
import { SINGLE } from './slack-forms.ts'

/** The difference between two states of a multi-valued attribute, whose order has no meaning (RFC 7643 2.4). */
export interface ListDiff {
  /** The elements of a partial resource of 1.1. */
  readonly elements: readonly unknown[]
  /** The operations of 2.0. */
  readonly operations: readonly PatchOperation[]
  /** What cannot be said. */
  readonly left: readonly string[]
}

/** Finds what makes one list of elements another, by their values. */
export function diffList(name: string, before: unknown, after: unknown, is11: boolean): ListDiff {
  const [olds, nows] = [index(before), index(after)]
  const isAddress = name === 'addresses'
  // Slack reads a phone of type mobile from one slot and writes it into the other: only a primary one lands where it
  // was read, and any other form would overwrite that. So it is all or nothing.
  const isCrossed = ([key, now]: [unknown, unknown]): boolean =>
    name === 'phoneNumbers' && !isPrimary(now) && !isEqual(olds?.get(key), now)
  if (!olds || !nows || [...nows].some(isCrossed) || (isAddress && Math.max(olds.size, nows.size) > 1)) {
    return { elements: [], operations: [], left: [name] }
  }

  /** Slack keeps a primary address, takes no photo away and knows by itself how members are displayed. */
  const isLeft = (key: unknown, was: unknown): boolean => {
    const now = nows.get(key)
    if (typeof key !== 'string' && !isAddress) return true
    return (
      was !== undefined &&
      (name === 'photos' ||
        (now !== undefined && name === 'members') ||
        (name === 'emails' && isPrimary(was) && !(now && is11)) ||
        (now !== undefined && is11 && !isAddress && (loses(was, now) || !isObject(now))))
    )
  }
  const isMoved = [...nows].some(([key, now]) => {
    const old = olds.get(key)
    return isPrimary(now) && !isPrimary(old) && !isLeft(key, old)
  })

  const left: string[] = []
  const added: unknown[] = []
  const deleted: unknown[] = []
  // A new primary address has to be there before the old one can go; another state of an element, after it.
  const first: PatchOperation[] = []
  const last: PatchOperation[] = []
  for (const key of new Set([...olds.keys(), ...nows.keys()])) {
    const [old, now] = [olds.get(key), nows.get(key)]
    const was = isMoved && isPrimary(old) ? { ...Object(old), primary: false } : old
    if (isEqual(was, now)) continue
    const isNamed = typeof key === 'string'
    const path = isNamed ? `${name}[value eq ${JSON.stringify(key)}]` : name
    if (isLeft(key, was)) {
      left.push(path)
      continue
    }
    if (now) added.push(now)
    if (!old) continue
    if (!(now && isNamed)) deleted.push({ ...(isNamed ? { value: key } : Object(old)), operation: 'delete' })
    const removes = now ? first : last
    removes.push(remove(path))
  }
  const isReset = SINGLE.test(name) && first.length + last.length
  const values = isReset ? [...nows.values()] : added
  const adds = values.length ? [add(name, values)] : []
  return {
    elements: [...deleted, ...added],
    operations: isReset ? [remove(name), ...adds] : [...first, ...adds, ...last],
    left,
  }
}

/** The elements by their values, or by their positions; `undefined` if a value comes twice. */
function index(list: unknown): Map<unknown, unknown> | undefined {
  const elements = [list ?? []].flat()
  const found = new Map(elements.map((element, position) => [member(element, 'value') || position, element]))
  return found.size < elements.length ? undefined : found
}

/** Tells whether an object lacks what another has, which merging would leave there. */
export function loses(old: unknown, now: unknown): boolean {
  if (!isObject(old)) return false
  return Object.entries(old).some(([name, value]) => isAssigned(value) && !isAssigned(member(now, name)))
}
