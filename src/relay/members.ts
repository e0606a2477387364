import { mayEmptyGroup } from '../guards/empty-group.ts'
import { readOperations } from '../guards/group-operations.ts'
import type { Target } from './operations.ts'
import type { Permit } from './permits.ts'
import { refuse } from './refusal.ts'

/**
 * Refuses a PATCH or PUT that could remove every member of a group, as the client does: a browser that may change
 * members can still remove them one by one.
 */
export function checkMembersStay(
  { operation: { method, resource } }: Target,
  body: Readonly<Record<string, unknown>>,
  { emptyGroup }: Permit,
): void {
  if (resource !== 'group' || !(method === 'PATCH' || method === 'PUT') || emptyGroup) return
  if (mayEmptyGroup(body, { method, readOperations })) {
    refuse('relay_bad_request', `this ${method} could remove all members: remove them one by one`)
  }
}
