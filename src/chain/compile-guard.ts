import type { GenericSchema } from 'valibot'

/** Says whether a value is what a schema takes, and nothing else. */
export type Guard = (value: unknown) => boolean

/** The part of a valibot schema's metadata that a guard is built from. */
interface Described {
  readonly type: string
  readonly entries?: Readonly<Record<string, Described>>
  readonly item?: Described
  readonly wrapped?: Described
  readonly options?: readonly Described[]
}

/**
 * Compiles a schema's own metadata into a predicate that allocates nothing, so that a walk over a thousand
 * users of twenty attributes costs no issue list and no copy. Closures, not `new Function`: edge runtimes
 * forbid code generation.
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
  // What is left is named like its typeof.
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
