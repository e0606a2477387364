import type { GroupRecord } from './group.ts'
import { createLookup, type Lookup } from './lookup.ts'
import type { Organization } from './organization.ts'
import { createRows, type Rows } from './rows.ts'
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
  /** The accounts and groups in the orders of lists. */
  readonly userRows: Pick<Rows<UserRecord>, 'list' | 'sort'>
  readonly groupRows: Pick<Rows<GroupRecord>, 'list' | 'sort'>
  /** Number of deactivated accounts. */
  readonly inactive: number
  /** The accounts that may have a userName or an address, for a comparison of the caller's. */
  usersLike(attribute: 'userName' | 'emails', text: string): readonly UserRecord[]
  /** The groups that may have a displayName. */
  groupsLike(displayName: string): readonly GroupRecord[]
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
  const userRows = createRows(users)
  const groupRows = createRows(groups)
  const byName = { userName: createLookup(), emails: createLookup() }
  const byDisplayName = createLookup()
  let inactive = 0
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
  const recordsOf = <Row>(records: ReadonlyMap<string, Row>, lookup: Lookup, text: string): Row[] =>
    lookup.find(text).flatMap((id) => records.get(id) ?? [])
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
    userRows,
    groupRows,
    get inactive() {
      return inactive
    },
    usersLike: (attribute, text) => recordsOf(users, byName[attribute], text),
    groupsLike: (displayName) => recordsOf(groups, byDisplayName, displayName),
    userNamed: (name) => recordsOf(users, byName.userName, name).find(({ userName }) => same(userName, name)),
    userWithEmail: (email) =>
      recordsOf(users, byName.emails, email).find((user) => emailsOf(user).some((own) => same(own, email))),
    groupNamed: (name) =>
      recordsOf(groups, byDisplayName, name).find(({ displayName }) => same(displayName.trim(), name.trim())),
    groupsOf: (userId) => Array.from(memberships.get(userId) ?? [], (id) => groups.get(id) ?? []).flat(),
    putUser(record) {
      const former = users.get(record.id)
      if (former) {
        byName.userName.remove(record.id, [former.userName])
        byName.emails.remove(record.id, emailsOf(former))
      } else userRows.add(record.id)
      inactive += Number(!record.active) - Number(former?.active === false)
      users.set(record.id, record)
      byName.userName.add(record.id, [record.userName])
      byName.emails.add(record.id, emailsOf(record))
    },
    putGroup(record) {
      const former = groups.get(record.id)
      if (former) byDisplayName.remove(record.id, [former.displayName])
      else groupRows.add(record.id)
      byDisplayName.add(record.id, [record.displayName])
      for (const member of former?.members ?? []) memberships.get(member)?.delete(record.id)
      for (const member of record.members) join(member, record.id)
      groups.set(record.id, record)
    },
    dropGroup(id) {
      const former = groups.get(id)
      if (!former) return
      for (const member of former.members) memberships.get(member)?.delete(id)
      byDisplayName.remove(id, [former.displayName])
      groupRows.remove(id)
      groups.delete(id)
    },
    addChannel: (name) => {
      channels.add(name.toLowerCase())
    },
    newUserId: () => newId('U', users),
    newGroupId: () => newId('S', groups),
  }
}

function emailsOf({ primaryEmail, secondaryEmail }: UserRecord): string[] {
  return secondaryEmail ? [primaryEmail, secondaryEmail] : [primaryEmail]
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
