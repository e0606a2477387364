import { invalid } from '../errors/validation-error.ts'
import { isRecord } from '../responses/error-envelope.ts'
import type { PatchOp, PatchOperation } from '../schemas/patch-op.ts'

/** What Slack sets itself (https://docs.slack.dev/reference/scim-api): there is nothing to patch. */
const READ_ONLY = /^(schemas|id|externalId|meta|groups)$/

/**
 * A partial resource as a 2.0 PATCH, by fixed rules, so that the same partial ends in the same state on both
 * dialects: a list adds, an element with `operation: 'delete'` is removed by a value filter, `null`, `' '`
 * and `meta.attributes` remove, an object adds (which merges), a scalar replaces. A list never replaces one.
 */
export function toPatchOp(name: string, partial: Readonly<Record<string, unknown>>): PatchOp {
  if (Array.isArray(partial.Operations)) return partial as unknown as PatchOp
  const Operations = [
    ...removals(partial.meta),
    ...Object.entries(partial).flatMap((one) => operations(name, one)),
  ]
  if (Operations.length === 0) throw invalid(name, '', 'changes nothing: give at least one attribute')
  return { Operations }
}

function removals(meta: unknown): PatchOperation[] {
  const attributes = isRecord(meta) ? meta.attributes : undefined
  return Array.isArray(attributes) ? attributes.map((path) => ({ op: 'remove', path: String(path) })) : []
}

function operations(name: string, [path, value]: readonly [string, unknown]): PatchOperation[] {
  if (value === undefined || READ_ONLY.test(path)) return []
  if (value === null || value === ' ') return [{ op: 'remove', path }]
  if (Array.isArray(value)) return elementOperations(name, path, value)
  return isRecord(value) ? objectOperations(path, value) : [{ op: 'replace', path, value }]
}

function elementOperations(name: string, path: string, elements: readonly unknown[]): PatchOperation[] {
  const isDeleted = (element: unknown): boolean => isRecord(element) && element.operation === 'delete'
  const added = elements.filter((element) => !isDeleted(element))
  const removed = elements.filter(isDeleted).map((element, index): PatchOperation => {
    const { value } = element as { value?: unknown }
    if (typeof value === 'string') return { op: 'remove', path: `${path}[value eq ${JSON.stringify(value)}]` }
    throw invalid(name, `${path}.${index}`, `has no value to be removed by: on SCIM 2.0 send ${path}: null`)
  })
  return added.length > 0 ? [...removed, { op: 'add', path, value: added }] : removed
}

/** What is null inside an object is removed by a path of its own; Slack writes these with a dot, after a URN too. */
function objectOperations(path: string, object: Readonly<Record<string, unknown>>): PatchOperation[] {
  const cleared: PatchOperation[] = []
  const kept: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(object)) {
    if (value === null || value === ' ') cleared.push({ op: 'remove', path: `${path}.${key}` })
    else if (isRecord(value) && Object.values(value).includes(null))
      cleared.push(...objectOperations(`${path}.${key}`, value))
    else if (value !== undefined) kept[key] = value
  }
  return Object.keys(kept).length > 0 ? [...cleared, { op: 'add', path, value: kept }] : cleared
}
