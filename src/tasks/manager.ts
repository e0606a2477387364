import type { UserOperations } from '../client/operations.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { User, UserCreate } from '../schemas/user.ts'
import { findByEmail, findByUserName } from './find-user.ts'
import { primaryEmail, sameAddress, sameUserName } from './identity.ts'
import { dialectOf, type Task } from './task.ts'

/**
 * The attributes with the manager as an id. Slack takes an address or a `userName` as well, and answers an id:
 * without this, what is wanted would never equal what is read. Filters miss people, so the manager that the account
 * has is read as well.
 */
export async function withManagerId(
  task: Task<UserOperations>,
  wanted: UserCreate,
  account: User | undefined,
): Promise<UserCreate> {
  const urn = dialectOf(task).urns.enterprise
  const extension = wanted[urn]
  if (!isRecord(extension) || !isRecord(extension.manager)) return wanted
  const { manager } = extension
  const { managerId } = manager
  if (typeof managerId !== 'string' || !managerId.trim() || isSlackId(managerId)) return wanted
  const find = managerId.includes('@') ? findByEmail : findByUserName
  const found =
    (await find(task, managerId).catch(() => undefined)) ?? (await presentManager(task, managerId, account))
  if (!found) return wanted
  return { ...wanted, [urn]: { ...extension, manager: { ...manager, managerId: found.id } } }
}

/** The manager of an account, if an address or a name is theirs. */
async function presentManager(
  task: Task<UserOperations>,
  wanted: string,
  account: User | undefined,
): Promise<User | undefined> {
  const extension = account?.[dialectOf(task).urns.enterprise]
  const manager = isRecord(extension) ? extension.manager : undefined
  const id = isRecord(manager) ? manager.managerId : undefined
  if (typeof id !== 'string' || !id) return undefined
  const { user } = await task.scim.readUser(id, task.call).catch(() => ({ user: undefined }))
  const isWanted = user && (sameAddress(primaryEmail(user), wanted) || sameUserName(user.userName, wanted))
  return isWanted ? user : undefined
}

/** Whether a text is the id of an account on Slack; names are in lower case there. */
export function isSlackId(text: string): boolean {
  return /^[UW][A-Z0-9]{5,}$/.test(text)
}
