import type { Client } from '../client/client.ts'
import type { CallOptions } from '../client/options.ts'
import { SCIMRefusedError } from '../errors/refused-error.ts'
import { invalid } from '../errors/validation-error.ts'
import type { Group, GroupMember } from '../schemas/group.ts'
import { callOptions, type DomainOptions, untilSeen } from '../users/domain-options.ts'

/** Slack advises at most 5000 people a request (https://docs.slack.dev/reference/scim-api/rate-limits). */
const MOST_PER_CALL = 5000

/** What {@link setGroupMembers} can be told. */
export interface SetMembersOptions extends DomainOptions {
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
  await patchMembers(scim, groupId, userIds, {}, options)
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
  await patchMembers(scim, groupId, userIds, { operation: 'delete' }, options)
}

/**
 * Makes exactly these people the members of a group: reads it, adds, removes, and reads it again until it
 * shows.
 *
 * @param scim - a client of either dialect
 * @param groupId - the group's Slack id
 * @param userIds - Slack ids of people; an empty list needs `emptyGroup: true`
 * @param options - `emptyGroup`, `patience`, and what every call takes
 * @throws {@link SCIMValidationError} for an empty list without `emptyGroup: true`
 * @throws {@link SCIMRefusedError} (`unsettled`) if the group does not show these members when patience ends
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
  const current = memberIds((await scim.readGroup(groupId, call)).group)
  const added = [...wanted].filter((id) => !current.has(id))
  const removed = [...current].filter((id) => !wanted.has(id))
  await addGroupMembers(scim, groupId, added, call)
  await removeGroupMembers(scim, groupId, removed, call)
  const group = await untilSeen(options, async () => {
    const read = (await scim.readGroup(groupId, call)).group
    const ids = memberIds(read)
    return ids.size === wanted.size && [...wanted].every((id) => ids.has(id)) ? read : undefined
  })
  if (group) return { added, removed, group }
  throw new SCIMRefusedError(`${groupId} does not show the members that were set`, 'unsettled')
}

async function patchMembers(
  scim: Client,
  groupId: string,
  userIds: readonly string[],
  mark: Pick<GroupMember, 'operation'>,
  options: CallOptions,
): Promise<void> {
  const ids = [...distinct('patchGroup', userIds)]
  for (let start = 0; start < ids.length; start += MOST_PER_CALL) {
    const members = ids.slice(start, start + MOST_PER_CALL).map((value) => ({ value, ...mark }))
    await scim.patchGroup(groupId, { members }, options)
  }
}

function distinct(operation: string, userIds: readonly string[]): Set<string> {
  const bad = userIds.findIndex((id) => typeof id !== 'string' || id === '')
  if (bad >= 0) throw invalid(operation, `userIds.${bad}`, 'must be a Slack id')
  return new Set(userIds)
}

function memberIds(group: Group): Set<string> {
  return new Set((group.members ?? []).flatMap(({ value }) => (value ? [value] : [])))
}
