import type { UserOperations } from '../client/operations.ts'
import { SCIMConflictError } from '../errors/api-error.ts'
import { invalid } from '../errors/validation-error.ts'
import { SWITCH } from '../options/check-options.ts'
import type { User } from '../schemas/user.ts'
import type { Email } from '../schemas/user-parts.ts'
import { requireId, requireText } from './arguments.ts'
import { tellHolder } from './conflict.ts'
import { hasAddress, primaryEmail, sameAddress } from './identity.ts'
import { seeChange } from './see-change.ts'
import { beginTask, type TaskOptions } from './task.ts'

/** Options of {@link changeEmail}. */
export interface ChangeEmailOptions extends TaskOptions {
  /** Whether the former primary email stays as the second address, in place of the present second one; default `false`. */
  readonly keepOld?: boolean | undefined
}

/**
 * Gives an account another primary email, and reads it until it shows.
 *
 * Slack stores two addresses, and does not document what becomes of the former primary one. This says in the request
 * what the second one is to be: with `keepOld` the former primary email, else the second address that was there.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param id - the account's Slack id
 * @param email - the new primary email
 * @param options - `keepOld`, `settleTimeout` (milliseconds), and the options of a call
 * @returns the account as last read
 * @throws {@link SCIMConflictError} if another account has the address; it has the `holder`, if found
 * @throws {@link SCIMRefusedError} (`unsettled`) if no read shows the addresses when `settleTimeout` ends
 * @see [Move a person's address](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/change-an-email.md)
 *
 * @example
 * ```ts
 * import { changeEmail, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const user = await changeEmail(scim, 'U0123456789', 'jo.park@example.com', { keepOld: true })
 * console.log(user.emails)
 * ```
 */
export async function changeEmail(
  scim: UserOperations,
  id: string,
  email: string,
  options: ChangeEmailOptions = {},
): Promise<User> {
  const name = 'changeEmail'
  const needs = ['readUser', 'patchUser', 'searchUsers'] as const
  const task = beginTask({ name, scim, needs, options, rules: { keepOld: SWITCH } })
  requireId(name, 'id', id)
  requireText(name, ['email', email], 'an email address')
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw invalid(name, 'email', 'must be an email address')
  const { user } = await scim.readUser(id, task.call)
  const old = primaryEmail(user)
  if (sameAddress(old, email)) return user
  const second = options.keepOld ? old : secondOf(user, [old, email])
  const emails: Email[] = [{ value: email, primary: true }]
  if (second) emails.push({ value: second, primary: false })
  else if (old) emails.push({ value: old, operation: 'delete' })
  const shows = (read: User): boolean =>
    sameAddress(primaryEmail(read), email) &&
    (second ? hasAddress(read, second) : !hasAddress(read, old ?? ''))
  try {
    const write = scim.patchUser(id, { emails }, task.call)
    return (await seeChange(task, { id, write, shows, expected: 'has these addresses' })) ?? user
  } catch (error) {
    if (error instanceof SCIMConflictError) {
      await tellHolder(task, error, { wanted: { emails: [{ value: email, primary: true }] }, self: id })
    }
    throw error
  }
}

/** The address of an account that is none of these. */
function secondOf({ emails }: User, others: readonly (string | undefined)[]): string | undefined {
  const values = Array.isArray(emails) ? emails.map((one) => one?.value) : []
  return values.find(
    (value): value is string => Boolean(value) && !others.some((other) => other && sameAddress(value, other)),
  )
}
