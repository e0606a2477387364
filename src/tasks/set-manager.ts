import type { UserOperations } from '../client/operations.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { invalid } from '../errors/validation-error.ts'
import { isRecord } from '../protocol/is-record.ts'
import type { User } from '../schemas/user.ts'
import { requireId, requireText } from './arguments.ts'
import { FIND_RULES, type FindOptions } from './find-user.ts'
import { guestOf } from './guest-status.ts'
import { resolve } from './resolve-user.ts'
import { seeChange } from './see-change.ts'
import { beginTask, dialectOf } from './task.ts'

/**
 * Sets or clears the manager of an account, and reads it until it shows. Slack answers guests in a short form without
 * managers: what it accepts of a guest counts as shown.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param id - the account's Slack id
 * @param manager - the manager's Slack id, email address or `userName`, as `resolveUser` takes them; `null` for none
 * @param options - `certain` (of the search for the manager), `settleTimeout` (milliseconds), and the options of a call
 * @returns the account as last read
 * @throws {@link SCIMValidationError} for a person who would be their own manager
 * @throws {@link SCIMRefusedError} `not_found` if no account is the manager's; `unsettled` if no read shows the manager
 *   when `settleTimeout` ends
 * @see [Set a manager](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/set-a-manager.md)
 *
 * @example
 * ```ts
 * import { SCIMClient, setManager } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * await setManager(scim, 'U0123456789', 'boss@example.com')
 * ```
 */
export async function setManager(
  scim: UserOperations,
  id: string,
  manager: string | null,
  options: FindOptions = {},
): Promise<User> {
  const name = 'setManager'
  const needs = ['readUser', 'patchUser', 'searchUsers'] as const
  const task = beginTask({ name, scim, needs, options, rules: FIND_RULES })
  const dialect = dialectOf(task)
  const urn = dialect.urns.enterprise
  requireId(name, 'id', id)
  if (manager !== null)
    requireText(name, ['manager', manager], 'a Slack id, an email address, a userName or null')
  const managerId = manager === null ? undefined : (await resolve(task, manager, options.certain))?.id
  if (manager !== null && managerId === undefined) {
    throw new SCIMRefusedError(`${name}: manager: no account was found: use the Slack id`, 'not_found')
  }
  if (managerId === id) throw invalid(name, 'manager', 'must be another account')

  const managerOf = (user: User): unknown => {
    const extension = user[urn]
    return isRecord(extension) && isRecord(extension.manager) ? extension.manager.managerId : undefined
  }
  const isSet = (user: User): boolean => (managerOf(user) || undefined) === managerId
  const { user } = await scim.readUser(id, task.call)
  if (isSet(user) && (managerId || user[urn])) return user
  const partial = managerId
    ? { [urn]: { manager: { managerId } } }
    : { meta: { attributes: [`${urn}.manager.managerId`] } }
  const write = scim.patchUser(id, partial, task.call)
  const shows = (read: User): boolean => isSet(read) || (guestOf(dialect, read) !== undefined && !read[urn])
  return (await seeChange(task, { id, write, shows, expected: 'has this manager' })) ?? user
}
