import { suggest } from '../../src/options/suggest.ts'
import { EmulatorError } from './emulator-error.ts'

/**
 * Checks one value that the author of a test wrote.
 *
 * @param place - where the value stands, such as `createEmulator: seed.users[0].active`
 * @throws {EmulatorError} naming the place and the fix
 */
export type Check = (value: unknown, place: string) => void

/** Accepts the values that a predicate accepts; `expected` completes "must be". */
export function must(expected: string, fits: (value: unknown) => boolean): Check {
  return (value, place) => {
    if (!fits(value)) throw new EmulatorError(`${place}: must be ${expected}, not ${shown(value)}`)
  }
}

export const STRING: Check = /* @__PURE__ */ must('a string', (value) => typeof value === 'string')
export const STRING_OR_NULL: Check = /* @__PURE__ */ must(
  'a string or null',
  (value) => typeof value === 'string' || value === null,
)
export const NAME: Check = /* @__PURE__ */ must(
  'a string that is not blank',
  (value) => typeof value === 'string' && value.trim() !== '',
)
export const BOOLEAN: Check = /* @__PURE__ */ must('true or false', (value) => typeof value === 'boolean')
export const DATE: Check = /* @__PURE__ */ must(
  'an ISO 8601 date',
  (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
)

export const OBJECT: Check = /* @__PURE__ */ must('an object', isPlain)
export const FUNCTION: Check = /* @__PURE__ */ must('a function', (value) => typeof value === 'function')

/** Accepts finite numbers in a range; `Infinity` only where it is the maximum. */
export function numberIn(min: number, max: number = Number.MAX_SAFE_INTEGER): Check {
  const range = max >= Number.MAX_SAFE_INTEGER ? `${min} or more` : `${min} to ${max}`
  return must(`a number, ${range}`, (value) => typeof value === 'number' && value >= min && value <= max)
}

/** Accepts the integers of such a range. */
export function integerIn(min: number, max: number = Number.MAX_SAFE_INTEGER): Check {
  const inRange = numberIn(min, max)
  const isInteger = must('an integer', (value) => Number.isInteger(value) || value === max)
  return (value, place) => {
    inRange(value, place)
    isInteger(value, place)
  }
}

/** Accepts one of a closed set of strings, and suggests the closest one. */
export function oneOf(options: readonly string[]): Check {
  return (value, place) => {
    if (typeof value === 'string' && options.includes(value)) return
    const meant = typeof value === 'string' ? suggest(value, options) : undefined
    const fix = meant ? `did you mean '${meant}'? Options: ` : 'use one of '
    throw new EmulatorError(`${place}: unknown value ${shown(value)}: ${fix}${options.join(', ')}`)
  }
}

/** Accepts a list whose elements pass a check. */
export function listOf(check: Check): Check {
  return (value, place) => {
    if (!Array.isArray(value)) {
      throw new EmulatorError(`${place}: must be a list, not ${shown(value)}`)
    }
    for (const [index, element] of value.entries()) check(element, `${place}[${index}]`)
  }
}

/** Accepts what one of two checks accepts: objects go to the first, all else to the second. */
export function objectOr(object: Check, other: Check): Check {
  return (value, place) => (isPlain(value) ? object : other)(value, place)
}

/**
 * Accepts an object with known keys only, since a typo would silently leave the test with another setup.
 * `undefined` counts as absent.
 */
export function shape(keys: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  const names = Object.keys(keys)
  return (value, place) => {
    if (!isPlain(value)) throw new EmulatorError(`${place}: must be an object, not ${shown(value)}`)
    for (const [name, part] of Object.entries(value)) {
      const check = Object.hasOwn(keys, name) ? keys[name] : undefined
      if (!check) throw unknownKey(place, name, names)
      if (part !== undefined) check(part, at(place, name))
    }
    for (const name of required) {
      if (value[name] === undefined) throw new EmulatorError(`${at(place, name)}: required`)
    }
  }
}

/** The error for a key that does not exist, with a suggestion. */
export function unknownKey(place: string, name: string, known: readonly string[]): EmulatorError {
  const meant = suggest(name, known)
  const fix = meant ? `did you mean '${meant}'? Known keys: ` : 'known keys: '
  return new EmulatorError(`${at(place, name)}: unknown key: ${fix}${known.join(', ')}`)
}

function at(place: string, name: string): string {
  return place.includes(':') ? `${place}.${name}` : `${place}: ${name}`
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as a message shows it, shortened. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'string' ? `'${value.slice(0, 60)}'` : String(value)
}
