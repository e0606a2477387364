import type { GroupRecord } from './group.ts'
import type { Organization } from './organization.ts'
import type { UserRecord } from './user.ts'

/**
 * The records and their indexes. It enforces no rules. A record is complete when it is put, replaces the
 * former one and is never changed in place, so a reference to a record is a snapshot.
 */
export interface Directory {
  readonly organization: Organization
  readonly users: ReadonlyMap<string, UserRecord>
  readonly groups: ReadonlyMap<string, GroupRecord>
  /** Names of channels, which share their namespace with people and groups. */
  readonly channels: ReadonlySet<string>
  userNamed(name: string): UserRecord | undefined
  userWithEmail(email: string): UserRecord | undefined
  groupNamed(name: string): GroupRecord | undefined
  groupsOf(userId: string): readonly GroupRecord[]
  putUser(record: UserRecord): void
  putGroup(record: GroupRecord): void
  dropGroup(id: string): void
  addChannel(name: string): void
  newUserId(): string
  newGroupId(): string
}

/** Makes an empty directory. */
export function createDirectory(organization: Organization): Directory {
  const users = new Map<string, UserRecord>()
  const groups = new Map<string, GroupRecord>()
  const channels = new Set<string>()
  const names = new Map<string, string>()
  const emails = new Map<string, string>()
  const memberships = new Map<string, Set<string>>()
  let issued = 0

  const newId = (prefix: string, taken: ReadonlyMap<string, unknown>): string => {
    for (;;) {
      // A multiplier that is odd and a modulus of 36^8 keep the ids apart and unsorted, as Slack's are.
      const scattered = (BigInt(++issued) * 1_986_543_210_987n + 97_531n) % 2_821_109_907_456n
      const id = `${prefix}0${scattered.toString(36).toUpperCase().padStart(8, '0')}`
      if (!taken.has(id)) return id
    }
  }
  const forget = (index: Map<string, string>, key: string | null, id: string): void => {
    if (key !== null && index.get(key.toLowerCase()) === id) index.delete(key.toLowerCase())
  }
  const join = (userId: string, groupId: string): void => {
    const joined = memberships.get(userId)
    if (joined) joined.add(groupId)
    else memberships.set(userId, new Set([groupId]))
  }

  return {
    organization,
    users,
    groups,
    channels,
    userNamed: (name) => users.get(names.get(name.toLowerCase()) ?? ''),
    userWithEmail: (email) => users.get(emails.get(email.toLowerCase()) ?? ''),
    groupNamed(name) {
      const wanted = name.trim().toLowerCase()
      for (const group of groups.values()) {
        if (group.displayName.trim().toLowerCase() === wanted) return group
      }
      return undefined
    },
    groupsOf: (userId) =>
      Array.from(memberships.get(userId) ?? [], (id) => groups.get(id)).filter(
        (group) => group !== undefined,
      ),
    putUser(record) {
      const former = users.get(record.id)
      if (former) {
        forget(names, former.userName, record.id)
        forget(emails, former.primaryEmail, record.id)
        forget(emails, former.secondaryEmail, record.id)
      }
      users.set(record.id, record)
      names.set(record.userName.toLowerCase(), record.id)
      if (record.secondaryEmail) emails.set(record.secondaryEmail.toLowerCase(), record.id)
      emails.set(record.primaryEmail.toLowerCase(), record.id)
    },
    putGroup(record) {
      for (const member of groups.get(record.id)?.members ?? []) memberships.get(member)?.delete(record.id)
      for (const member of record.members) join(member, record.id)
      groups.set(record.id, record)
    },
    dropGroup(id) {
      for (const member of groups.get(id)?.members ?? []) memberships.get(member)?.delete(id)
      groups.delete(id)
    },
    addChannel: (name) => {
      channels.add(name.toLowerCase())
    },
    newUserId: () => newId('U', users),
    newGroupId: () => newId('S', groups),
  }
}
