import { Refusal, refuse } from '../errors/refusal.ts'
import type { DirectoryContext } from './context.ts'
import { type GroupRecord, MAX_MEMBERS_PER_WRITE, MAX_USER_GROUP_MEMBERS } from './group.ts'
import { refuseConflict } from './names.ts'

/** One change of a group; absent properties keep their values. */
export interface GroupChange {
  readonly displayName?: string
  /** Replaces the list. */
  readonly members?: readonly string[]
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}

/** A group while it is changed: a request may have thousands of changes, of one member each. */
interface GroupDraft extends Omit<GroupRecord, 'members'> {
  members: Set<string>
}

function draftOf(group: GroupRecord): GroupDraft {
  return { ...group, members: new Set(group.members) }
}

function recordOf(draft: GroupDraft): GroupRecord {
  return { ...draft, members: [...draft.members] }
}

/** Writes groups by Slack's rules. */
export interface Memberships {
  find(id: string): GroupRecord
  create(displayName: string, members: readonly string[] | undefined): GroupRecord
  change(id: string, how: 'replace' | 'patch', changes: Iterable<GroupChange>): GroupRecord
  remove(id: string): void
}

/** Binds the rules of groups to one directory. */
export function createMemberships(context: DirectoryContext): Memberships {
  const { directory, readLag, ledger, clock, log } = context

  const find = (id: string): GroupRecord => directory.groups.get(id) ?? refuse('no_such_group')

  const checkName = (name: string, holder?: string): string => {
    if (name.trim() === '' && ledger.assume('group-with-blank-name') === 'refused') {
      refuse('invalid_name_required')
    }
    const group = directory.groupNamed(name)
    const taken = (group && group.id !== holder) || directory.userNamed(name) || isChannel(name)
    if (taken && ledger.assume('group-name-in-use') === 'refused') {
      refuseConflict('group_creation_failed', undefined, ledger)
    }
    return name
  }
  const isChannel = (name: string): boolean => directory.channels.has(name.toLowerCase())

  const checkJoining = (ids: Iterable<string>): void => {
    for (const id of ids) {
      const user = directory.users.get(id)
      if (!user) refuse('no_such_group_members')
      if (!user.active) refuse('unable_to_add_deleted_or_guest_to_group')
      if (user.guest && ledger.assume('guest-members') === 'refused') {
        refuse('unable_to_add_deleted_or_guest_to_group')
      }
    }
  }

  /** Makes a change in place, or refuses all of it. It costs what the change names, not what the group has. */
  const apply = (draft: GroupDraft, { displayName, members, add = [], remove = [] }: GroupChange): void => {
    const isRenamed = displayName !== undefined && displayName !== draft.displayName
    const name = isRenamed ? checkName(displayName, draft.id) : draft.displayName
    const removed = new Set(remove)
    const joining = new Set([...(members ?? []).filter((id) => !removed.has(id)), ...add])
    const fresh = [...joining].filter((id) => !draft.members.has(id))
    checkJoining(fresh)
    const leaving = [...removed].filter((id) => draft.members.has(id) && !joining.has(id))
    const size = members ? joining.size : draft.members.size - leaving.length + fresh.length
    if (directory.organization.plan !== 'enterprise' && size > MAX_USER_GROUP_MEMBERS) {
      refuse('group_member_max_exceeded')
    }
    draft.displayName = name
    if (members) draft.members = joining
    else {
      for (const id of removed) draft.members.delete(id)
      for (const id of add) draft.members.add(id)
    }
  }

  const put = (group: GroupRecord, what: string): GroupRecord => {
    directory.putGroup(group)
    log.emit({ type: 'change', what, id: group.id, by: 'scim' })
    return group
  }

  return {
    find,
    create(displayName, members) {
      // A create with an empty list was not observed either.
      if (!members?.length && ledger.assume('group-without-members') === 'refused') {
        refuse('group_creation_failed')
      }
      const blank: GroupRecord = {
        id: directory.newGroupId(),
        created: clock.now(),
        displayName: checkName(displayName),
        members: [],
        linkedToChannels: false,
      }
      const change = { members: members ?? [] }
      limitWrite([change])
      const draft = draftOf(blank)
      apply(draft, change)
      return put(recordOf(draft), 'new group')
    },
    change(id, how, changes) {
      const before = find(id)
      const draft = draftOf(before)
      const { read, failure } = readAll(changes)
      limitWrite(read)
      try {
        for (const change of read) apply(draft, change)
        if (failure) throw failure
      } catch (error) {
        const group = recordOf(draft)
        const partly = JSON.stringify(group) !== JSON.stringify(before)
        if (partly && ledger.assume('failed-patch') === 'keeps-what-went-before') put(group, 'group')
        throw error
      }
      if (how === 'replace') readLag.replaced(before)
      return put(recordOf(draft), 'group')
    },
    remove(id) {
      if (find(id).linkedToChannels) refuse('idp_group_linked_to_channels')
      directory.dropGroup(id)
      log.emit({ type: 'change', what: 'removed group', id, by: 'scim' })
    },
  }
}

/** Reads changes up to the first that is refused; those before it may still take effect. */
function readAll(changes: Iterable<GroupChange>): { read: readonly GroupChange[]; failure?: Refusal } {
  const read: GroupChange[] = []
  try {
    for (const change of changes) read.push(change)
    return { read }
  } catch (error) {
    if (error instanceof Refusal) return { read, failure: error }
    throw error
  }
}

/** Counts all users that a request names, to add or to remove; duplicates count twice. */
function limitWrite(changes: readonly GroupChange[]): void {
  let written = 0
  for (const { members, add, remove } of changes) {
    for (const list of [members, add, remove]) written += list?.length ?? 0
  }
  if (written > MAX_MEMBERS_PER_WRITE) refuse('too_many_users')
}
