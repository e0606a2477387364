import type { DesiredGroup } from '../desired/desired.ts'
import type { Roster } from '../snapshot/snapshot.ts'
import { hold, type Planning, rowOf, type Subject } from './planning.ts'

/** A group of the sources, and what Slack has of it. */
export interface GroupDraft {
  readonly group: DesiredGroup
  /** The name that is wanted. */
  readonly name: string
  readonly subject: Subject
  /** Absent when the group is created. */
  readonly roster: Roster | undefined
  /** The group that gives the wanted name up before, by Slack id. */
  readonly after?: string | undefined
}

/** Finds the group of Slack that each group of the sources is: by link, else by name. */
export function matchGroups(planning: Planning): GroupDraft[] {
  const { desired, snapshot, links } = planning
  const linkedTo = new Map(Array.from(links.groups, ([key, { id }]) => [id, key]))
  const byName = new Map<string, Roster[]>()
  for (const roster of snapshot.groups.values()) append(byName, foldName(roster.name), roster)
  const drafts: GroupDraft[] = []
  const claimants = new Map<string, GroupDraft[]>()
  for (const group of desired.groups.values()) {
    const { key } = group
    const name = group.name ?? key
    const link = links.groups.get(key)
    const subject: Subject = { ...rowOf(group), who: name, ...(link && { target: link.id }) }
    if (link) {
      const roster = snapshot.groups.get(link.id)
      if (roster) drafts.push({ group, name, subject, roster })
      else holdVanished(planning, subject)
      continue
    }
    // A group that is linked to a key of the sources has its name until it is renamed.
    const found = (byName.get(foldName(name)) ?? []).filter(
      ({ id }) => !desired.groups.has(linkedTo.get(id) ?? ''),
    )
    const [roster] = found
    const former = roster && linkedTo.get(roster.id)
    if (found.length > 1 || former !== undefined) {
      const why =
        former === undefined
          ? `${found.length} groups have the name ${name}`
          : `the group ${roster?.id} is linked to ${former}, which no source has`
      hold(planning, subject, {
        code: 'disputed',
        why,
        fix: `slack-scim adopt --group ${key} --id <the right one>`,
      })
      continue
    }
    const draft = { group, name, subject: roster ? { ...subject, target: roster.id } : subject, roster }
    if (roster) append(claimants, roster.id, draft)
    else drafts.push(draft)
  }
  for (const rivals of claimants.values()) takeOnly(planning, rivals, drafts)
  return drafts
}

function takeOnly(planning: Planning, rivals: readonly GroupDraft[], drafts: GroupDraft[]): void {
  const [first] = rivals
  if (first?.roster && rivals.length === 1) {
    drafts.push(first)
    const { key, source } = first.group
    planning.linkChanges.push({ key, id: first.roster.id, source, resource: 'group', by: 'name' })
    return
  }
  for (const { subject } of rivals) {
    hold(planning, subject, {
      code: 'disputed',
      why: `several groups of the sources have the name ${subject.who}`,
      fix: 'give each a name of its own',
    })
  }
}

function holdVanished(planning: Planning, subject: Subject): void {
  hold(
    planning,
    subject,
    planning.snapshot.complete
      ? {
          code: 'vanished',
          why: `the group ${subject.target} is no longer in Slack`,
          fix: `slack-scim adopt --group ${subject.key} --new`,
        }
      : {
          code: 'incomplete',
          why: 'the list of groups was not read to its end, so a group that is missing proves nothing',
          fix: 'plan again',
        },
  )
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** Names of groups that differ only in case are one name. */
export function foldName(name: string): string {
  return name.toLowerCase()
}
