import type { GroupOperations } from '../client/operations.ts'
import { requireId } from './arguments.ts'
import { assertAllShown } from './shown-members.ts'
import { beginTask, type TaskOptions } from './task.ts'

/**
 * Tells whether a person is a member of a group. It reads the group, whose list of members is what Slack acts on.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param groupId - the group's Slack id
 * @param userId - the person's Slack id; `resolveUser` finds it
 * @param options - the options of a call
 * @throws {@link SCIMRefusedError} (`incomplete`) if the group shows fewer members than it says that it has, and this
 *   person is not among them
 * @see [Fill a group of 12,000 people by its name](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/group-members.md)
 *
 * @example
 * ```ts
 * import { isMember, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * console.log(await isMember(scim, 'S0123456789', 'U0123456789'))
 * ```
 */
export async function isMember(
  scim: GroupOperations,
  groupId: string,
  userId: string,
  options: TaskOptions = {},
): Promise<boolean> {
  const name = 'isMember'
  const task = beginTask({ name, scim, needs: ['readGroup'], options })
  requireId(name, 'groupId', groupId)
  requireId(name, 'userId', userId)
  const { group } = await scim.readGroup(groupId, task.call)
  const isShown = Array.isArray(group.members) && group.members.some((member) => member?.value === userId)
  if (!isShown) assertAllShown(name, group, 'read the groups of the account')
  return isShown
}
