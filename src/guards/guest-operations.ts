import { type Change, changeOf } from './change.ts'
import { changeBy, converts, guestChanges } from './guest-status.ts'

/** An operation that a service may read in another way counts as one that removes the extension. */
const UNREADABLE: Change = { verb: 'remove', path: '', value: undefined, depth: 0 }

/**
 * Tells whether a PATCH would make a full member of a guest.
 *
 * @param body - a `PatchOp` of 2.0, or a partial resource of 1.1
 */
export function patchConverts(body: object): boolean {
  return changesBy(body).some(converts)
}

/** Tells whether a body is about the guest extension or a part of it. */
export function namesGuest(body: object): boolean {
  return changesBy(body).length > 0
}

function changesBy(body: object): readonly Change[] {
  const { Operations, ...partial } = body as Readonly<Record<string, unknown>>
  const operations = Array.isArray(Operations) ? Operations : []
  return [changeBy(partial), ...operations.map((one) => changeOf(one) ?? UNREADABLE)].flatMap(guestChanges)
}
