import type { GroupOperations } from '../../client/operations.ts'
import { hasMethod } from '../../options/check-options.ts'
import type { Group } from '../../schemas/group.ts'
import { assertAllShown } from '../../tasks/shown-members.ts'
import { rosterOf } from './account.ts'
import type { ListRead } from './read-accounts.ts'
import type { Account, Roster } from './snapshot.ts'

/** The groups of an organization. */
export interface Groups {
  readonly groups: ReadonlyMap<string, Roster>
  /** Whether the list was read to its end and did not change meanwhile. */
  readonly complete: boolean
}

/** Groups of the first page: ten of 15,000 members are 8 MB. */
const FIRST = 10
/** A page grows by this factor at most, since the next groups may be larger than the ones before. */
const GROWTH = 10
/** The most rows that Slack sends. */
const MAX_COUNT = 1000
/** Members that a page is to have, about 4 MB. */
const MEMBERS = 50_000
/** Ten million groups, one a page. */
const MAX_PAGES = 10_000

/** One page of groups, as the awaited list of a client has it. */
interface GroupPage {
  readonly groups: readonly Group[]
  readonly totalResults: number
}

/**
 * Reads every group. Pages carry all members, so their length adapts to the size of the groups: as few requests as
 * possible, none of which is larger than a client accepts.
 *
 * @param accounts - by Slack id; members share their ids, which halves the memory that they take
 */
export async function readGroups(
  { client, call, emit }: ListRead<GroupOperations>,
  accounts: ReadonlyMap<string, Account>,
): Promise<Groups> {
  const groups = new Map<string, Roster>()
  let total: number | undefined
  let isSteady = true
  let members = 0
  let rows = 0
  for (let page = 0, count = FIRST; page < MAX_PAGES; page++) {
    const list: unknown = client.searchGroups({ startIndex: rows + 1, count }, call)
    const { groups: found, totalResults } = await firstPage(list)
    isSteady &&= total === undefined || total === totalResults
    total = totalResults
    rows += found.length
    for (const group of found) {
      assertAllShown('readSnapshot', group, 'leave groups out of the plan')
      const roster = rosterOf(group, accounts)
      members += roster.members.size
      groups.set(roster.id, roster)
    }
    emit({ type: 'snapshot.page', resource: 'group', rows: groups.size })
    if (found.length === 0 || rows >= total)
      return { groups, complete: isSteady && groups.size === rows && rows === total }
    const fitting = Math.floor((MEMBERS * rows) / Math.max(members, 1))
    count = Math.min(Math.max(fitting, 1), count * GROWTH, MAX_COUNT)
  }
  return { groups, complete: false }
}

/** The page of an awaited list; a wrapper's list, which may only be walked, is one page. */
async function firstPage(list: unknown): Promise<GroupPage> {
  if (hasMethod(list, 'then')) return (await list) as GroupPage
  const groups: Group[] = []
  for await (const group of list as AsyncIterable<Group>) groups.push(group)
  return { groups, totalResults: groups.length }
}
