/**
 * What a value must be, as data: the client checks with it, the code of `predicates.ts` and the valibot schemas of
 * `slack-scim/schemas` are made from it. It has the form of a valibot schema's metadata.
 */
export interface Shape<T = unknown> {
  readonly type: 'string' | 'boolean' | 'number' | 'array' | 'loose_object' | 'nullish' | 'union'
  /** The attributes of an object, which may have others. */
  readonly entries?: Readonly<Record<string, Shape>>
  /** What each element of a list must be. */
  readonly item?: Shape
  /** What a value must be if there is one. */
  readonly wrapped?: Shape
  /** What a value may be. */
  readonly options?: readonly Shape[]
  /** The type of the value; no shape has this property. */
  readonly '~type'?: T
}

/**
 * One shape for each attribute of an interface, no more and no fewer: a literal of this type fails to compile when the
 * two lists of names differ. Extensions are added under their URN by dialect.
 */
export type EntriesOf<T> = {
  [K in keyof T as K extends `urn:${string}` ? never : K]-?: Shape<T[K]>
}

/** Attributes of an object that keeps what it does not know. */
export function shape<T extends object>(entries: EntriesOf<T>): Shape<T> {
  return { type: 'loose_object', entries: entries as Readonly<Record<string, Shape>> }
}

/** A text. */
export function string(): Shape<string> {
  return { type: 'string' }
}

/** A boolean. */
export function boolean(): Shape<boolean> {
  return { type: 'boolean' }
}

/** A number. */
export function number(): Shape<number> {
  return { type: 'number' }
}

/** A list. */
export function array<T>(item: Shape<T>): Shape<T[]> {
  return { type: 'array', item }
}

/** One of several. */
export function either<T>(...options: readonly Shape<T>[]): Shape<T> {
  return { type: 'union', options }
}

/** Absent, `null` or the given shape: the three are different on the wire and all are allowed. */
export function maybe<T>(wrapped: Shape<T>): Shape<T | null | undefined> {
  return { type: 'nullish', wrapped }
}

/** Text, `null` or absent. */
export function text(): Shape<string | null | undefined> {
  return maybe(string())
}

/** A boolean, `null` or absent. */
export function flag(): Shape<boolean | null | undefined> {
  return maybe(boolean())
}

/** A list, `null` or absent. */
export function list<T>(item: Shape<T>): Shape<T[] | null | undefined> {
  return maybe(array(item))
}
