import type { UserOperations } from '../client/operations.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { UserCreate } from '../schemas/user.ts'
import { findByEmail, findByUserName } from './find-user.ts'
import { dialectOf, type Task } from './task.ts'

/**
 * The attributes with the manager as an id. Slack takes an address or a `userName` as well, and answers an id:
 * without this, what is wanted would never equal what is read.
 */
export async function withManagerId(task: Task<UserOperations>, wanted: UserCreate): Promise<UserCreate> {
  const urn = dialectOf(task).urns.enterprise
  const extension = wanted[urn]
  if (!isRecord(extension) || !isRecord(extension.manager)) return wanted
  const { manager } = extension
  const { managerId } = manager
  if (typeof managerId !== 'string' || !managerId.trim() || isSlackId(managerId)) return wanted
  const find = managerId.includes('@') ? findByEmail : findByUserName
  const found = await find(task, managerId).catch(() => undefined)
  if (!found) return wanted
  return { ...wanted, [urn]: { ...extension, manager: { ...manager, managerId: found.id } } }
}

/** Whether a text is the id of an account on Slack; names are in lower case there. */
export function isSlackId(text: string): boolean {
  return /^[UW][A-Z0-9]{5,}$/.test(text)
}
