import type { GroupOperations } from '../client/operations.ts'
import type { CallOptions } from '../client/options.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { invalid } from '../errors/validation-error.ts'
import { SWITCH } from '../options/check-options.ts'
import type { Group, GroupMember } from '../schemas/group.ts'
import { requireId } from './arguments.ts'
import { shownMembers } from './shown-members.ts'
import { beginTask, type Task, type TaskOptions, untilSeen } from './task.ts'
import { trackWrites, type Write } from './track-writes.ts'

/** A user group below Enterprise has at most so many members (https://docs.slack.dev/reference/scim-api). */
const FULL = 5000

/** Slack advises at most 5000 people a request (https://docs.slack.dev/reference/scim-api/rate-limits). */
const MAX_PER_CALL = 5000

/** Two callers that want different members must not fight for as long as `settleTimeout`. */
const MAX_ROUNDS = 3

/** Options of {@link setGroupMembers}. */
export interface SetMembersOptions extends TaskOptions {
  /** Whether an empty list is meant; default `false`. */
  readonly emptyGroup?: boolean | undefined
}

/** The result of {@link setGroupMembers}. */
export interface SetMembersResult {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** The group as last read. */
  readonly group: Group
}

/**
 * Adds people to a group, each once, at most 5000 a request. Members stay members.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param groupId - the group's Slack id
 * @param userIds - Slack ids of people
 * @param options - the options of a call
 * @see [Fill a group of 12,000 people by its name](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/group-members.md)
 *
 * @example
 * ```ts
 * import { addGroupMembers, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * await addGroupMembers(scim, 'S0123456789', ['U0123456789', 'U9876543210'])
 * ```
 */
export async function addGroupMembers(
  scim: GroupOperations,
  groupId: string,
  userIds: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  const task = beginTask({ name: 'addGroupMembers', scim, needs: ['patchGroup'], options })
  const added = [...checkMembers(task, groupId, userIds)]
  await trackWrites((write) => exchange(task, { groupId, size: 0, added, removed: [] }, write))
}

/**
 * Removes people from a group, each once, at most 5000 a request: on 2.0 each as `members[value eq "U…"]`, since
 * `members` with a list has removed everyone.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param groupId - the group's Slack id
 * @param userIds - Slack ids of people
 * @param options - the options of a call
 * @see [Fill a group of 12,000 people by its name](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/group-members.md)
 *
 * @example
 * ```ts
 * import { removeGroupMembers, SCIMClient } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * await removeGroupMembers(scim, 'S0123456789', ['U0123456789'])
 * ```
 */
export async function removeGroupMembers(
  scim: GroupOperations,
  groupId: string,
  userIds: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  const task = beginTask({ name: 'removeGroupMembers', scim, needs: ['patchGroup'], options })
  const removed = [...checkMembers(task, groupId, userIds)]
  await trackWrites((write) => exchange(task, { groupId, size: 0, added: [], removed }, write))
}

/**
 * Makes exactly these people the members of a group: reads it, adds and removes, and reads it again until it shows.
 * Safe to repeat.
 *
 * One request of at most 5000 people adds and removes. When it takes several, each but the last ones removes as many as
 * it adds. The additions come first, so that a refused one, such as that of an unknown id, leaves the members as they
 * are; only in a group of 5000 the removals do, which make room. No request leaves the group empty, not even if it is
 * applied in part.
 *
 * @param scim - a client of either dialect, or anything with its operations
 * @param groupId - the group's Slack id
 * @param userIds - Slack ids of people; an empty list needs `emptyGroup: true`
 * @param options - `emptyGroup`, `settleTimeout` (milliseconds), and the options of a call
 * @throws {@link SCIMValidationError} for an empty list without `emptyGroup: true`
 * @throws {@link SCIMRefusedError} `unsettled` if the group does not show these members when `settleTimeout` ends;
 *   `incomplete` if the group shows fewer members than it says that it has
 * @see [Fill a group of 12,000 people by its name](https://github.com/slack-scim/slack-scim/blob/main/docs/recipes/group-members.md)
 *
 * @example
 * ```ts
 * import { SCIMClient, setGroupMembers } from 'slack-scim'
 *
 * const scim = new SCIMClient('xoxp-…')
 * const { added, removed } = await setGroupMembers(scim, 'S0123456789', ['U0123456789', 'U9876543210'])
 * console.log(added.length, removed.length)
 * ```
 */
