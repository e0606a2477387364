import type { GroupAttributes } from '../schemas/group.ts'
import type { UserAttributes } from '../schemas/user.ts'
import { differences, type Unsupported } from './differences.ts'
import { type PatchOp, patchOp } from './operations.ts'
import { writeOperations } from './write-operations.ts'

/** A partial resource of 1.1, as `patchUser` and `patchGroup` take it. */
export type PartialResource = UserAttributes & GroupAttributes

/** The form of a patch in a dialect. */
export type PatchOf<Dialect extends '1.1' | '2.0'> = Dialect extends '2.0' ? PatchOp : PartialResource

/** What {@link diffResources} finds. */
export interface ResourceDiff<Patch = PatchOp | PartialResource> {
  /** A `PatchOp` of 2.0, a partial resource of 1.1, or `undefined` when there is nothing to say. */
  readonly patch: Patch | undefined
  readonly unsupported: readonly Unsupported[]
}

/**
 * Finds the smallest patch that makes one resource another, in forms that Slack documents or is seen to take; what
 * has no such form is listed and left alone. The order of multi-valued attributes has no meaning (RFC 7643 2.4).
 *
 * Of addresses the one that stays comes along, for Slack to know which is the primary one.
 * Phones are said all or not at all: a number of type `mobile` is written into the slot of the primary one, so what
 * needs a number that is not primary is `unsupported`. Send it as `patchUser(id, { phoneNumbers })` with `primary: false`
 * beside the one with `primary: true`, or alone with `type: 'work'`.
 *
 * @param before - the resource as it is
 * @param after - the resource as it is to become, whole: what it lacks is to be cleared
 * @param options - `dialect`: the version of SCIM that the patch is for
 * @returns the patch, and what it does not say
 *
 * @example
 * ```ts
 * import { diffResources } from 'slack-scim/patch'
 *
 * diffResources({ userName: 'jo', title: 'Cook' }, { userName: 'jo', title: 'Chef' }, { dialect: '2.0' })
 * // { patch: { schemas: […], Operations: [{ op: 'replace', path: 'title', value: 'Chef' }] }, unsupported: [] }
 * ```
 */
export function diffResources<Dialect extends '1.1' | '2.0'>(
  before: object,
  after: object,
  { dialect }: { readonly dialect: Dialect },
): ResourceDiff<PatchOf<Dialect>> {
  const { written, cleared, unsupported } = differences(before, after, { version: dialect })
  const patch =
    dialect === '1.1'
      ? { ...written, ...(cleared.length && { meta: { attributes: cleared } }) }
      : patchOp(...writeOperations(cleared, written))
  const isEmpty = !cleared.length && !Object.keys(written).length
  return { patch: isEmpty ? undefined : (patch as PatchOf<Dialect>), unsupported }
}
