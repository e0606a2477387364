import { isObject, member } from '../filter/attribute-values.ts'
import { isPrimary } from './combine-values.ts'
import { isAssigned, isEqual } from './equality.ts'
import { add, type PatchOperation, remove } from './operations.ts'
import { SINGLE } from './slack-forms.ts'

/**
 * The difference between two states of a multi-valued attribute, whose order has no meaning (RFC 7643 2.4): the
 * elements of a partial resource of 1.1, and the operations of 2.0.
 */
export type ListDiff = readonly [elements: readonly unknown[], operations: readonly PatchOperation[]]

/** Finds what makes one list of elements another, by their values, and leaves what cannot be said. */
export function diffList(
  name: string,
  before: unknown,
  after: unknown,
  is11: boolean,
  leave: (path: string) => void,
): ListDiff {
  const [olds, nows] = [index(before), index(after)]
  const isAddress = name === 'addresses'
  const isEmail = name === 'emails'
  // Slack reads a phone of type mobile from one slot and writes it into the other: only a primary one lands where it
  // was read, and any other form would overwrite that. A former primary address stays by its mark, or is lost.
  const isLost = ([key, now]: [unknown, unknown]): boolean => {
    const old = olds?.get(key)
    if (isPrimary(now) || isEqual(old, now)) return false
    return name === 'phoneNumbers' || (isEmail && isPrimary(old) && !isMark(old, now))
  }
  if (!olds || !nows || [...nows].some(isLost) || (isAddress && Math.max(olds.size, nows.size) > 1)) {
    leave(name)
    return [[], []]
  }

  /** Slack keeps a primary address, takes no photo away and knows by itself how members are displayed. */
  const isLeft = (key: unknown, was: unknown): boolean => {
    const now = nows.get(key)
    if (typeof key !== 'string' && !isAddress) return true
    return (
      was !== undefined &&
      (name === 'photos' ||
        (isEmail && isPrimary(was) && !(isPrimary(now) && is11)) ||
        (now !== undefined &&
          (name === 'members' || (is11 && !isAddress && (loses(was, now) || !isObject(now))))))
    )
  }
  const isMoved = [...nows].some(([key, now]) => {
    const old = olds.get(key)
    return isPrimary(now) && !isPrimary(old) && !isLeft(key, old)
  })

  const added: unknown[] = []
  // Slack stores two addresses and may take one that comes alone for the primary one: what stays comes along.
  const kept: unknown[] = []
  const deleted: unknown[] = []
  // A new primary address has to be there before the old one can go; another state of an element, after it.
  const first: PatchOperation[] = []
  const last: PatchOperation[] = []
  for (const key of new Set([...olds.keys(), ...nows.keys()])) {
    const [old, now] = [olds.get(key), nows.get(key)]
    const was = isMoved && isPrimary(old) ? { ...Object(old), primary: false } : old
    const isNamed = typeof key === 'string'
    if (isEqual(isEmail ? old : was, now)) {
      if (isEmail && isNamed) kept.push(now)
      continue
    }
    const path = isNamed ? `${name}[value eq ${JSON.stringify(key)}]` : name
    if (isLeft(key, was)) {
      leave(path)
      continue
    }
    // The new primary one first: until then, the former one cannot be the second.
    if (now) added[isPrimary(now) ? 'unshift' : 'push'](now)
    if (!old) continue
    if (!(now && isNamed)) deleted.push({ ...(isNamed ? { value: key } : Object(old)), operation: 'delete' })
    // Slack keeps a primary address: what is marked otherwise is written over, not removed first.
    if (!(isEmail && isMark(old, now))) (now ? first : last).push(remove(path))
  }
  const isReset = SINGLE.test(name) && first.length + last.length
  const said = added.length ? [...added, ...kept] : added
  const values = isReset ? [...nows.values()] : said
  const adds = values.length ? [add(name, values)] : []
  return [[...deleted, ...said], isReset ? [remove(name), ...adds] : [...first, ...adds, ...last]]
}

/** The elements by their values, or by their positions; `undefined` if a value comes twice. */
function index(list: unknown): Map<unknown, unknown> | undefined {
  const elements = [list ?? []].flat()
  const found = new Map(elements.map((element, position) => [member(element, 'value') || position, element]))
  return found.size < elements.length ? undefined : found
}

/** Tells whether nothing but the mark of the primary element differs. */
function isMark(old: unknown, now: unknown): boolean {
  return isEqual({ ...Object(old), primary: !isPrimary(old) }, now)
}

/** Tells whether an object lacks what another has, which merging would leave there. */
export function loses(old: unknown, now: unknown): boolean {
  if (!isObject(old)) return false
  return Object.entries(old).some(([name, value]) => isAssigned(value) && !isAssigned(member(now, name)))
}
