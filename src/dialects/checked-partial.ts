import { invalid } from '../errors/validation-error.ts'
import { crossedPhoneIssues } from '../guards/crossed-phones.ts'
import { isDeletion } from '../patch/write-operations.ts'
import { isRecord } from '../protocol/is-record.ts'
import { attributeOf, isList, unwritten } from '../schemas/attributes.ts'
import { isCleared } from './cleared-form.ts'

type Resource = Readonly<Record<string, unknown>>

/** A partial resource of which nothing is left out in silence that a caller may have meant. */
export interface CheckedPartial {
  /** What `meta.attributes` names to be cleared. */
  readonly named: readonly string[]
  /** The attributes that are written. */
  readonly attributes: Resource
}

/**
 * Checks what no dialect takes, so that the same partial has the same outcome on both; leaves out what Slack sets
 * itself, which a body that was read has.
 *
 * @throws {@link SCIMValidationError} naming the attribute
 */
export function checkedPartial(name: string, partial: Resource): CheckedPartial {
  const { meta } = partial
  const named = isRecord(meta) && Array.isArray(meta.attributes) ? meta.attributes.map(String) : []
  const entries = Object.entries(partial).filter(([path, value]) => {
    if (value === undefined || isSetBySlack(path)) return false
    // What Slack keeps at all times cannot be null in a read, and null does not clear it.
    if (value === null && attributeOf(path)?.['2.0'] === '-') return false
    // Slack answers an empty externalId and stores none.
    return Boolean(value) || unwritten(path) !== 'ignored'
  })
  for (const [path, value] of entries) check(name, path, value)
  const [crossed] = crossedPhoneIssues(partial)
  if (crossed) throw invalid(name, crossed.path, crossed.message)
  if (named.length === 0 && !entries.some(([path, value]) => isChange(path, value))) {
    throw invalid(name, '', 'changes nothing: give at least one attribute')
  }
  return { named, attributes: Object.fromEntries(entries) }
}

/** Tells whether Slack sets an attribute itself: there is nothing to patch. */
export function isSetBySlack(path: string): boolean {
  const why = unwritten(path)
  return why === 'assigned' || why === 'envelope'
}

function check(name: string, path: string, value: unknown): void {
  const attribute = attributeOf(path)
  if (isCleared(value) && attribute?.['2.0'] === '-')
    throw invalid(name, path, 'cannot be cleared: give a value')
  const isSingle = attribute?.kind === 'single'
  const deleted = [value].flat().findIndex((one) => isDeletion(one) && (isSingle || !Object(one).value))
  if (deleted < 0) return
  const problem = isSingle
    ? `is not removed by its value, since Slack stores one: send ${path}: null, or the one to store instead`
    : 'has no value by which it can be removed'
  throw invalid(name, `${path}.${deleted}`, problem)
}

/** Whether a value adds, sets or clears anything. */
function isChange(path: string, value: unknown): boolean {
  if (isList(path)) return !Array.isArray(value) || value.length > 0 || attributeOf(path)?.['2.0'] === 'none'
  if (!isRecord(value)) return true
  return Object.entries(value).some(([name, part]) => {
    const inner = `${path}.${name}`
    return part !== undefined && (!attributeOf(inner) || isChange(inner, part))
  })
}
