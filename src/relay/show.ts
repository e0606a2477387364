import { isRecord } from '../protocol/is-record.ts'
import type { Shape } from '../schemas/shape.ts'
import { type Listed, lookUp } from './attribute-list.ts'
import { elementType, fits, MAX_DEPTH, typeBelow } from './attribute-types.ts'
import { refuse } from './refusal.ts'

/** What of a value of the service may be shown. */
export interface Showing {
  /** The attributes that are allowed. */
  readonly listed: Listed | undefined
  /** The type of the value; a value of another type is left out. `undefined` for a value of any type. */
  readonly type: Shape | undefined
  /** What is done to each text. */
  readonly mask: (text: string) => string
}

const ID = /^[\w-]{1,64}$/
const URN = /^urn:[\w:.~-]{1,200}$/i

/**
 * The part of users or groups that may be shown, without attributes of the wrong type: an object in place of a text
 * may hold anything.
 *
 * @returns a function of one resource, which throws a {@link RelayRefusal} for values that nest too deeply
 */
export function resourceView({ mask, ...showing }: Showing): (resource: unknown) => unknown {
  const root = viewOf(showing)
  return (resource) => {
    if (!isRecord(resource)) return undefined
    return showValue(Object.fromEntries(Object.entries(resource).filter(isKnownForm)), root, {
      mask,
      depth: 0,
    })
  }
}

/** All of a value that is neither a user nor a group. */
export function showAny(value: unknown, mask: Showing['mask']): unknown {
  return showValue(value, viewOf({ listed: true, type: undefined }), { mask, depth: 0 })
}

/** Whether `schemas` is a list of URNs. */
export function isSchemas(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string' && URN.test(one))
}

/** These two are always shown, so that they must not hold any other text. */
function isKnownForm([name, value]: readonly [string, unknown]): boolean {
  if (name.toLowerCase() === 'schemas') return value === null || isSchemas(value)
  return name.toLowerCase() !== 'id' || (typeof value === 'string' && ID.test(value))
}

/** What is shown at one place of an answer. Groups have thousands of members, so a view is made once for all of them. */
interface View extends Omit<Showing, 'mask'> {
  /** The views of sub-attributes that were met. */
  readonly parts: Map<string, Part>
  elements?: View
}

interface Part {
  /** The name as it is shown. */
  readonly name: string
  readonly view: View
}

interface Place {
  readonly mask: Showing['mask']
  readonly depth: number
}

function viewOf(showing: Omit<Showing, 'mask'>): View {
  return { ...showing, parts: new Map() }
}

function showValue(value: unknown, view: View, { mask, depth }: Place): unknown {
  const { listed, type } = view
  if (!listed || !fits(type, value)) return undefined
  if (typeof value === 'string') return listed === true ? mask(value) : undefined
  if (typeof value !== 'object' || value === null) return listed === true ? value : undefined
  if (depth > MAX_DEPTH) refuse('relay_upstream_failed', 'the values of the service nest too deeply')
  const inner = { mask, depth: depth + 1 }
  if (Array.isArray(value)) {
    view.elements ??= viewOf({ listed, type: elementType(type) })
    const { elements } = view
    return value
      .map((element) => showValue(element, elements, inner))
      .filter((element) => element !== undefined)
  }
  const parts: [string, unknown][] = []
  for (const [key, part] of Object.entries(value)) {
    const { name, view: below } = partOf(view, key, mask)
    const shown = showValue(part, below, inner)
    if (shown !== undefined) parts.push([name, shown])
  }
  return Object.fromEntries(parts)
}

function partOf({ listed, type, parts }: View, key: string, mask: Showing['mask']): Part {
  const known = parts.get(key)
  if (known) return known
  const part = { name: mask(key), view: viewOf({ listed: lookUp(listed, key), type: typeBelow(type, key) }) }
  parts.set(key, part)
  return part
}
