import type {
  Account,
  Attributes,
  Desired,
  DesiredGroup,
  DesiredUser,
  Link,
  Owns,
  PlanInput,
  Roster,
} from '../src/provisioning/index.ts'

const OWNS: Owns = {
  userName: 'always',
  displayName: 'whenEmpty',
  givenName: 'always',
  familyName: 'always',
  email: 'always',
  title: 'always',
  phone: 'always',
  employeeNumber: 'always',
  costCenter: 'always',
  organization: 'always',
  division: 'always',
  department: 'always',
  manager: 'always',
  timezone: 'onCreate',
}

const MEMBERS = 250
const AT = '2026-11-29T12:00:00.000Z'

/** A company in which one person and one group of a hundred have changed. */
export function bigCompany(people: number, groups: number): PlanInput {
  const users = new Map<string, DesiredUser>()
  const accounts = new Map<string, Account>()
  const links = new Map<string, Link>()
  for (let n = 0; n < people; n++) {
    const key = String(n)
    const boss = Math.floor(n / 10)
    const attributes = attributesOf(n)
    const isChanged = n % 100 === 99
    const wanted = { ...attributes, manager: String(boss), ...(isChanged && { title: 'Senior engineer' }) }
    users.set(key, { key, source: 'hr', active: true, attributes: wanted, origin: `people.csv:${n + 2}` })
    accounts.set(`U${n}`, {
      id: `U${n}`,
      active: true,
      kind: 'member',
      attributes: { ...attributes, manager: `U${boss}` },
    })
    links.set(key, { id: `U${n}`, source: 'hr', written: {} })
  }
  const wantedGroups = new Map<string, DesiredGroup>()
  const rosters = new Map<string, Roster>()
  for (let n = 0; n < groups; n++) {
    const key = `g${n}`
    const numbers = Array.from({ length: MEMBERS }, (_, index) => (n * 47 + index * 13) % people)
    const members = n % 100 === 99 ? numbers.slice(1) : numbers
    wantedGroups.set(key, { key, source: 'hr', members: members.map(String), mode: 'exact' })
    rosters.set(`S${n}`, { id: `S${n}`, name: key, members: new Set(numbers.map((number) => `U${number}`)) })
  }
  const desired: Desired = {
    sources: [{ name: 'hr', rows: people, complete: true, takenAt: AT, owns: OWNS }],
    users,
    groups: wantedGroups,
  }
  return {
    desired,
    snapshot: {
      organization: 'E1',
      takenAt: AT,
      complete: true,
      users: accounts,
      groups: rosters,
      roles: new Map(),
    },
    links: { organization: 'E1', secret: '00'.repeat(32), users: links, groups: new Map() },
    policy: { allow: ['updateUser', 'addMembers', 'removeMembers'] },
    now: new Date(AT),
  }
}

function attributesOf(n: number): Attributes {
  return {
    userName: `user${n}`,
    displayName: `User ${n}`,
    givenName: `Given${n}`,
    familyName: `Family${n}`,
    email: `user${n}@example.com`,
    title: 'Engineer',
    phone: `+49 30 ${n}`,
    employeeNumber: `E${n}`,
    costCenter: `C${n % 100}`,
    organization: 'Acme',
    division: `Division ${n % 10}`,
    department: `Department ${n % 50}`,
    timezone: 'Europe/Berlin',
  }
}

/** What any plan has to do at least: compare each attribute and each member, and count what differs. */
export function bareComparison({ desired, snapshot, links }: PlanInput): number {
  let differences = 0
  const names = Object.keys(OWNS) as (keyof Attributes)[]
  for (const { key, attributes } of desired.users.values()) {
    const stored = snapshot.users.get(links.users.get(key)?.id ?? '')?.attributes ?? {}
    for (const name of names) {
      const value = attributes[name]
      const wanted = name === 'manager' ? links.users.get(value ?? '')?.id : value
      if (wanted !== stored[name]) differences++
    }
  }
  const byName = new Map(Array.from(snapshot.groups.values(), (roster) => [roster.name, roster]))
  for (const { key, members } of desired.groups.values()) {
    const stored = byName.get(key)?.members ?? new Set<string>()
    const wanted = new Set(members.map((member) => links.users.get(member)?.id ?? ''))
    for (const id of wanted) if (!stored.has(id)) differences++
    for (const id of stored) if (!wanted.has(id)) differences++
  }
  return differences
}