export async function setGroupMembers(
  scim: GroupOperations,
  groupId: string,
  userIds: readonly string[],
  options: SetMembersOptions = {},
): Promise<SetMembersResult> {
  const name = 'setGroupMembers'
  const needs = ['patchGroup', 'readGroup'] as const
  const task = beginTask({ name, scim, needs, options, rules: { emptyGroup: SWITCH } })
  const wanted = checkMembers(task, groupId, userIds)
  if (wanted.size === 0 && !options.emptyGroup) {
    throw invalid(name, 'userIds', 'is empty, which removes everyone: pass emptyGroup: true if it is meant')
  }
  const added = new Set<string>()
  const removed = new Set<string>()
  let last: ReadonlySet<string> | undefined
  let rounds = 0
  // The first read may be older than an earlier write, so it settles nothing; a read that differs is acted on again.
  const step = async (write: Write): Promise<Group | undefined> => {
    const { group } = await scim.readGroup(groupId, task.call)
    const current = shownMembers(name, group)
    const isNews = last === undefined || !sameIds(last, current)
    const isSettled = last !== undefined && sameIds(current, wanted)
    last = current
    if (isSettled) return group
    if (!isNews || ++rounds > MAX_ROUNDS) return undefined
    const difference: Difference = {
      groupId,
      size: current.size,
      added: [...wanted].filter((id) => !current.has(id)),
      removed: [...current].filter((id) => !wanted.has(id)),
    }
    await exchange(task, difference, write)
    for (const id of difference.added) added.add(id)
    for (const id of difference.removed) removed.add(id)
    return undefined
  }
  return trackWrites(async (write) => {
    const group = (await step(write)) ?? (await untilSeen(task, () => step(write)))
    if (group) return { added: [...added], removed: [...removed], group }
    const message = `${name}: ${groupId}: no read showed within settleTimeout the members that were set`
    throw new SCIMRefusedError(message, 'unsettled')
  })
}

/** Who joins a group and who leaves it. */
interface Difference {
  readonly groupId: string
  /** Members before. */
  readonly size: number
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

async function exchange(
  { scim, call }: Task<GroupOperations>,
  difference: Difference,
  write: Write,
): Promise<void> {
  const requests = requestsFor(difference)
  for (const members of requests) {
    await write(scim.patchGroup(difference.groupId, { members }, call), requests.length === 1)
  }
}

/** The members of each request: as many additions as removals while there are both. */
function requestsFor({ size, added, removed }: Difference): GroupMember[][] {
  const requests: GroupMember[][] = []
  let [left, joined] = [0, 0]
  while (left < removed.length || joined < added.length) {
    const [leaving, joining] = [removed.length - left, added.length - joined]
    const fits = leaving + joining <= MAX_PER_CALL
    const pairs = Math.min(leaving, joining, MAX_PER_CALL / 2)
    const out = fits ? leaving : pairs || Math.min(leaving, MAX_PER_CALL)
    const into = fits ? joining : pairs || Math.min(joining, MAX_PER_CALL)
    const deletions = removed.slice(left, left + out).map((value) => ({ value, operation: 'delete' }))
    const additions = added.slice(joined, joined + into).map((value) => ({ value }))
    const hasRoom = size + joined - left + into <= FULL
    requests.push(hasRoom ? [...additions, ...deletions] : [...deletions, ...additions])
    left += out
    joined += into
  }
  return requests
}

function checkMembers(
  { name }: Task<GroupOperations>,
  groupId: string,
  userIds: readonly string[],
): ReadonlySet<string> {
  requireId(name, 'groupId', groupId)
  if (!Array.isArray(userIds)) throw invalid(name, 'userIds', 'must be a list of Slack ids')
  for (const [index, id] of userIds.entries()) requireId(name, `userIds.${index}`, id)
  return new Set(userIds)
}

function sameIds(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id))
}
