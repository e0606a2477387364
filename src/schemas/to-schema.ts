import * as v from 'valibot'
import type { Shape } from './shape.ts'

/** Makes the valibot schema of a shape. */
export function toSchema<T>(shape: Shape<T>): v.GenericSchema<unknown, T> {
  return made(shape) as v.GenericSchema<unknown, T>
}

function made({ type, entries = {}, item, wrapped, options = [] }: Shape): v.GenericSchema {
  if (wrapped) return v.nullish(made(wrapped))
  if (item) return v.array(made(item))
  switch (type) {
    case 'string':
      return v.string()
    case 'boolean':
      return v.boolean()
    case 'number':
      return v.number()
    case 'union':
      return v.union(options.map(made))
    default:
      return v.looseObject(
        Object.fromEntries(Object.entries(entries).map(([name, one]) => [name, made(one)])),
      )
  }
}

/** One schema for each attribute of an interface, no more and no fewer. */
type SchemasOf<T> = { [K in keyof T]-?: v.GenericSchema<unknown, T[K]> }

/** The schema of an object that keeps what it does not know. */
export function looseObject<T extends object>(entries: SchemasOf<T>): v.GenericSchema<unknown, T> {
  return v.looseObject(entries as v.ObjectEntries) as unknown as v.GenericSchema<unknown, T>
}
