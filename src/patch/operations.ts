import type { PatchOp, PatchOperation } from '../schemas/patch-op.ts'
import type { URN_2_0 } from '../schemas/urns.ts'

export type { PatchOp, PatchOperation }

/** The schema of the body of a 2.0 PATCH; its text again, since an entry of 3.5 kB has no room for all URNs. */
export const PATCH_OP: (typeof URN_2_0)['patch'] = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/**
 * Adds values to a multi-valued attribute, sub-attributes to a complex one, or sets any other (RFC 7644 3.5.2.1).
 *
 * @param path - where, such as `emails` or `urn:…:User:department`
 * @param value - what to add
 *
 * @example
 * ```ts
 * import { add, patchOp } from 'slack-scim/patch'
 *
 * patchOp(add('members', [{ value: 'U0123456789' }]))
 * ```
 */
export const add = (path: string, value: unknown): PatchOperation => ({ op: 'add', path, value })

/** Replaces the values at a path (RFC 7644 3.5.2.3); of a complex attribute, the sub-attributes that are given. */
export const replace = (path: string, value: unknown): PatchOperation => ({ op: 'replace', path, value })

/** Removes what is at a path (RFC 7644 3.5.2.2); without a filter that is all values of a multi-valued attribute. */
export const remove = (path: string): PatchOperation => ({ op: 'remove', path })

/**
 * Puts operations, done in this order, into the body of a 2.0 PATCH.
 *
 * @example
 * ```ts
 * import { patchOp, remove, replace } from 'slack-scim/patch'
 *
 * patchOp(replace('active', true), remove('emails[primary eq false]'))
 * ```
 */
export const patchOp = (...operations: readonly PatchOperation[]): PatchOp => ({
  schemas: [PATCH_OP],
  Operations: operations,
})
