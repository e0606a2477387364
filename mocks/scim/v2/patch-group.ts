import type { AssumptionLedger } from '../../assumptions/ledger.ts'
import { isObject, type JSONObject, objectOf } from '../../attributes/json.ts'
import type { GroupChange } from '../../directory/memberships.ts'
import { refuse } from '../../errors/refusal.ts'
import { memberIds } from '../resources/write-group.ts'
import { patchGroup1 } from '../v1/patch-group.ts'
import { type Operation, readOperations } from './operations.ts'
import { readPath } from './path.ts'

/** Reads the operations of a PatchOp of a group as changes, lazily. */
export function* patchGroup2(body: JSONObject, ledger: AssumptionLedger): Iterable<GroupChange> {
  const operations = readOperations(body, ledger)
  if (operations) {
    for (const operation of operations) yield* read(operation, ledger)
  } else {
    if (ledger.assume('partial-body-on-2.0') === 'refused') refuse('invalid_request_payload')
    yield* patchGroup1(body, ledger)
  }
}

function read(operation: Operation, ledger: AssumptionLedger): readonly GroupChange[] {
  const { op, value } = operation
  if (operation.path === undefined) return readWithoutPath(operation, ledger)
  const path = readPath(operation.path)
  if (path.attribute === 'displayName' && op !== 'remove') {
    return typeof value === 'string' ? [{ displayName: value }] : refuse('invalid_attribute_format')
  }
  if (path.attribute !== 'members') {
    return ledger.assume('unknown-attributes') === 'refused' ? refuse('invalid_request_payload') : []
  }
  if (path.filter) {
    if (op !== 'remove' || path.filter.attribute !== 'value') refuse('invalid_request_payload')
    return [{ remove: [path.filter.value] }]
  }
  if (op === 'add') return [{ add: membersOf(value) }]
  if (op === 'replace') return [{ members: membersOf(value) }]
  return [removeMembers(value, ledger)]
}

/**
 * `remove members` empties the group. With a `value`, which Entra used to send, it has emptied groups as well
 * (https://github.com/MicrosoftDocs/entra-docs/pull/879).
 */
function removeMembers(value: unknown, ledger: AssumptionLedger): GroupChange {
  if (value === undefined) return { members: [] }
  return ledger.assume('unfiltered-member-removal') === 'empties-group'
    ? { members: [] }
    : { remove: membersOf(value) }
}

function readWithoutPath({ op, value }: Operation, ledger: AssumptionLedger): readonly GroupChange[] {
  if (op === 'remove') refuse('invalid_request_payload')
  if (ledger.assume('pathless-group-operations') === 'refused') refuse('invalid_request_payload')
  return Object.entries(objectOf(value, 'invalid_request_payload'))
    .filter(([path]) => path !== 'id' && path !== 'schemas')
    .flatMap(([path, part]) => read({ op, path, value: part }, ledger))
}

function membersOf(value: unknown): string[] {
  return memberIds(isObject(value) ? [value] : value)
}
