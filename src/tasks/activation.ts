import type { UserOperations } from '../client/operations.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { quote } from '../events/quote.ts'
import { SWITCH } from '../options/check-options.ts'
import { asText } from '../protocol/as-text.ts'
import type { User } from '../schemas/user.ts'
import { requireId } from './arguments.ts'
import { seeChange } from './see-change.ts'
import { beginTask, type Task, type TaskOptions } from './task.ts'

/** Options of {@link deactivateUser} and {@link reactivateUser}. */
export interface ActivationOptions extends TaskOptions {
  /** Whether to read until the change shows; default `true`. */
  readonly verify?: boolean | undefined
}

const RULES = { verify: SWITCH }

/**
 * Deactivates an account by DELETE, which can be repeated, and reads it until it is inactive.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param id - the account's Slack id
 * @param options - `verify`, `settleTimeout` (milliseconds), and the options of a call
 * @returns the account as last read; undefined without `verify`, and from a service that deletes permanently
 * @throws {@link SCIMRefusedError} `unsettled` if it is still active when `settleTimeout` ends; `active_unknown` if
 *   the service does not say whether it is
 * @see [Deactivate a leaver safely](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/deactivate-a-leaver.md)
 *
 * @example
 * ```ts
 * import { deactivateUser, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * await deactivateUser(scim, 'U0123456789')
 * ```
 */
export async function deactivateUser(
  scim: UserOperations,
  id: string,
  options: ActivationOptions = {},
): Promise<User | undefined> {
  const name = 'deactivateUser'
  const task = beginTask({ name, scim, needs: ['deleteUser', 'readUser'], options, rules: RULES })
  requireId(name, 'id', id)
  if (options.verify ?? true) return deactivate(task, id)
  await scim.deleteUser(id, task.call)
  return undefined
}

/**
 * Reactivates an account by a PATCH with a boolean, and reads it until it is active. Slack does not bring back the
 * channels and groups that it was in.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param id - the account's Slack id
 * @param options - `verify`, `settleTimeout` (milliseconds), and the options of a call
 * @returns the account as last read; undefined without `verify`
 * @throws {@link SCIMRefusedError} `unsettled` if it is still inactive when `settleTimeout` ends; `active_unknown` if
 *   the service does not say whether it is
 * @see [Deactivate a leaver safely](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/deactivate-a-leaver.md)
 *
 * @example
 * ```ts
 * import { reactivateUser, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const user = await reactivateUser(scim, 'U0123456789')
 * console.log(user?.active)
 * ```
 */
export async function reactivateUser(
  scim: UserOperations,
  id: string,
  options: ActivationOptions = {},
): Promise<User | undefined> {
  const name = 'reactivateUser'
  const task = beginTask({ name, scim, needs: ['patchUser', 'readUser'], options, rules: RULES })
  requireId(name, 'id', id)
  if (options.verify ?? true) return reactivate(task, id)
  await scim.patchUser(id, { active: true }, task.call)
  return undefined
}

/** Deactivates an account within a task, and reads it until it is inactive. */
export function deactivate(task: Task<UserOperations>, id: string): Promise<User | undefined> {
  const write = task.scim.deleteUser(id, task.call)
  const shows = (user: User): boolean => !isActive(task, user)
  return seeChange(task, { id, write, shows, expected: 'is inactive', endsAccount: true })
}

/** Reactivates an account within a task, and reads it until it is active. */
export function reactivate(task: Task<UserOperations>, id: string): Promise<User | undefined> {
  const write = task.scim.patchUser(id, { active: true }, task.call)
  return seeChange(task, { id, write, shows: (user) => isActive(task, user), expected: 'is active' })
}

/**
 * Whether an account works.
 *
 * @throws {@link SCIMRefusedError} (`active_unknown`) if the service does not say
 */
export function isActive({ name }: Pick<Task<UserOperations>, 'name'>, user: User): boolean {
  if (typeof user.active === 'boolean') return user.active
  throw new SCIMRefusedError(
    `${name}: ${quote(asText(user.id))}: the service sent no boolean active, so it is unknown whether the account is deactivated`,
    'active_unknown',
    user,
  )
}
