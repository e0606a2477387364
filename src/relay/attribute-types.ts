import { isRecord } from '../protocol/is-record.ts'
import { groupAttributesShape } from '../schemas/group-shape.ts'
import type { Shape } from '../schemas/shape.ts'
import { URN_1_1, URN_2_0 } from '../schemas/urns.ts'
import { userAttributesShape } from '../schemas/user-shape.ts'

/** How deep values are looked into; those of SCIM are at most five levels deep. */
export const MAX_DEPTH = 16

/** The types of users and groups, by the segment of the version. */
export const TYPES: Readonly<Record<'v1' | 'v2', Readonly<Record<'user' | 'group', Shape>>>> =
  /* @__PURE__ */ (() => {
    const group = groupAttributesShape()
    return {
      v1: { user: userAttributesShape(URN_1_1), group },
      v2: { user: userAttributesShape(URN_2_0), group },
    }
  })()

/** The type of an attribute or of an element of it, without regard to case; `undefined` for one that is not known. */
export function typeBelow(type: Shape | undefined, name: string): Shape | undefined {
  const { entries } = bare(elementType(type)) ?? {}
  if (!entries) return undefined
  if (Object.hasOwn(entries, name)) return entries[name]
  const wanted = name.toLowerCase()
  const known = Object.keys(entries).find((one) => one.toLowerCase() === wanted)
  return known === undefined ? undefined : entries[known]
}

/** The type of the elements of a list; any other type is its own. */
export function elementType(type: Shape | undefined): Shape | undefined {
  return bare(type)?.item ?? type
}

/** Whether an attribute is multi-valued. */
export function isList(type: Shape | undefined): boolean {
  return bare(type)?.type === 'array'
}

/** Whether a value has a type, as far as that can be seen without looking into it; true for an unknown type. */
export function fits(type: Shape | undefined, value: unknown): boolean {
  if (!type) return true
  const { options, wrapped } = type
  if (wrapped) return value === null || fits(wrapped, value)
  if (options) return options.some((option) => fits(option, value))
  if (type.type === 'array') return Array.isArray(value)
  return type.entries ? isRecord(value) : typeof value === type.type
}

/**
 * Finds the first attribute of a value to write that has the wrong shape: an object or a list in place of a text, a
 * list in place of an object, values that nest too deeply, an infinite number. The service checks the rest.
 *
 * @param path - where the value stands, for the result
 * @returns the path of the attribute; `undefined` if there is none
 */
export function findMisshapen(type: Shape | undefined, value: unknown, path: string): string | undefined {
  return findDeep(type, value, [path])
}

function findDeep(type: Shape | undefined, value: unknown, names: readonly string[]): string | undefined {
  // JSON.parse makes Infinity of 1e999, and JSON has no word for it.
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return pathOf(names)
  if (typeof value !== 'object' || value === null) return undefined
  const isWrong = Array.isArray(value) ? type && !isList(type) : !canBeObject(elementType(type))
  if (isWrong || names.length > MAX_DEPTH) return pathOf(names)
  for (const [name, part] of Object.entries(value)) {
    const found = Array.isArray(value)
      ? findDeep(elementType(type), part, [...names, ''])
      : findDeep(typeBelow(type, name), part, [...names, name])
    if (found !== undefined) return found
  }
  return undefined
}

function pathOf(names: readonly string[]): string {
  return names.filter((name) => name !== '').join('.')
}

function canBeObject(type: Shape | undefined): boolean {
  return fits(type, {})
}

/** A type that is neither `null` nor one of several, if one of these has parts. */
function bare(type: Shape | undefined): Shape | undefined {
  if (type?.wrapped) return bare(type.wrapped)
  return type?.options ? bare(type.options.find(({ entries }) => entries)) : type
}
