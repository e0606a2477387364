import { isObject, member } from '../filter/attribute-values.ts'
import { applyAt } from './apply-at.ts'
import { combineValues } from './combine-values.ts'
import { ListDrafts } from './list-draft.ts'
import { listSchemas } from './list-schemas.ts'
import { PATCH_OP, type PatchOp } from './operations.ts'
import { SCIMPatchError } from './patch-error.ts'
import { type Fail, isName } from './patch-path.ts'
import { isReadOnly, type JSONObject, updateAttributes } from './update-attribute.ts'

type Failing = (path: unknown, operation?: number) => Fail

/**
 * Applies a patch to a resource: a `PatchOp` of SCIM 2.0 (RFC 7644 3.5.2) if it has `Operations`, else a partial
 * resource of SCIM 1.1 (protocol, 3.3.2), in which one space clears a text, as Slack has it.
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
    throw new SCIMPatchError({
      scimType,
      path: typeof path === 'string' ? path : '',
      operation,
      problem,
      cause,
    })
  }
  if (!isObject(resource) || !isObject(patch)) return failing('')('invalidSyntax', 'expected an object')
  const operations = member(patch, 'Operations')
  const isPartial = operations === undefined && ![patch.schemas].flat().includes(PATCH_OP)
  const apply = isPartial ? applyPartial : applyOperations
  return listSchemas(resource, apply(resource, isPartial ? patch : operations, failing)) as Resource
}

/** Applies the operations of a `PatchOp`, one after the other. */
function applyOperations(resource: JSONObject, operations: unknown, failing: Failing): JSONObject {
  if (!Array.isArray(operations) || !operations.length) {
    return failing('')('invalidSyntax', 'Operations is no array, or empty')
  }
  const drafts = new ListDrafts()
  let node = resource
  for (const [index, operation] of operations.entries()) {
    const written = drafts.take(node, operation)
    if (!written) continue
    const { op, path = '', value } = Object(operation)
    const fail = failing(path, index)
    const name = typeof op === 'string' ? op.toLowerCase() : ''
    if (name !== 'add' && name !== 'replace' && name !== 'remove') {
      return fail('invalidSyntax', 'op is add, replace or remove')
    }
    if (value === undefined && name !== 'remove') fail('invalidValue', 'the value is missing')
    node = applyAt(written, { path, op: name, value }, fail)
  }
  return drafts.write(node)
}

/** Merges a partial resource; what the service assigns is left out, but for the list of what to clear first. */
function applyPartial(resource: JSONObject, patch: unknown, failing: Failing): JSONObject {
  const cleared = [member(member(patch, 'meta'), 'attributes') ?? []].flat()
  const entries = Object.entries(Object(patch)).filter(([name]) => !isReadOnly(name))
  const isPlain = (path: unknown): path is string => isName(path) && !isReadOnly(path)
  const names = cleared.filter(isPlain).map((name) => [name, undefined] as const)
  const rest = cleared
    .filter((path) => !isPlain(path))
    .reduce<JSONObject>(
      (node, path) => applyAt(node, { path, op: 'remove', value: undefined }, failing(path)),
      updateAttributes(resource, names, () => undefined),
    )
  return combineValues('merge', rest, Object.fromEntries(entries)) as JSONObject
}
