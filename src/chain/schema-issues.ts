import type { SCIMIssue } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { Shape } from '../schemas/shape.ts'
import { isAbsent, isObject } from '../schemas/value-checks.ts'

/** An issue, and the same as data for an event. */
export interface Mismatch extends SCIMIssue {
  readonly expected: string
  readonly received: string
}

/** Returns all mismatches of a value with a shape: paths and types, never the value. */
export function mismatches(shape: Shape, value: unknown): Mismatch[] {
  return [...find(shape, value, '')]
}

/** An attribute with more elements is reported by its first mismatch. */
const MAX_ELEMENTS = 100

/**
 * Returns the mismatches of a resource that a service sent. Of a long attribute it returns only the first, since there
 * may be millions.
 *
 * @param path - the path of the resource in the response
 */
export function boundedMismatches(shape: Shape, value: unknown, path: string): Mismatch[] {
  const { entries = {} } = shape
  if (!isRecord(value)) return listed(shape, value, path)
  return Object.entries(entries).flatMap(([name, part]) => listed(part, value[name], below(path, name)))
}

function listed(shape: Shape, value: unknown, path: string): Mismatch[] {
  const found = find(shape, value, path)
  const isFirstEnough = isLong(value) || (isRecord(value) && Object.values(value).some(isLong))
  if (!isFirstEnough) return [...found]
  const { value: first } = found.next()
  return first ? [first] : []
}

function isLong(value: unknown): boolean {
  return Array.isArray(value) && value.length > MAX_ELEMENTS
}

/** Finds the mismatches in the order of the attributes; of alternatives only that none fits. */
function* find(shape: Shape, value: unknown, path: string): Generator<Mismatch, undefined> {
  const { type, entries, item, wrapped, options } = shape
  if (wrapped) {
    if (!isAbsent(value)) yield* find(wrapped, value, path)
  } else if (options) {
    if (!options.some((option) => find(option, value, path).next().done)) yield mismatch(shape, value, path)
  } else if (entries && isObject(value)) {
    for (const [name, part] of Object.entries(entries)) yield* find(part, value[name], below(path, name))
  } else if (item && Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* find(item, one, below(path, index))
  } else if (typeof value !== type) yield mismatch(shape, value, path)
  return undefined
}

function below(path: string, key: string | number): string {
  return path ? `${path}.${key}` : `${key}`
}

function mismatch(shape: Shape, value: unknown, path: string): Mismatch {
  const received = value === null ? 'null' : Array.isArray(value) ? 'Array' : typeof value
  const expected = value === undefined ? 'present' : words(shape)
  return { path, expected, received, message: `must be ${expected}, not ${received}` }
}

/** What a shape accepts. */
function words({ type, entries, item, options }: Shape): string {
  if (options) return `(${options.map(words).join(' | ')})`
  return entries ? 'Object' : item ? 'Array' : type
}
