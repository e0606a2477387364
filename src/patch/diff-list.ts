import {
  type AttributeKind,
  attributeOf,
  primaryOf,
  primaryPhone,
  storedParts,
} from '../schemas/attributes.ts'
import { isPrimary } from './combine-values.ts'
import { isAssigned, isEqual } from './equality.ts'

/** What is done with a difference. */
export interface Sink {
  /** Clears an attribute; returns the value that is written for it. */
  clear(path: string): unknown
  /** Notes what no patch can say. */
  leave(path: string, verb?: string): undefined
}

/** Two states of a value: as it is, and as it is to be. */
export type Pair = readonly [old: unknown, now: unknown]

/** The elements of a list as Slack stores them, by their values. */
type Elements = ReadonlyMap<unknown, unknown>

/** Two states of a list. */
type Lists = readonly [olds: Elements, nows: Elements]

/** What makes one state of a list another. */
type Strategy = (lists: Lists, name: string, sink: Sink) => unknown

const STRATEGIES: Partial<Record<AttributeKind, Strategy>> = /* @__PURE__ */ (() => ({
  // The next members come before the last ones go: a PATCH that is applied in part must not leave the group empty.
  set: ([olds, nows]) => [...lacking(nows, olds).map(([, one]) => one), ...lacking(olds, nows).map(deletion)],
  // Slack stores one: what is there makes room.
  single([olds, nows], name, sink) {
    const cleared = olds.size ? sink.clear(name) : undefined
    return nows.size ? [...nows.values()] : cleared
  },
  // An account has a primary address at all times, and it changes by its mark.
  emails([olds, nows], name, sink) {
    const gone = lacking(olds, nows).filter(([value]) => !nows.has(value))
    return nows.size ? [...gone.map(deletion), ...marked(olds, nows)] : sink.leave(name)
  },
  // A number that takes the other slot leaves its own; one that comes alone is the primary phone, but for type work
  // (https://docs.slack.dev/reference/scim-api, phoneNumbers).
  phones([olds, nows]) {
    const phones = marked(olds, nows)
    const [alone] = phones.length === 1 ? phones : []
    const isMobile = alone && !isPrimary(alone)
    const written = isMobile ? [{ value: Object(alone).value, type: 'work' }] : phones
    return [...lacking(olds, nows).map(deletion), ...written]
  },
}))()

/**
 * Finds the elements of a partial resource that make one state of a list another. Their order has no meaning
 * (RFC 7643 2.4), and neither has what Slack does not store of them.
 */
export function diffList(sink: Sink, name: string, [old, now]: Pair): unknown {
  const { kind = 'set' } = attributeOf(name) ?? {}
  const [olds, nows] = [index(kind, old), index(kind, now)]
  if (!olds || !nows) return sink.leave(name)
  const isSame = olds.size === nows.size && !lacking(olds, nows).length
  return isSame ? undefined : STRATEGIES[kind]?.([olds, nows], name, sink)
}

/** The elements that others lack, or have with another mark. */
function lacking(elements: Elements, others: Elements): (readonly [unknown, unknown])[] {
  return [...elements].filter(([value, one]) => !isEqual(one, others.get(value)))
}

function deletion([value]: readonly [unknown, unknown]): unknown {
  return { value, operation: 'delete' }
}

/** All elements if one is new or marked otherwise, so that Slack knows which is the primary one; that one first. */
function marked(olds: Elements, nows: Elements): unknown[] {
  const elements = lacking(nows, olds).length ? [...nows.values()] : []
  return elements.sort((one, other) => Number(isPrimary(other)) - Number(isPrimary(one)))
}

/** The elements as Slack stores them; undefined for what it does not store so: a value twice, or more than two. */
function index(kind: AttributeKind, list: unknown): Elements | undefined {
  const elements = [list ?? []].flat().filter((one) => isAssigned(storedParts(one)))
  const primary = (kind === 'phones' ? primaryPhone : primaryOf)(elements)
  if (kind === 'single') return new Map(primary === undefined ? [] : [[0, storedParts(primary)]])
  const found = new Map(
    elements.map((one) => {
      const { value } = storedParts(one)
      return [value, kind === 'set' ? { value } : { value, primary: one === primary }]
    }),
  )
  const isStored = found.size === elements.length && (kind === 'set' || found.size < 3)
  return isStored && [...found.keys()].every(isAssigned) ? found : undefined
}
