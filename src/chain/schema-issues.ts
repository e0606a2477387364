import * as v from 'valibot'
import type { SCIMIssue } from '../errors/validation-error.ts'

/** An issue, and the same as data for an event. */
export interface Mismatch extends SCIMIssue {
  readonly expected: string
  readonly received: string
}

/** What valibot has against a value, with paths and types, never with the value. */
export function mismatches(schema: v.GenericSchema, value: unknown, prefix = ''): Mismatch[] {
  return (v.safeParse(schema, value).issues ?? []).map(({ path, expected: words, input }) => {
    const keys = (path ?? []).map(({ key }) => key)
    const received = input === null ? 'null' : Array.isArray(input) ? 'Array' : typeof input
    // A key that must be there is expected by its name.
    const expected = words?.startsWith('"') ? 'present' : String(words)
    return {
      path: prefix + keys.join('.'),
      expected,
      received,
      message: `must be ${expected}, not ${received}`,
    }
  })
}
