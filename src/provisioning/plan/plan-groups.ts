import { compareMembers } from './diff-members.ts'
import { matchGroups } from './group-draft.ts'
import { pushMembers } from './group-members.ts'
import { settleGroupNames } from './group-names.ts'
import type { PlannedPeople } from './plan-people.ts'
import type { Planning } from './planning.ts'

/**
 * Plans what concerns groups: creates, renames, adds and removes.
 *
 * @returns how many members each group has now from which members are removed, by Slack id
 */
export function planGroups(planning: Planning, people: PlannedPeople): Record<string, number> {
  const sizes: Record<string, number> = {}
  for (const draft of settleGroupNames(planning, matchGroups(planning))) {
    const difference = compareMembers(planning, draft, people)
    const removes = pushMembers(planning, draft, difference)
    if (draft.roster && removes) sizes[draft.roster.id] = difference.size
  }
  return sizes
}
