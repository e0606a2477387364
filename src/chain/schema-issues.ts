import * as v from 'valibot'
import type { SCIMIssue } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'

/** An issue, and the same as data for an event. */
export interface Mismatch extends SCIMIssue {
  readonly expected: string
  readonly received: string
}

/** Everything that a schema has against a value, with paths and types, never with the value. */
export function mismatches(schema: v.GenericSchema, value: unknown): Mismatch[] {
  return (v.safeParse(schema, value).issues ?? []).map((issue) => toMismatch(issue, []))
}

/** Elements of an attribute up to which all its mismatches are listed. */
const MAX_ELEMENTS = 100

/**
 * What a schema has against a resource that a service sent; of a long attribute only the first mismatch, since it may
 * have millions and valibot makes an object of each.
 *
 * @param path - where the resource stands in the response
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
  const abortEarly = Array.isArray(value) && value.length > MAX_ELEMENTS
  return (v.safeParse(schema, value, { abortEarly }).issues ?? []).map((issue) => toMismatch(issue, path))
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
