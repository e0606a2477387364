import { invalid } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { PatchOp, PatchOperation } from '../schemas/patch-op.ts'
import { isCleared } from './clearing.ts'

/** What Slack sets itself (https://docs.slack.dev/reference/scim-api): there is nothing to patch. */
const READ_ONLY = /^(schemas|id|meta|groups)$/

/**
 * A partial resource as a 2.0 PATCH, by fixed rules, so that the same partial ends in the same state on both
 * dialects: a list adds, but for one of no photos, which is how the photo goes; an element with `operation: 'delete'`
 * is removed by a value filter, and a role, of which Slack stores one, as such; `null`, `' '`
 * and `meta.attributes` remove, an object adds (which merges), a scalar replaces. A list never replaces one.
 */
export function toPatchOp(name: string, partial: Readonly<Record<string, unknown>>): PatchOp {
  const { Operations: explicit } = partial
  if (explicit !== undefined) {
    if (!Array.isArray(explicit) || explicit.length === 0)
      throw invalid(name, 'Operations', 'must be a list, not empty')
    const bad = explicit.findIndex((one) => !/^(add|replace|remove)$/i.test(String(one?.op)))
    if (bad >= 0) throw invalid(name, `Operations.${bad}.op`, 'must be add, replace or remove')
    return partial as unknown as PatchOp
  }
  const Operations = [
    ...removals(partial.meta),
    // A guest made a member, or a member a guest, is reactivated on the way: what is said of `active` comes last.
    ...Object.entries(partial)
      .sort(([one], [other]) => Number(one === 'active') - Number(other === 'active'))
      .flatMap((one) => operations(name, one)),
  ]
  if (Operations.length === 0) throw invalid(name, '', 'changes nothing: give at least one attribute')
  return { Operations }
}

function removals(meta: unknown): PatchOperation[] {
  const attributes = isRecord(meta) ? meta.attributes : undefined
  return Array.isArray(attributes) ? attributes.map((path) => ({ op: 'remove', path: String(path) })) : []
}

function operations(name: string, [path, value]: readonly [string, unknown]): PatchOperation[] {
  // Slack answers an empty externalId and stores none: what was read goes, what is meant is for Slack to refuse.
  if (value === undefined || READ_ONLY.test(path) || (path === 'externalId' && !value)) return []
  // Hack Club is seen to take the photo away by replacing it with no photos; no other form of 2.0 is.
  if (path === 'photos' && ![value ?? []].flat().length) return [{ op: 'replace', path, value: [] }]
  if (isCleared(value)) return [{ op: 'remove', path }]
  if (Array.isArray(value)) return elementOperations(name, path, value)
  if (LISTS.test(path)) return elementOperations(name, path, [value])
  return isRecord(value) ? objectOperations(path, value) : [{ op: 'replace', path, value }]
}

function elementOperations(name: string, path: string, elements: readonly unknown[]): PatchOperation[] {
  const removed: PatchOperation[] = []
  const kept: unknown[] = []
  for (const [index, element] of elements.entries()) {
    const { operation, ...rest } = isRecord(element) ? element : {}
    if (!/^delete$/i.test(String(operation))) kept.push(operation === undefined ? element : rest)
    else if (typeof rest.value === 'string' && path !== 'photos')
      // Slack stores one role, and no filter of roles is known.
      removed.push({
        op: 'remove',
        path: path === 'roles' ? path : `${path}[value eq ${JSON.stringify(rest.value)}]`,
      })
    else throw invalid(name, `${path}.${index}`, `is not removed by a value: send ${path}: null`)
  }
  const added: PatchOperation[] = kept.length > 0 ? [{ op: 'add', path, value: kept }] : []
  // An account has a primary address at all times: the next one comes before the last one goes.
  return path === 'emails' ? [...added, ...removed] : [...removed, ...added]
}

/** What is null inside an object is removed by a path of its own; Slack writes these with a dot, after a URN too. */
function objectOperations(path: string, object: Readonly<Record<string, unknown>>): PatchOperation[] {
  const cleared: PatchOperation[] = []
  const kept: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(object)) {
    if (isCleared(value)) cleared.push({ op: 'remove', path: `${path}.${key}` })
    else if (isRecord(value) && Object.values(value).some(isCleared))
      cleared.push(...objectOperations(`${path}.${key}`, value))
    else if (value !== undefined) kept[key] = value
  }
  return Object.keys(kept).length > 0 ? [...cleared, { op: 'add', path, value: kept }] : cleared
}

/** Slack takes a single object in place of a list of one (https://docs.slack.dev/reference/scim-api). */
export const LISTS: RegExp = /^(emails|phoneNumbers|addresses|photos|roles|members)$/
