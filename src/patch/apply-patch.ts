import { isObject, member } from '../filter/attribute-values.ts'
import { applyAt, applyOperation } from './apply-operation.ts'
import { combine, type JSONObject, update } from './combine-values.ts'
import { isEqual } from './equality.ts'
import type { PatchOp } from './operations.ts'
import { SCIMPatchError } from './patch-error.ts'
import type { Fail } from './patch-path.ts'

/**
 * Applies a patch to a resource: a `PatchOp` of SCIM 2.0 (RFC 7644 3.5.2) if it has `Operations`, else a partial
 * resource of SCIM 1.1 (protocol, 3.3.2).
 *
 * All of it is applied or nothing is, and what does not change is shared, not copied.
 *
 * @param resource - the resource as it is; it is only read
 * @param patch - the patch; it is only read, and the result may share its values
 * @returns the resource as it becomes
 * @throws {SCIMPatchError} naming the operation and its path
 *
 * @example
 * ```ts
 * import { add, applyPatch, patchOp } from 'slack-scim/patch'
 *
 * applyPatch({ members: [{ value: 'U1' }] }, patchOp(add('members', [{ value: 'U2' }])))
 * ```
 */
export function applyPatch<Resource extends object>(resource: Resource, patch: PatchOp | object): Resource {
  const failing =
    (path: unknown, operation?: number): Fail =>
    (scimType, problem, cause) => {
      throw new SCIMPatchError(scimType, typeof path === 'string' ? path : '', operation, problem, cause)
    }
  if (!isObject(resource) || !isObject(patch)) return failing('')('invalidSyntax', 'expected an object')
  const operations = member(patch, 'Operations')
  if (operations === undefined) return applyPartial(resource, patch, failing) as Resource
  if (!Array.isArray(operations) || !operations.length) {
    return failing('')('invalidSyntax', 'Operations is an array of one operation or more')
  }
  return operations.reduce((before, operation, index) => {
    const fail = failing(operation?.path, index)
    const after = applyOperation(before, operation, fail)
    for (const name of ['id', 'meta']) {
      if (!isEqual(member(before, name), member(after, name))) fail('mutability', `${name} is read-only`)
    }
    return after
  }, resource)
}

/** What the service assigns is ignored (SCIM 1.1 protocol, 3.3.1), but for the list of what is to be cleared first. */
function applyPartial(
  resource: JSONObject,
  { id, meta, ...partial }: JSONObject,
  failing: (path: unknown) => Fail,
): JSONObject {
  const cleared = member(meta, 'attributes')
  const names: unknown[] = Array.isArray(cleared) ? cleared : []
  const rest = names.reduce<JSONObject>(
    (node, name) => applyAt(node, String(name), 'remove', undefined, failing(name)),
    resource,
  )
  return update(rest, Object.entries(partial), (before, value) => combine('merge', before, value))
}
