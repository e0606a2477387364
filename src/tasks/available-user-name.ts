import type { GroupOperations, UserOperations } from '../client/operations.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { invalid } from '../errors/validation-error.ts'
import { foldUserName } from '../protocol/text.ts'
import { findByName } from './find-group.ts'
import { FIND_RULES, type FindOptions, findByUserName } from './find-user.ts'
import { searchFor } from './search-for.ts'
import { slackUserName } from './slack-user-name.ts'
import { beginTask, type Task } from './task.ts'

type Operations = UserOperations & GroupOperations

/** Numbers up to which a name is tried. */
const MAX_NUMBER = 99

/**
 * Proposes a `userName` in the form in which Slack stores it and which no account and no group has: at most 21 of the
 * characters `a-z`, `0-9`, `.`, `_` and `-`, with a number behind it where the name is taken.
 *
 * Channels share the names and cannot be read over SCIM, so a create may still end in a conflict.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param wish - a name, an email address (its local part counts), or anything with letters or digits
 * @param options - `certain` (reads everyone once instead of asking filters), and the options of a call
 * @throws {@link SCIMValidationError} for a wish without a letter or digit that Slack keeps
 * @throws {@link SCIMRefusedError} `not_found` if the name is taken with every number up to 99; `incomplete` if
 *   `certain` and the list changed in each of three readings
 * @see [Tasks](https://github.com/slack-scim/slack-scim/blob/main/docs/guide/tasks.md)
 *
 * @example
 * ```ts
 * import { availableUserName, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * console.log(await availableUserName(scim, 'José Núñez')) // jose_nunez, or jose_nunez2
 * ```
 */
export async function availableUserName(
  scim: Operations,
  wish: string,
  options: FindOptions = {},
): Promise<string> {
  const name = 'availableUserName'
  const task = beginTask({ name, scim, needs: ['searchUsers', 'searchGroups'], options, rules: FIND_RULES })
  if (typeof wish !== 'string') throw invalid(name, 'wish', 'must be a text')
  if (slackUserName(wish) === '') {
    throw invalid(name, 'wish', 'must have a Latin letter or a digit: Slack replaces all else by _')
  }
  const names = options.certain ? await everyName(task) : undefined
  for (let number = 1; number <= MAX_NUMBER; number++) {
    const candidate = slackUserName(wish, number === 1 ? '' : String(number))
    if (!(names ? names.has(candidate) : await isTaken(task, candidate))) return candidate
  }
  throw new SCIMRefusedError(
    `${name}: wish: the name is taken with every number up to ${MAX_NUMBER}: wish for another`,
    'not_found',
  )
}

async function isTaken(task: Task<Operations>, candidate: string): Promise<boolean> {
  return Boolean((await findByUserName(task, candidate)) ?? (await findByName(task, candidate)))
}

/** The names of everyone and of every group, folded. */
async function everyName(task: Task<Operations>): Promise<ReadonlySet<string>> {
  const { scim, call } = task
  const names = new Set<string>()
  const see = (texts: readonly unknown[]): 'no' => {
    for (const text of texts) if (typeof text === 'string') names.add(foldUserName(text.trim()))
    return 'no'
  }
  const everyone = { filters: [], certain: true }
  await searchFor(task, {
    ...everyone,
    list: (params) => scim.searchUsers(params, call),
    match: ({ userName, nickName }) => see([userName, nickName]),
  })
  await searchFor(task, {
    ...everyone,
    list: (params) => scim.searchGroups(params, call),
    match: ({ displayName }) => see([displayName]),
  })
  return names
}
