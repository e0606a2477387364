import fc from 'fast-check'
import type { Shape } from '../../src/schemas/shape.ts'

/** Values that a shape, or the schema that is made of it, accepts, most with every attribute. */
export function accepted({ type, entries, item, wrapped, options }: Shape): fc.Arbitrary<unknown> {
  if (wrapped) {
    const value = accepted(wrapped)
    return fc.oneof(
      { arbitrary: value, weight: 8 },
      { arbitrary: fc.constantFrom(null, undefined), weight: 1 },
    )
  }
  if (options) return fc.oneof(...options.map(accepted))
  if (item) return fc.array(accepted(item), { maxLength: 3 })
  if (type === 'string') return fc.string({ maxLength: 3 })
  if (type === 'boolean') return fc.boolean()
  const model = Object.fromEntries(Object.entries(entries ?? {}).map(([key, part]) => [key, accepted(part)]))
  return fc.record({ ...model, unknown: fc.jsonValue({ maxDepth: 1 }) })
}

/** What may stand where it does not belong; `DELETED` stands for nothing at all. */
export const DELETED = Symbol('deleted')
export const fault = fc.constantFrom(
  DELETED,
  null,
  undefined,
  0,
  'text',
  '',
  true,
  false,
  [],
  [5],
  ['text'],
  {},
  [null],
)

/** A value with another one in some place, which the number chooses. */
export function replaced(value: unknown, place: number, by: unknown): unknown {
  if (typeof value !== 'object' || value === null) return by
  const keys = Object.keys(value)
  const key = keys[place % (keys.length + 1)]
  if (key === undefined) return by
  const rest = Math.floor(place / (keys.length + 1))
  const part = replaced((value as Record<string, unknown>)[key], rest, by)
  if (Array.isArray(value)) return value.map((one, index) => (String(index) === key ? part : one))
  const { [key]: _, ...others } = value as Record<string, unknown>
  return part === DELETED ? others : { ...others, [key]: part }
}
