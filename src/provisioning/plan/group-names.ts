import type { HeldCode } from '../links/held.ts'
import { type Settlement, settleClaims } from './claims.ts'
import { foldName, type GroupDraft } from './group-draft.ts'
import { hold, holdNotAllowed, type Planning, stepSubject } from './planning.ts'

/**
 * Adds renames, and orders what takes a name after the rename that gives it up.
 *
 * @returns the groups whose members can be planned
 */
export function settleGroupNames(planning: Planning, drafts: readonly GroupDraft[]): GroupDraft[] {
  const takers = new Map<string, GroupDraft>()
  for (const draft of drafts) if (takesName(planning, draft)) takers.set(claimantOf(draft), draft)
  const holders = new Map(
    Array.from(planning.snapshot.groups.values(), ({ id, name }) => [foldName(name), id]),
  )
  const settled = settleClaims({
    claims: Array.from(takers, ([claimant, { name }]) => ({ claimant, value: foldName(name) })),
    holderOf: (value) => holders.get(value),
    canPark: false,
  })
  return drafts.flatMap((draft) => {
    const settlement = settled.get(claimantOf(draft))
    // A group whose name is refused keeps the one that it has; one without any cannot be created.
    if (!settlement) return draft.roster ? [draft] : []
    if (settlement.verdict !== 'free' && settlement.verdict !== 'after') {
      hold(planning, draft.subject, reasonOf(settlement, draft.name))
      return draft.roster ? [draft] : []
    }
    const after = settlement.verdict === 'after' ? settlement.holder : undefined
    pushRename(planning, draft, after)
    return [{ ...draft, after }]
  })
}

function claimantOf({ roster, group }: GroupDraft): string {
  return roster?.id ?? `key ${group.key}`
}

/** Whether a group takes a new name, and may. */
function takesName(planning: Planning, { roster, name, subject }: GroupDraft): boolean {
  if (roster?.name === name) return false
  const action = roster ? 'renameGroup' : 'createGroup'
  if (!planning.allowed.has(action)) holdNotAllowed(planning, subject, action)
  else if (roster || planning.snapshot.complete) return true
  else {
    const why = 'the list of groups was not read to its end, so there may be one of that name'
    hold(planning, subject, { code: 'incomplete', why, fix: 'plan again' })
  }
  return false
}

function pushRename(
  { steps }: Planning,
  { roster, name, subject }: GroupDraft,
  after: string | undefined,
): void {
  if (!roster) return
  steps.push({
    id: `renameGroup:${roster.id}`,
    kind: 'renameGroup',
    ...stepSubject(subject),
    reversible: 'yes',
    after: after === undefined ? undefined : [`renameGroup:${after}`],
    target: roster.id,
    from: roster.name,
    to: name,
  })
}

function reasonOf(settlement: Settlement, name: string): { code: HeldCode; why: string; fix: string } {
  if (settlement.verdict === 'disputed') {
    return {
      code: 'disputed',
      why: `several groups of the sources want the name ${name}`,
      fix: 'give each a name of its own',
    }
  }
  if (settlement.verdict === 'cycle') {
    return {
      code: 'cycle',
      why: `the name ${name} is to be handed on in a circle`,
      fix: 'rename one of the groups in Slack first',
    }
  }
  const holder = 'holder' in settlement ? settlement.holder : ''
  return {
    code: 'name-held',
    why: `the group ${holder} has the name ${name}`,
    fix: `rename ${holder} in Slack, or name another one in the source`,
  }
}
