import { invalid } from '../errors/validation-error.ts'
import { isRecord } from '../responses/error-envelope.ts'
import type { PatchOp, PatchOperation } from '../schemas/patch-op.ts'

const MEMBERS = /^(urn:.+:)?members$/i

/**
 * Refuses a PATCH that would remove every member of a group. On Slack's 2.0, `remove members` with a value
 * has removed everyone, not those named (MicrosoftDocs/entra-docs, pull request 879).
 */
export function assertNotEmptied(name: string, { Operations }: PatchOp): void {
  if (!Operations.some(empties)) return
  throw invalid(
    name,
    'members',
    'would all go: name them one by one (members[value eq "U…"]), or pass emptyGroup: true',
  )
}

function empties(operation: PatchOperation): boolean {
  if (!isRecord(operation)) return false
  const { op, path, value } = operation
  const whole = typeof path === 'string' && MEMBERS.test(path)
  if (/^remove$/i.test(String(op))) return whole
  const list = whole ? value : path === undefined && isRecord(value) ? value.members : undefined
  return (
    /^replace$/i.test(String(op)) &&
    (whole || list !== undefined) &&
    !(Array.isArray(list) && list.length > 0)
  )
}
