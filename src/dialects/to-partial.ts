import { invalid } from '../errors/validation-error.ts'
import { checkedPartial } from './checked-partial.ts'
import { clearedForm } from './cleared-form.ts'

/** A partial resource as Slack takes it on 1.1: what `null` clears, one space or `meta.attributes` does. */
export function toPartial(
  name: string,
  partial: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (partial.Operations) throw invalid(name, 'Operations', 'are SCIM 2.0: send a partial resource')
  const { named, attributes } = checkedPartial(name, partial)
  const { cleared, written } = clearedForm('1.1', attributes)
  const { schemas, id } = partial
  const all = [...named, ...cleared]
  return {
    ...(schemas !== undefined && { schemas }),
    ...(id !== undefined && { id }),
    ...written,
    ...(all.length > 0 && { meta: { attributes: all } }),
  }
}
