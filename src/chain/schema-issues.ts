import * as v from 'valibot'
import type { SCIMIssue } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'

/** An issue, and the same as data for an event. */
export interface Mismatch extends SCIMIssue {
  readonly expected: string
  readonly received: string
}

/** Returns all mismatches of a value with a schema: paths and types, never the value. */
export function mismatches(schema: v.GenericSchema, value: unknown): Mismatch[] {
  return (v.safeParse(schema, value).issues ?? []).map((issue) => toMismatch(issue, []))
}

/** An attribute with more elements is reported by its first mismatch. */
const MAX_ELEMENTS = 100

/**
 * Returns the mismatches of a resource that a service sent. Of a long attribute it returns only the first: there may be
 * millions, and valibot makes an object of each.
 *
 * @param path - the path of the resource in the response
 */
export function boundedMismatches(
  schema: v.GenericSchema,
  value: unknown,
  path: readonly PathKey[],
): Mismatch[] {
  const { entries = {} } = schema as { readonly entries?: Readonly<Record<string, v.GenericSchema>> }
  if (!isRecord(value)) return listed(schema, value, path)
  return Object.entries(entries).flatMap(([name, part]) => listed(part, value[name], [...path, name]))
}

type PathKey = string | number

function listed(schema: v.GenericSchema, value: unknown, path: readonly PathKey[]): Mismatch[] {
  const abortEarly = isLong(value) || (isRecord(value) && Object.values(value).some(isLong))
  return (v.safeParse(schema, value, { abortEarly }).issues ?? []).map((issue) => toMismatch(issue, path))
}

function isLong(value: unknown): boolean {
  return Array.isArray(value) && value.length > MAX_ELEMENTS
}

function toMismatch(
  { path, expected: words, input }: v.BaseIssue<unknown>,
  before: readonly PathKey[],
): Mismatch {
  const keys = [...before, ...(path ?? []).map(({ key }) => key)]
  const received = input === null ? 'null' : Array.isArray(input) ? 'Array' : typeof input
  // A missing key is expected by its name.
  const expected = words?.startsWith('"') || input === undefined ? 'present' : String(words)
  return { path: keys.join('.'), expected, received, message: `must be ${expected}, not ${received}` }
}
