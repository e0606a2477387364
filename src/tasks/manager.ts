import type { Client } from '../client/client.ts'
import type { EnterpriseUser } from '../schemas/enterprise-user.ts'
import { URN_1_1, URN_2_0 } from '../schemas/urns.ts'
import type { UserCreate } from '../schemas/user.ts'
import { findUserByEmail, findUserByUserName } from './find-user.ts'
import type { TaskOptions } from './task-options.ts'

/**
 * The attributes with the manager as an id. Slack takes an address or a `userName` as well, and gives back an
 * id: without this, what is wanted would never be what is read.
 */
export async function withManagerId(
  scim: Client,
  wanted: UserCreate,
  options: TaskOptions,
): Promise<UserCreate> {
  const urn = scim.version === '1.1' ? URN_1_1.enterprise : URN_2_0.enterprise
  const extension: EnterpriseUser | null | undefined = wanted[urn]
  const manager = extension?.manager?.managerId
  if (typeof manager !== 'string' || !manager.trim() || /^[UW][A-Z0-9]{5,}$/.test(manager)) return wanted
  const find = manager.includes('@') ? findUserByEmail : findUserByUserName
  const found = await find(scim, manager, options).catch(() => undefined)
  if (!found) return wanted
  return { ...wanted, [urn]: { ...extension, manager: { ...extension?.manager, managerId: found.id } } }
}
