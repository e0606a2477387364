import { assertNotEmptied } from '../guards/empty-group.ts'
import { refuse } from './refusal.ts'

/**
 * Refuses a PATCH that could remove every member of a group, as the client does: a browser that may change members
 * can still remove them one by one.
 *
 * @param body - a `PatchOp` of 2.0, or a partial resource of 1.1
 */
export function checkMembersStay(operation: string, body: Readonly<Record<string, unknown>>): void {
  try {
    assertNotEmptied(operation, body)
  } catch {
    refuse('relay_bad_request', 'this PATCH could remove all members: remove them one by one')
  }
}
