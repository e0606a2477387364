import type { UserOperations } from '../client/operations.ts'
import { SCIMApiError } from '../errors/api-error.ts'
import type { User } from '../schemas/user.ts'
import { requireText } from './arguments.ts'
import { FIND_RULES, type FindOptions, findByEmail, findByUserName } from './find-user.ts'
import { isSlackId } from './manager.ts'
import { beginTask, type Task } from './task.ts'

/**
 * Finds the account that a person means by an id, an email address or a name.
 *
 * The form decides, once: `U0123456789` is an id, a text with `@` inside is an address, and everything else is a
 * `userName`, with or without `@` in front. The account is read, and its id, address or name compared here: an id that
 * is not there is not looked for as a name.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param who - a Slack id, an email address, or a `userName` such as `@jo`
 * @param options - `certain`, and the options of a call
 * @returns the account; undefined if there is none
 * @throws {@link SCIMRefusedError} (`incomplete`) if `certain` and the list changed in each of three readings
 * @see [Find a person by email](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/find-by-email.md)
 *
 * @example
 * ```ts
 * import { resolveUser, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * for (const who of ['U0123456789', 'jo@example.com', '@jo']) {
 *   console.log(who, (await resolveUser(scim, who))?.id)
 * }
 * ```
 */
export async function resolveUser(
  scim: UserOperations,
  who: string,
  options: FindOptions = {},
): Promise<User | undefined> {
  const name = 'resolveUser'
  const task = beginTask({ name, scim, needs: ['searchUsers', 'readUser'], options, rules: FIND_RULES })
  requireText(name, ['who', who], 'a Slack id, an email address or a userName')
  return resolve(task, who, options.certain)
}

/** Resolves an account within a task. */
export async function resolve(
  task: Task<UserOperations>,
  who: string,
  certain = false,
): Promise<User | undefined> {
  if (isSlackId(who)) return readAccount(task, who)
  if (who.indexOf('@') > 0) return findByEmail(task, who, certain)
  const userName = who.replace(/^@/, '')
  // Behind the @ may stand nothing, or white space.
  requireText(task.name, ['userName', userName], 'a userName')
  return findByUserName(task, userName, certain)
}

async function readAccount({ scim, call }: Task<UserOperations>, id: string): Promise<User | undefined> {
  try {
    const { user } = await scim.readUser(id, call)
    return user.id === id ? user : undefined
  } catch (error) {
    // Slack refuses an id that it cannot decode; neither is anybody's.
    const isNobody =
      error instanceof SCIMApiError && (error.status === 404 || error.reason === 'cannot_decode_user_id')
    if (isNobody) return undefined
    throw error
  }
}
