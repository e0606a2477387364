import type { Client } from '../client/client.ts'
import type { CallOptions } from '../client/options.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { invalid } from '../errors/validation-error.ts'
import type { Group, GroupMember } from '../schemas/group.ts'
import { callOptions, type TaskOptions, untilSeen } from './task-options.ts'
import { trackWrites, type Write } from './track-writes.ts'

/** Slack advises at most 5000 people a request (https://docs.slack.dev/reference/scim-api/rate-limits). */
const MAX_PER_CALL = 5000

/** Two callers who want different members are not to fight for as long as settleTimeout lasts. */
const MAX_ROUNDS = 3

/** What {@link setGroupMembers} can be told. */
export interface SetMembersOptions extends TaskOptions {
  /** Whether an empty list is meant; default `false`. */
  readonly emptyGroup?: boolean | undefined
}

/** What {@link setGroupMembers} did. */
export interface SetMembersResult {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** The group as last read. */
  readonly group: Group
}

/**
 * Adds people to a group, each once, at most 5000 a call. Who is in it already stays in it.
 *
 * @param scim - a client of either dialect
 * @param groupId - the group's Slack id
 * @param userIds - Slack ids of people
 * @param options - what every call takes
 */
export async function addGroupMembers(
  scim: Client,
  groupId: string,
  userIds: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  await patchMembers('addGroupMembers', scim, groupId, userIds, {}, options)
}

/**
 * Removes people from a group, one by one on the wire: on 2.0 as `members[value eq "U…"]`, since `members`
 * with a list has removed everyone.
 *
 * @param scim - a client of either dialect
 * @param groupId - the group's Slack id
 * @param userIds - Slack ids of people
 * @param options - what every call takes
 */
export async function removeGroupMembers(
  scim: Client,
  groupId: string,
  userIds: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  await patchMembers('removeGroupMembers', scim, groupId, userIds, { operation: 'delete' }, options)
}

/**
 * Makes exactly these people the members of a group: reads it, adds, removes, and reads it again until it
 * shows. Safe to repeat.
 *
 * @param scim - a client of either dialect
 * @param groupId - the group's Slack id
 * @param userIds - Slack ids of people; an empty list needs `emptyGroup: true`
 * @param options - `emptyGroup`, `settleTimeout`, and what every call takes
 * @throws {@link SCIMValidationError} for an empty list without `emptyGroup: true`
 * @throws {@link SCIMRefusedError} (`unsettled`) if the group does not show these members when settleTimeout ends
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
  scim: Client,
  groupId: string,
  userIds: readonly string[],
  { emptyGroup = false, ...options }: SetMembersOptions = {},
): Promise<SetMembersResult> {
  const wanted = distinct('setGroupMembers', userIds)
  if (wanted.size === 0 && !emptyGroup) {
    throw invalid(
      'setGroupMembers',
      'userIds',
      'is empty, which removes everyone: pass emptyGroup: true if it is meant',
    )
  }
  const call = callOptions(options)
  const added = new Set<string>()
  const removed = new Set<string>()
  let last: Set<string> | undefined
  let rounds = 0
  // What is read first may be older than an earlier write: it never settles, and news is acted on again.
  const step = async (write: Write): Promise<Group | undefined> => {
    const { group } = await scim.readGroup(groupId, call)
    const current = memberIds(group)
    const isNews = last === undefined || !sameIds(last, current)
    const isSettled = last !== undefined && sameIds(current, wanted)
    last = current
    if (isSettled) return group
    if (!isNews || ++rounds > MAX_ROUNDS) return undefined
    const missing = [...wanted].filter((id) => !current.has(id))
    const surplus = [...current].filter((id) => !wanted.has(id))
    if (missing.length > 0) await write(addGroupMembers(scim, groupId, missing, call))
    if (surplus.length > 0) await write(removeGroupMembers(scim, groupId, surplus, call))
    for (const id of missing) added.add(id)
    for (const id of surplus) removed.add(id)
    return undefined
  }
  return trackWrites(async (write) => {
    const group = (await step(write)) ?? (await untilSeen(options, () => step(write)))
    if (group) return { added: [...added], removed: [...removed], group }
    throw new SCIMRefusedError(`${groupId} does not show the members that were set`, 'unsettled')
  })
}

async function patchMembers(
  name: string,
  scim: Client,
  groupId: string,
  userIds: readonly string[],
  mark: Pick<GroupMember, 'operation'>,
  options: CallOptions,
): Promise<void> {
  const ids = [...distinct(name, userIds)]
  await trackWrites(async (write) => {
    for (let start = 0; start < ids.length; start += MAX_PER_CALL) {
      const members = ids.slice(start, start + MAX_PER_CALL).map((value) => ({ value, ...mark }))
      await write(scim.patchGroup(groupId, { members }, options), ids.length <= MAX_PER_CALL)
    }
  })
}

function distinct(operation: string, userIds: readonly string[]): Set<string> {
  if (!Array.isArray(userIds)) throw invalid(operation, 'userIds', 'must be a list of Slack ids')
  const bad = userIds.findIndex((id) => typeof id !== 'string' || id === '')
  if (bad >= 0) throw invalid(operation, `userIds.${bad}`, 'must be a Slack id')
  return new Set(userIds)
}

function memberIds(group: Group): Set<string> {
  return new Set((group.members ?? []).flatMap(({ value }) => (value ? [value] : [])))
}

function sameIds(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id))
}
