/**
 * Changes of SCIM resources: build, apply and find them (RFC 7644 3.5.2; SCIM 1.1 protocol, 3.3.2).
 *
 * @module
 */

export { applyPatch } from './apply-patch.ts'
export {
  diffResources,
  type PartialResource,
  type PatchOf,
  type ResourceDiff,
} from './diff-resources.ts'
export type { Unsupported } from './differences.ts'
export { add, type PatchOp, type PatchOperation, patchOp, remove, replace } from './operations.ts'
export { type PatchProblem, SCIMPatchError, type SCIMPatchErrorInit } from './patch-error.ts'
