import * as v from 'valibot'

/**
 * One schema for each attribute of an interface, no more and no fewer: a literal of this type fails to
 * compile when the two lists of names differ. (An annotated schema alone would not: `GenericSchema<unknown, T>`
 * takes any schema whose output has at least what T requires.) Extensions are added under their URN by dialect.
 */
export type EntriesOf<T> = {
  [K in keyof T as K extends `urn:${string}` ? never : K]-?: v.GenericSchema<unknown, T[K]>
}

/** Attributes of an object that keeps what it does not know. */
export function shape<T extends object>(entries: EntriesOf<T>): v.GenericSchema<unknown, T> {
  return v.looseObject(entries as v.ObjectEntries) as unknown as v.GenericSchema<unknown, T>
}

/** Absent, `null` or the given schema: the three are different on the wire and all are allowed. */
export function maybe<T>(
  schema: v.GenericSchema<unknown, T>,
): v.GenericSchema<unknown, T | null | undefined> {
  return v.nullish(schema)
}

/** Text, `null` or absent. */
export function text(): v.GenericSchema<unknown, string | null | undefined> {
  return v.nullish(v.string())
}

/** A boolean, `null` or absent. */
export function flag(): v.GenericSchema<unknown, boolean | null | undefined> {
  return v.nullish(v.boolean())
}

/** A list, `null` or absent. */
export function list<T>(item: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, T[] | null | undefined> {
  return v.nullish(v.array(item))
}
