import { SCIMError } from '../errors/scim-error.ts'

/** What is wrong with a patch, in the words of RFC 7644 3.12, table 9. */
export type PatchProblem =
  | 'invalidSyntax'
  | 'invalidPath'
  | 'invalidFilter'
  | 'invalidValue'
  | 'noTarget'
  | 'mutability'

/** What a {@link SCIMPatchError} is made from. */
export interface SCIMPatchErrorInit {
  /** What is wrong. */
  readonly scimType: PatchProblem
  /** The path as it was given; empty where there was none. */
  readonly path: string
  /** The index of the operation; `undefined` for a 1.1 patch, which has none. */
  readonly operation?: number | undefined
  /** One sentence about the problem. */
  readonly problem: string
  /** The error underneath; default none. */
  readonly cause?: unknown
}

/**
 * A patch that cannot be applied; the resource is as it was.
 *
 * @example
 * ```ts
 * import { applyPatch, patchOp, replace, SCIMPatchError } from 'slack-scim/patch'
 *
 * try {
 *   applyPatch({ emails: [] }, patchOp(replace('emails[type eq "work"].value', 'jo@example.com')))
 * } catch (error) {
 *   if (error instanceof SCIMPatchError) console.error(error.scimType, error.operation) // noTarget 0
 * }
 * ```
 */
export class SCIMPatchError extends SCIMError {
  declare readonly name: 'SCIMPatchError'
  declare readonly code: 'bad_patch'
  /** What is wrong. */
  declare readonly scimType: PatchProblem
  /** The path as it was given; empty where there was none. */
  declare readonly path: string
  /** The index of the operation; `undefined` for a 1.1 patch, which has none. */
  declare readonly operation: number | undefined

  /** @param init - `scimType`, `path` and `problem`; optionally `operation` and `cause` */
  constructor({ problem, cause, ...fields }: SCIMPatchErrorInit) {
    const { path, operation } = fields
    const which = operation === undefined ? '' : ` (operation ${operation})`
    const message = `Cannot patch ${path || 'the resource'}${which}: ${problem}`
    super({ name: 'SCIMPatchError', code: 'bad_patch', message, cause, fields })
  }
}
