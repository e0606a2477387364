import type { AssumptionLedger } from '../../assumptions/ledger.ts'
import { isObject, isRemoval, type JSONObject } from '../../attributes/json.ts'
import type { GroupChange } from '../../directory/memberships.ts'
import { refuse } from '../../errors/refusal.ts'
import { memberId } from '../resources/write-group.ts'
import { requireSchemas } from '../resources/write-user.ts'

/** Reads a partial group: a new name, and members to add, or to remove by `operation: "delete"`. */
export function* patchGroup1(body: JSONObject, ledger: AssumptionLedger): Iterable<GroupChange> {
  if (body.schemas !== undefined || ledger.assume('patch-without-schemas') === 'refused') {
    requireSchemas(body)
  }
  const { displayName, members = [], meta } = body
  if (displayName !== undefined) {
    yield typeof displayName === 'string' ? { displayName } : refuse('invalid_attribute_format')
  }
  if (!Array.isArray(members)) refuse('invalid_attribute_format')
  const removed = members.filter((member) => isObject(member) && isRemoval(member)).map(memberId)
  const added = members.filter((member) => !(isObject(member) && isRemoval(member))).map(memberId)
  yield { ...(isEmptied(meta, ledger) ? { members: [] } : {}), add: added, remove: removed }
}

function isEmptied(meta: unknown, ledger: AssumptionLedger): boolean {
  if (!isObject(meta) || !Array.isArray(meta.attributes) || !meta.attributes.includes('members')) return false
  const rule = ledger.assume('members-in-meta-attributes')
  return rule === 'refused' ? refuse('invalid_request_payload') : rule === 'empties-group'
}
