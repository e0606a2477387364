import { isRecord } from '../protocol/is-record.ts'
import type { PatchOperation } from '../schemas/patch-op.ts'
import type { Shape } from '../schemas/shape.ts'
import { URN_2_0 } from '../schemas/urns.ts'
import { readAttributePath } from './attribute-path.ts'
import { findMisshapen, typeBelow } from './attribute-types.ts'
import type { Target } from './operations.ts'
import type { Permit } from './permits.ts'
import { attributesOf } from './query.ts'
import { quoted, refuse } from './refusal.ts'

/** What the operations of one PATCH are held against. */
interface Write {
  /** The method of the client. */
  readonly name: string
  readonly type: Shape | undefined
  readonly permit: Permit
}

const VERBS = ['add', 'replace', 'remove'] as const

/**
 * Holds a PATCH of SCIM 2.0 (RFC 7644 3.5.2) against what may be written, and writes it anew.
 *
 * Refuses an operation without a path: Slack documents none, and its value could hold anything.
 *
 * @throws {@link RelayRefusal} naming the attribute that is in the way
 */
export function readPatchOp(
  { operation, type }: Target,
  { schemas, Operations, ...rest }: Readonly<Record<string, unknown>>,
  permit: Permit,
): { readonly schemas: readonly string[]; readonly Operations: readonly PatchOperation[] } {
  if (schemas !== undefined && JSON.stringify(schemas) !== JSON.stringify([URN_2_0.patch])) {
    refuse('relay_bad_request', `schemas must be ["${URN_2_0.patch}"]`)
  }
  if (!Array.isArray(Operations) || Operations.length === 0 || Object.keys(rest).length > 0) {
    refuse('relay_bad_request', 'a PATCH of SCIM 2.0 has Operations, and nothing but them and schemas')
  }
  const write = { name: operation.name, type, permit }
  return { schemas: [URN_2_0.patch], Operations: Operations.map((one) => readOperation(one, write)) }
}

function readOperation(operation: unknown, { name, type, permit: { writes } }: Write): PatchOperation {
  const { op, path, value, ...rest } = isRecord(operation) ? operation : { op: undefined }
  const verb = VERBS.find((one) => typeof op === 'string' && one === op.toLowerCase())
  if (!verb) {
    return refuse('relay_bad_request', 'op must be add, replace or remove')
  }
  const target = typeof path === 'string' ? readAttributePath(path) : undefined
  if (!target || Object.keys(rest).length > 0) {
    return refuse('relay_bad_request', 'an operation has op, value, and the path of an attribute')
  }
  const { names, depth, filter, text } = target
  const compared = filter ? attributesOf(filter, names.slice(0, depth)) : []
  const isAllowed =
    compared.every((inner) => inner !== null && writes.covers(inner)) &&
    // `add` merges an object; `replace` may blank what the object leaves out.
    (writes.covers(names) || (verb === 'add' && writes.unlisted({ names, value, type }) === undefined))
  if (!isAllowed) {
    const found = verb === 'add' ? writes.unlisted({ names, value, type }) : undefined
    refuse('relay_forbidden', `${name} may not ${verb} ${quoted(found ?? text)}`)
  }
  const misshapen = findMisshapen(names.reduce(typeBelow, type), value, names.join('.'))
  if (misshapen !== undefined)
    refuse('relay_bad_request', `${quoted(misshapen)} has a value of the wrong type`)
  return { op: verb, path: text, value }
}
