import type { GroupOperations } from '../client/operations.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { asText } from '../protocol/as-text.ts'
import { foldCase } from '../protocol/text.ts'
import type { Group } from '../schemas/group.ts'
import { requireText } from './arguments.ts'
import { FIND_RULES, type FindOptions } from './find-user.ts'
import { isBadRequest, type Match, searchFor } from './search-for.ts'
import { beginTask, type Task } from './task.ts'

/**
 * Finds the group that has a name.
 *
 * The name of the group that was found is compared here, without regard to case and normalization form. A group whose
 * name is the same in case too goes before the others.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param displayName - the name, without white space around it
 * @param options - `certain`, and the options of a call
 * @returns the group with its members; undefined if there is none
 * @throws {@link SCIMRefusedError} `ambiguous` if several groups have the name; `incomplete` if `certain` and the list
 *   changed in each of three readings
 * @see [Fill a group of 12,000 people by its name](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/group-members.md)
 *
 * @example
 * ```ts
 * import { findGroupByName, SCIMClient, setGroupMembers } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const group = await findGroupByName(scim, 'engineering')
 * if (group) await setGroupMembers(scim, group.id, ['U0123456789'])
 * ```
 */
export async function findGroupByName(
  scim: GroupOperations,
  displayName: string,
  options: FindOptions = {},
): Promise<Group | undefined> {
  const name = 'findGroupByName'
  const task = beginTask({ name, scim, needs: ['searchGroups'], options, rules: FIND_RULES })
  requireText(name, ['displayName', displayName], 'the name of a group')
  return findByName(task, displayName, options.certain)
}

/** Finds a group by name within a task. */
export async function findByName(
  task: Task<GroupOperations>,
  displayName: string,
  certain = false,
): Promise<Group | undefined> {
  const { name, scim, call } = task
  const [exact, folded] = [displayName.normalize(), foldCase(displayName)]
  // By id: a list that is read again shows a group again.
  const found = new Map<string, Group>()
  const match = (group: Group): Match => {
    if (foldCase(asText(group.displayName).trim()) === folded) found.set(group.id, group)
    // Every group is looked at, since several may have the name.
    return 'no'
  }
  const search = { list: (params: object) => scim.searchGroups(params, call), match }
  try {
    const filters = [{ attr: 'displayName', value: exact }]
    await searchFor(task, { ...search, filters, certain: false })
  } catch (error) {
    if (!certain || !isBadRequest(error)) throw error
  }
  if (found.size === 0 && certain) await searchFor(task, { ...search, filters: [], certain })
  const groups = [...found.values()]
  const same = groups.filter((group) => group.displayName.trim().normalize() === exact)
  const [group, ...others] = same.length > 0 ? same : groups
  if (group && others.length > 0) {
    const ids = [group, ...others].map(({ id }) => id).join(', ')
    throw new SCIMRefusedError(
      `${name}: displayName: several groups have it: use the id of one of ${ids}`,
      'ambiguous',
    )
  }
  return group
}
