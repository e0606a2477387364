import { holdContested, isContestedIn } from './contested.ts'
import { compareMembers } from './diff-members.ts'
import { type GroupDraft, matchGroups } from './group-draft.ts'
import { pushMembers } from './group-members.ts'
import { settleGroupNames } from './group-names.ts'
import { memberDrift } from './member-drift.ts'
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
    const drift = memberDrift(planning, draft, { difference, reactivated: people.reactivated })
    if (drift && isLeft(planning, draft)) {
      planning.drift.push(drift)
      continue
    }
    const before = planning.steps.length
    const removes = pushMembers(planning, draft, difference)
    if (drift) planning.drift.push({ ...drift, overwritten: planning.steps.length > before })
    if (draft.roster && removes) sizes[draft.roster.id] = difference.size
  }
  return sizes
}

/** Whether the members that another writer has changed are left as they are. */
function isLeft(planning: Planning, { group, subject }: GroupDraft): boolean {
  if (planning.policy.drift === 'report') return true
  if (!isContestedIn(planning.links.groups.get(group.key), 'members')) return false
  holdContested(planning, subject, 'members')
  return true
}
