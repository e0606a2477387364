import { isRecord } from '../protocol/is-record.ts'
import { attributeOf, partsOf, type Version } from '../schemas/attributes.ts'

/** A partial resource in the forms in which a dialect clears. */
export interface ClearedForm {
  /** What is cleared by name: in `meta.attributes` on 1.1, by `remove` on 2.0. */
  readonly cleared: readonly string[]
  /** What is written, with the values that clear. */
  readonly written: Readonly<Record<string, unknown>>
}

/** How deep null is looked for: SCIM's values are at most four levels deep, hostile ones any number. */
const MAX_DEPTH = 4

/** Tells whether a value of a partial resource clears: null, and one space, as 1.1 on Slack has it. */
export function isCleared(value: unknown): boolean {
  return value === null || value === ' '
}

/**
 * Says what a partial resource clears in the form that Slack takes for each attribute. What clears an attribute that
 * is not in the table stays as it is on 1.1, and is removed on 2.0.
 */
export function clearedForm(version: Version, partial: Readonly<Record<string, unknown>>): ClearedForm {
  const cleared: string[] = []
  const write = (path: string, value: unknown, depth: number): unknown => {
    const attribute = attributeOf(path)
    const form = attribute?.[version] ?? (version === '2.0' ? 'named' : '-')
    // An empty list adds nothing, but to photos: there it has been seen to leave none.
    const isNone = attribute?.['2.0'] === 'none' && Array.isArray(value) && value.length === 0
    const isGone = isNone || isCleared(value)
    if (isGone && form === 'parts') return writeParts(partsOf(path), `${path}.`, depth)
    if (isRecord(value) && depth < MAX_DEPTH)
      return writeParts(value, `${path}.`, depth) ?? (attribute ? undefined : {})
    if (!isGone || form === '-') return value
    if (form === 'none') return []
    // Slack's own SDK for Python sends null on 1.1 as it is; one space is documented.
    if (form === 'blank') return version === '1.1' ? value : ''
    cleared.push(path)
    return undefined
  }
  const writeParts = (parts: object, prefix: string, depth: number): ClearedForm['written'] | undefined => {
    const entries = Object.entries(parts)
      .map(([name, part]) => [name, write(prefix + name, part, depth + 1)] as const)
      .filter(([, part]) => part !== undefined)
    return entries.length > 0 ? Object.fromEntries(entries) : undefined
  }
  const written = writeParts(partial, '', 0) ?? {}
  return { cleared, written }
}
