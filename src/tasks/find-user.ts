import type { UserOperations } from '../client/operations.ts'
import { type OptionRules, SWITCH } from '../options/check-options.ts'
import { foldWidth } from '../protocol/text.ts'
import type { User } from '../schemas/user.ts'
import { requireText } from './arguments.ts'
import { hasAddress, primaryEmail, sameAddress, sameUserName } from './identity.ts'
import { type Match, searchFor } from './search-for.ts'
import { beginTask, dialectOf, type Task, type TaskOptions } from './task.ts'

/** Options of the searches for one user or group. */
export interface FindOptions extends TaskOptions {
  /** Whether to read the whole list when the filter finds nothing; default `false`. Slack's filters miss people. */
  readonly certain?: boolean | undefined
}

/** The rules of {@link FindOptions}. */
export const FIND_RULES: OptionRules = /* @__PURE__ */ (() => ({ certain: SWITCH }))()

/**
 * Finds the account that has an email address, deactivated ones included; a primary email goes before a second one.
 *
 * The address of the account that was found is compared here, without regard to case and normalization form: Slack's
 * filter has returned neighbours, and missed people.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param email - the address, without white space around it
 * @param options - `certain`, and the options of a call
 * @returns the account; undefined if there is none
 * @throws {@link SCIMRefusedError} (`incomplete`) if `certain` and the list changed in each of three readings
 * @see [Find a person by email](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/find-by-email.md)
 *
 * @example
 * ```ts
 * import { findUserByEmail, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const user = await findUserByEmail(scim, 'jo@example.com', { certain: true })
 * console.log(user?.id)
 * ```
 */
export async function findUserByEmail(
  scim: UserOperations,
  email: string,
  options: FindOptions = {},
): Promise<User | undefined> {
  const name = 'findUserByEmail'
  const task = beginTask({ name, scim, needs: ['searchUsers'], options, rules: FIND_RULES })
  requireText(name, ['email', email], 'an email address')
  return findByEmail(task, email, options.certain)
}

/**
 * Finds the account that has a `userName`, deactivated ones included.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param userName - the name, without white space around it; case and width make no difference (RFC 8265)
 * @param options - `certain`, and the options of a call
 * @returns the account; undefined if there is none
 * @throws {@link SCIMRefusedError} (`incomplete`) if `certain` and the list changed in each of three readings
 * @see [Find a person by email](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/find-by-email.md)
 *
 * @example
 * ```ts
 * import { findUserByUserName, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const user = await findUserByUserName(scim, 'jo')
 * console.log(user?.id)
 * ```
 */
export async function findUserByUserName(
  scim: UserOperations,
  userName: string,
  options: FindOptions = {},
): Promise<User | undefined> {
  const name = 'findUserByUserName'
  const task = beginTask({ name, scim, needs: ['searchUsers'], options, rules: FIND_RULES })
  requireText(name, ['userName', userName], 'a userName')
  return findByUserName(task, userName, options.certain)
}

/** Finds an account by address within a task. */
export function findByEmail(
  task: Task<UserOperations>,
  email: string,
  certain = false,
): Promise<User | undefined> {
  const match = (user: User): Match =>
    !hasAddress(user, email) ? 'no' : sameAddress(primaryEmail(user), email) ? 'yes' : 'perhaps'
  return findUser(task, { emails: [email], certain, match })
}

/** Finds an account by `userName` within a task. */
export function findByUserName(
  task: Task<UserOperations>,
  userName: string,
  certain = false,
): Promise<User | undefined> {
  const match = (user: User): Match => (sameUserName(user.userName, userName) ? 'yes' : 'no')
  return findUser(task, { userNames: [userName], certain, match })
}

/** The values to filter for, and the comparison that decides. */
export interface UserSearch {
  readonly emails?: readonly string[]
  readonly userNames?: readonly string[]
  readonly certain: boolean
  readonly match: (user: User) => Match
}

/** Asks by filter for each value, then, if it must be certain, reads everyone; `match` alone decides. */
export function findUser(
  task: Task<UserOperations>,
  { emails = [], userNames = [], certain, match }: UserSearch,
): Promise<User | undefined> {
  const { scim, call } = task
  // Only a search by address needs to know the dialect.
  const filters = [
    ...emails.map((value) => ({ attr: dialectOf(task).emailFilter, value: value.normalize() })),
    ...userNames.map((value) => ({ attr: 'userName', value: foldWidth(value) })),
  ]
  return searchFor(task, { list: (params) => scim.searchUsers(params, call), filters, certain, match })
}
