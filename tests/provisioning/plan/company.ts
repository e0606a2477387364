import type {
  Account,
  Attributes,
  Desired,
  DesiredGroup,
  DesiredUser,
  Link,
  Owns,
  PlanInput,
  Policy,
  Roster,
  Snapshot,
  SourceFacts,
} from '../../../src/provisioning/index.ts'
import { keyedHash } from '../../../src/provisioning/links/keyed-hash.ts'
import { membersText, type TrackedValues, withWritten } from '../../../src/provisioning/links/written.ts'

/** What the source of a company writes. */
export const OWNS: Owns = {
  userName: 'always',
  displayName: 'whenEmpty',
  givenName: 'always',
  familyName: 'always',
  email: 'always',
  title: 'always',
  department: 'always',
  manager: 'always',
  phone: 'onCreate',
}

/** Everything is allowed. */
export const ALL: Policy = {
  allow: [
    'createUser',
    'updateUser',
    'changeEmail',
    'changeUserName',
    'clear',
    'reactivate',
    'deactivate',
    'toGuest',
    'toMember',
    'createGroup',
    'renameGroup',
    'addMembers',
    'removeMembers',
    'emptyGroup',
  ],
  protect: ['root@acme.test'],
}

const SECRET = '00'.repeat(32)
const AT = '2026-11-29T12:00:00.000Z'

/** A row of the source `hr`; the key stands in all its names. */
export function row(key: string, attributes: Attributes = {}, rest: Partial<DesiredUser> = {}): DesiredUser {
  return {
    key,
    source: 'hr',
    active: true,
    origin: `people.csv:${key}`,
    attributes: { ...namesOf(key), ...attributes },
    ...rest,
  }
}

/** The account `U<key>`. */
export function account(key: string, attributes: Attributes = {}, rest: Partial<Account> = {}): Account {
  return {
    id: `U${key}`,
    active: true,
    kind: 'member',
    attributes: { ...namesOf(key), ...attributes },
    ...rest,
  }
}

function namesOf(key: string): Attributes {
  return {
    userName: `user${key}`,
    email: `user${key}@acme.test`,
    givenName: `Given${key}`,
    familyName: `Family${key}`,
  }
}

/** A group of the source `hr`. */
export function group(
  key: string,
  members: readonly string[],
  rest: Partial<DesiredGroup> = {},
): DesiredGroup {
  return { key, source: 'hr', members, mode: 'exact', origin: `groups.csv:${key}`, ...rest }
}

/** The group `S<name>`. */
export function roster(name: string, members: readonly string[], id = `S${name}`): Roster {
  return { id, name, members: new Set(members) }
}

/** What a company is made of. */
export interface CompanyParts {
  readonly rows?: readonly DesiredUser[]
  readonly accounts?: readonly Account[]
  readonly groups?: readonly DesiredGroup[]
  readonly rosters?: readonly Roster[]
  /** Keys linked to `U<key>`, default none. */
  readonly linked?: readonly string[]
  /** Keys of groups linked to `S<key>`. */
  readonly linkedGroups?: readonly string[]
  /** Values last written, by key; default none. */
  readonly written?: Readonly<Record<string, TrackedValues>>
  /** Members last written, by the key of a group; default none. */
  readonly writtenMembers?: Readonly<Record<string, readonly string[]>>
  /** Runs in which values were overwritten, by key. */
  readonly contested?: Readonly<Record<string, Link['contested']>>
  readonly policy?: Policy
  readonly source?: Partial<SourceFacts>
  readonly snapshot?: Partial<Snapshot>
}

/** The input of a plan for a small company. */
export function company({
  rows = [],
  accounts = [],
  groups = [],
  rosters = [],
  linked = [],
  linkedGroups = [],
  written = {},
  writtenMembers = {},
  contested = {},
  policy = ALL,
  source,
  snapshot,
}: CompanyParts): PlanInput {
  const users = new Map(accounts.map((one) => [one.id, one]))
  const hash = keyedHash(SECRET)
  const linkOf = (key: string): Link => ({
    id: `U${key}`,
    source: 'hr',
    written: withWritten(hash, {}, written[key] ?? {}),
    contested: contested[key],
  })
  const groupLinkOf = (key: string): Link => {
    const members = writtenMembers[key]
    const written = withWritten(hash, {}, members ? { members: membersText(members) } : {})
    return { id: `S${key}`, source: 'hr', written, contested: contested[key] }
  }
  const desired: Desired = {
    sources: [{ name: 'hr', rows: rows.length, complete: true, takenAt: AT, owns: OWNS, ...source }],
    users: new Map(rows.map((one) => [one.key, one])),
    groups: new Map(groups.map((one) => [one.key, one])),
  }
  return {
    desired,
    snapshot: {
      organization: 'E1',
      takenAt: AT,
      complete: true,
      users,
      groups: new Map(rosters.map((one) => [one.id, one])),
      ...snapshot,
    },
    links: {
      organization: 'E1',
      secret: SECRET,
      users: new Map(linked.map((key) => [key, linkOf(key)])),
      groups: new Map(linkedGroups.map((key) => [key, groupLinkOf(key)])),
    },
    policy,
    now: new Date(AT),
  }
}
