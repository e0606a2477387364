import { invalid } from '../errors/validation-error.ts'
import { writeOperations } from '../patch/write-operations.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { PatchOp } from '../schemas/patch-op.ts'
import { checkedPartial } from './checked-partial.ts'
import { clearedForm } from './cleared-form.ts'

/** The operations of RFC 7644 3.5.2; Slack takes them in any case. */
const OPS: readonly unknown[] = ['add', 'replace', 'remove']

/**
 * A partial resource as a 2.0 PATCH, by fixed rules, so that the same partial ends in the same state on both
 * dialects: `meta.attributes`, `null` and `' '` clear, each attribute in the form that Slack takes; a list adds, but
 * for one of no photos, which is how the photo goes; an element with `operation: 'delete'` is removed by a value
 * filter; an object adds, which merges; a scalar replaces. A list never replaces one.
 */
export function toPatchOp(name: string, partial: Readonly<Record<string, unknown>>): PatchOp {
  const { Operations: explicit } = partial
  if (explicit !== undefined) {
    if (!Array.isArray(explicit) || explicit.length === 0)
      throw invalid(name, 'Operations', 'must be a list, not empty')
    const bad = explicit.findIndex((one) => !isRecord(one) || !OPS.includes(String(one.op).toLowerCase()))
    if (bad >= 0) throw invalid(name, `Operations.${bad}.op`, 'must be add, replace or remove')
    return partial as unknown as PatchOp
  }
  const { named, attributes } = checkedPartial(name, partial)
  // What is named goes first: an attribute may be cleared and set at once.
  const forms = [...named.map(toNull), attributes].map((one) => clearedForm('2.0', one))
  return { Operations: forms.flatMap(({ cleared, written }) => writeOperations(cleared, written)) }
}

/** An extension's URN or an attribute, and what is below it. */
const PATH = /^(urn:.+:\d\.\d(?::user)?|[^.]+)[.:]?(.*)$/i

/** A partial resource that clears what a path names. */
function toNull(path: string): Readonly<Record<string, unknown>> {
  const [, attribute = path, part = ''] = PATH.exec(path) ?? []
  return { [attribute]: part ? { [part]: null } : null }
}
