import { isRecord } from '../protocol/is-record.ts'
import { type Listed, lookUp } from './attribute-list.ts'
import { elementType, fits, MAX_DEPTH, typeBelow, type ValueType } from './attribute-types.ts'
import { refuse } from './refusal.ts'

/** What of a value of the service may be shown. */
export interface Showing {
  /** The attributes that are allowed. */
  readonly listed: Listed | undefined
  /** The type of the value; a value of another type is left out. `undefined` for a value of any type. */
  readonly type: ValueType | undefined
  /** What is done to each text. */
  readonly mask: (text: string) => string
}

const ID = /^[\w-]{1,64}$/
const URN = /^urn:[\w:.~-]{1,200}$/i

/**
 * The part of a user or a group that may be shown, without attributes of the wrong type: an object in place of a text
 * may hold anything.
 *
 * @throws {@link RelayRefusal} for values that nest too deeply
 */
export function showResource(resource: unknown, showing: Showing): unknown {
  if (!isRecord(resource)) return undefined
  return showParts(Object.fromEntries(Object.entries(resource).filter(isKnownForm)), showing, 0)
}

/** All of a value that is neither a user nor a group. */
export function showAny(value: unknown, mask: Showing['mask']): unknown {
  return show(value, { listed: true, type: undefined, mask }, 0)
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

function show(value: unknown, showing: Showing, depth: number): unknown {
  return showing.listed && fits(showing.type, value) ? showParts(value, showing, depth) : undefined
}

function showParts(value: unknown, showing: Showing, depth: number): unknown {
  const { listed, type, mask } = showing
  if (depth > MAX_DEPTH) refuse('relay_upstream_failed', 'the values of the service nest too deeply')
  if (Array.isArray(value)) {
    const inner = { ...showing, type: elementType(type) }
    return value.map((element) => show(element, inner, depth + 1)).filter((element) => element !== undefined)
  }
  if (isRecord(value)) {
    const parts = Object.entries(value).map(([name, part]) => {
      const inner = { listed: lookUp(listed, name), type: typeBelow(type, name), mask }
      return [mask(name), show(part, inner, depth + 1)] as const
    })
    return Object.fromEntries(parts.filter(([, part]) => part !== undefined))
  }
  if (listed !== true) return undefined
  return typeof value === 'string' ? mask(value) : value
}
