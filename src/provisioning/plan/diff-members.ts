import type { GroupDraft } from './group-draft.ts'
import { linkedId, type PlannedPeople } from './plan-people.ts'
import { hold, type Planning } from './planning.ts'
import type { Ref } from './step.ts'

/** How the members of a group differ. */
export interface MemberDifference {
  /** Members now with an active account. Others are compared as absent, since Slack may drop them or not. */
  readonly size: number
  readonly adds: readonly Ref[]
  readonly removes: readonly string[]
}

/** Compares the members that a source wants with those that Slack has. */
export function compareMembers(
  planning: Planning,
  draft: GroupDraft,
  { refOf, isRemovable, reactivated }: PlannedPeople,
): MemberDifference {
  const { group, roster, subject } = draft
  const wanted = new Set<string>()
  const added: string[] = []
  const created = new Map<string, Ref>()
  const missing = new Set<string>()
  for (const key of group.members) {
    const ref = refOf(key) ?? linkedId(planning, key)
    if (typeof ref === 'object') created.set(key, ref)
    else if (ref === undefined) {
      if (!planning.desired.users.has(key)) missing.add(key)
    } else if (!wanted.has(ref)) {
      wanted.add(ref)
      if (!roster?.members.has(ref)) added.push(ref)
    }
  }
  const unknown = [...missing]
  if (unknown.length > 0) {
    const [first] = unknown.sort()
    const others = unknown.length > 1 ? ` and ${unknown.length - 1} more` : ''
    hold(planning, subject, {
      code: 'depends',
      why: `no source has the ${unknown.length > 1 ? 'members' : 'member'} ${first}${others}`,
      fix: 'add them to a source, or take them out of the group',
    })
  }
  const adds = [...added.sort(), ...[...created.values()].sort(byKey)]
  if (!roster) return { size: 0, adds, removes: [] }
  const isSame = adds.length === 0 && (group.mode === 'add' || wanted.size === roster.members.size)
  return { adds, ...(isSame ? { size: roster.members.size, removes: [] } : compareRoster()) }

  function compareRoster(): Pick<MemberDifference, 'size' | 'removes'> {
    const removes: string[] = []
    let size = 0
    let foreign = 0
    for (const id of roster?.members ?? []) {
      if (!planning.snapshot.users.get(id)?.active && !reactivated.has(id)) continue
      size++
      if (wanted.has(id)) continue
      if (isRemovable(id)) removes.push(id)
      else if (planning.matches.unmanaged.has(id)) foreign++
    }
    if (group.mode === 'add' || !isComplete(planning, group.source)) return { size, removes: [] }
    if (foreign > 0) {
      hold(planning, subject, {
        code: 'unmanaged',
        why: `${foreign} ${foreign > 1 ? 'members are' : 'member is'} in no source and in no scope, and ${foreign > 1 ? 'stay' : 'stays'}`,
        fix: 'add them to a source or to its scope, or remove them in Slack',
      })
    }
    return { size, removes: removes.sort() }
  }
}

/** Whether the absence of a member means anything. A group of a rule has the people of all sources. */
function isComplete({ desired, snapshot }: Planning, source: string): boolean {
  const own = desired.sources.filter(({ name }) => name === source)
  return snapshot.complete && (own.length > 0 ? own : desired.sources).every(({ complete }) => complete)
}

function byKey(one: Ref, other: Ref): number {
  const [left, right] = [keyOf(one), keyOf(other)]
  return left < right ? -1 : Number(left > right)
}

function keyOf(ref: Ref): string {
  return typeof ref === 'string' ? ref : ref.key
}
