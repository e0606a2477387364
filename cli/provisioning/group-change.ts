import { foldCase } from '../../src/protocol/text.ts'
import type { Account, Roster, Snapshot } from '../../src/provisioning/index.ts'
import { CommandError } from '../command-error.ts'
import { didYouMean } from '../terminal/did-you-mean.ts'
import { accountNamed, type ChangeOptions, makeChange } from './named-change.ts'
import { keysOf } from './want-accounts.ts'

/** Creates a group with its first members: Slack may refuse an empty one. */
export function createGroup(
  name: string,
  options: ChangeOptions & { readonly member: readonly string[] },
): Promise<void> {
  return makeChange(options, ({ snapshot, links }) => {
    // The plan would take a group whose name differs only in case, and add the members to it.
    const holder = [...snapshot.groups.values()].find((roster) => foldCase(roster.name) === foldCase(name))
    if (holder) throw new CommandError(`groups create: the group ${holder.id} has the name '${holder.name}'`)
    const others = accountsNamed(options.member, snapshot)
    const members = others.map(({ id }) => keysOf(links)(id))
    return { others, groups: [{ key: name, name, members }] }
  })
}

/** Renames a group. */
export function renameGroup(which: string, name: string, options: ChangeOptions): Promise<void> {
  return makeChange(options, ({ snapshot }) => {
    const roster = groupNamed(which, snapshot)
    return { rosters: [roster], groups: [{ key: roster.id, name, members: [] }] }
  })
}

/** Adds members to a group. */
export function addMembers(which: string, who: readonly string[], options: ChangeOptions): Promise<void> {
  return makeChange(options, ({ snapshot, links }) => {
    const roster = groupNamed(which, snapshot)
    const others = accountsNamed(who, snapshot)
    const members = others.map(({ id }) => keysOf(links)(id))
    return { others, rosters: [roster], groups: [{ key: roster.id, name: roster.name, members }] }
  })
}

/** Removes members from a group. */
export function removeMembers(which: string, who: readonly string[], options: ChangeOptions): Promise<void> {
  return makeChange(options, ({ snapshot, links }) => {
    const roster = groupNamed(which, snapshot)
    const leaving = new Set(accountsNamed(who, snapshot).map(({ id }) => id))
    const stranger = [...leaving].find((id) => !roster.members.has(id))
    if (stranger !== undefined)
      throw new CommandError(`groups members remove: ${stranger} is no member of ${roster.name}`)
    const others = [...roster.members].flatMap((id) => snapshot.users.get(id) ?? [])
    const bystanders = new Set(others.map(({ id }) => id).filter((id) => !leaving.has(id)))
    const members = [...bystanders].map(keysOf(links))
    const { id, name } = roster
    return { others, bystanders, rosters: [roster], groups: [{ key: id, name, members, mode: 'exact' }] }
  })
}

/** The accounts that are named, each once. */
function accountsNamed(who: readonly string[], snapshot: Snapshot): readonly Account[] {
  return [...new Set(who.map((one) => accountNamed(one, snapshot)))]
}

/** The group that an id or a name names. */
function groupNamed(which: string, { groups }: Snapshot): Roster {
  const named = groups.get(which) ?? [...groups.values()].filter(({ name }) => name === which)
  if (!Array.isArray(named)) return named
  const [roster, other] = named
  if (!roster) {
    const known = [...groups.values()].map(({ name }) => name)
    throw new CommandError(`no group has the id or name '${which}'${didYouMean(which, known)}`)
  }
  if (other) throw new CommandError(`two groups have the name '${which}': give an id, such as ${roster.id}`)
  return roster
}
