import { isObject, member } from '../filter/attribute-values.ts'
import { applyAt } from './apply-at.ts'
import { combineValues } from './combine-values.ts'
import { listSchemas } from './list-schemas.ts'
import type { PatchOp } from './operations.ts'
import { SCIMPatchError } from './patch-error.ts'
import type { Fail } from './patch-path.ts'
import type { JSONObject } from './update-attribute.ts'

type Failing = (path: unknown, operation?: number) => Fail

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
  const failing: Failing = (path, operation) => (scimType, problem, cause) => {
    throw new SCIMPatchError(scimType, String(path), operation, problem, cause)
  }
  if (!isObject(resource) || !isObject(patch)) return failing('')('invalidSyntax', 'expected an object')
  const operations = member(patch, 'Operations')
  const isPartial = operations === undefined && !String(patch.schemas).includes(':PatchOp')
  const apply = isPartial ? applyPartial : applyOperations
  return listSchemas(resource, apply(resource, isPartial ? patch : operations, failing)) as Resource
}

/** Applies the operations of a `PatchOp`, one after the other. */
function applyOperations(resource: JSONObject, operations: unknown, failing: Failing): JSONObject {
  if (!Array.isArray(operations) || !operations.length) {
    return failing('')('invalidSyntax', 'Operations is an array of one or more')
  }
  return operations.reduce((node, operation, index) => {
    const { op, path = '', value } = Object(operation)
    const fail = failing(path, index)
    if (!/^(add|replace|remove)$/i.test(op)) fail('invalidSyntax', 'op is add, replace or remove')
    if (typeof path !== 'string') fail('invalidPath', 'the path is a string')
    if (value === undefined && !/^remove$/i.test(op)) fail('invalidValue', 'the value is missing')
    return applyAt(node, path, op.toLowerCase(), value, fail)
  }, resource)
}

/** Merges a partial resource; what the service assigns is left out, but for the list of what to clear first. */
function applyPartial(resource: JSONObject, patch: unknown, failing: Failing): JSONObject {
  const { id, meta, ...partial } = Object(patch)
  const cleared = [member(meta, 'attributes') ?? []].flat().map(String)
  const rest = cleared.reduce(
    (node, path) => applyAt(node, path, 'remove', undefined, failing(path)),
    resource,
  )
  return combineValues('merge', rest, partial) as JSONObject
}
