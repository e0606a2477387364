import { invalid } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import { checkedPartial, isSetBySlack } from './checked-partial.ts'
import { clearedForm } from './cleared-form.ts'

/** A partial resource as Slack takes it on 1.1: what `null` clears, one space or `meta.attributes` does. */
export function toPartial(
  name: string,
  partial: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (partial.Operations) throw invalid(name, 'Operations', 'is SCIM 2.0: send a partial resource')
  const { named, attributes: changes } = checkedPartial(name, partial)
  const { cleared, written } = clearedForm('1.1', changes)
  // What Slack sets itself does no harm, and Slack's own SDKs send it.
  const assigned = Object.entries(partial).filter(([path]) => isSetBySlack(path))
  const attributes = [...named, ...cleared]
  const { meta } = partial
  return {
    ...Object.fromEntries(assigned),
    ...written,
    ...(attributes.length > 0 && { meta: { ...(isRecord(meta) && meta), attributes } }),
  }
}
