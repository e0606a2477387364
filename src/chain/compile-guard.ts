import type { GenericSchema } from 'valibot'

/** Returns whether a schema accepts a value. */
export type Guard = (value: unknown) => boolean

/** The metadata of a valibot schema from which a guard is built. */
interface Described {
  readonly type: string
  readonly entries?: Readonly<Record<string, Described>>
  readonly item?: Described
  readonly wrapped?: Described
  readonly options?: readonly Described[]
}

/**
 * Compiles the metadata of a schema into a predicate that allocates nothing: a page of a thousand users costs
 * neither a list of issues nor a copy. It uses closures, since edge runtimes forbid `new Function`.
 */
export function compileGuard(schema: GenericSchema): Guard {
  return compile(schema as unknown as Described)
}

function compile({ type, entries, item, wrapped, options }: Described): Guard {
  const inner = wrapped ?? item
  const guard = inner && compile(inner)
  if (type === 'nullish') return (value) => value === undefined || value === null || guard?.(value) === true
  if (type === 'array') return (value) => Array.isArray(value) && value.every((one) => guard?.(one))
  if (options) return anyOf(options.map(compile))
  if (entries) return compileObject(Object.keys(entries), Object.values(entries).map(compile))
  // The remaining types have the names that `typeof` returns.
  return (value) => typeof value === type
}

function anyOf(guards: readonly Guard[]): Guard {
  return (value) => {
    for (const guard of guards) if (guard(value)) return true
    return false
  }
}

function compileObject(names: readonly string[], guards: readonly Guard[]): Guard {
  return (value) => {
    if (typeof value !== 'object' || value === null) return false
    for (let i = 0; i < names.length; i++) {
      if (!guards[i]?.((value as Record<string, unknown>)[names[i] as string])) return false
    }
    return true
  }
}
