import { personName } from '../attributes/person-name.ts'
import type { DesiredUser } from '../desired/desired.ts'
import type { Account } from '../snapshot/snapshot.ts'
import { draftCreate, type NewPerson, placeManagers, pushCreates } from './creates.ts'
import { agreed, diffUser, type ManagerOf, type Pair } from './diff-user.ts'
import type { Draft } from './handovers.ts'
import { hold, type Planning, rowOf } from './planning.ts'
import type { Ref } from './step.ts'
import { pushSwitch } from './switches.ts'
import { settleUniqueValues } from './unique-values.ts'
import { pushUpdates } from './updates.ts'

/** What the people of a plan come to. */
export interface PlannedPeople {
  /** What stands for a person in groups; nothing for one without an active account when the plan is done. */
  refOf(key: string): Ref | undefined
  /** Whether an exact group may lose an account: that of a person who is not held, or one that a source misses. */
  isRemovable(id: string): boolean
  /** The accounts that the plan reactivates, whose old memberships count again. */
  readonly reactivated: ReadonlySet<string>
  /** Active accounts of people now. */
  readonly managed: number
  readonly managedGuests: number
}

/** Plans what concerns people: creates, updates, switches, and who is held. */
export function planPeople(planning: Planning): PlannedPeople {
  const { desired, snapshot, matches } = planning
  const absent = new Set(matches.absent.map(({ id }) => id))
  const untouchable = new Set<string>()
  const inactive = new Set<string>()
  const reactivated = new Set<string>()
  const drafts = new Map<string, Draft>()
  const creates = new Map<string, NewPerson>()
  const managerOf: ManagerOf = (key) => matches.people.get(key)?.id ?? linkedId(planning, key)
  let managed = 0
  let managedGuests = 0
  for (const person of desired.users.values()) {
    const { key } = person
    const { situation, id, held, by } = matches.people.get(key) ?? { situation: 'none', by: [] }
    if (held) {
      planning.held.push(held)
      continue
    }
    const account = id === undefined ? undefined : snapshot.users.get(id)
    if (!account) {
      if (situation !== 'new') continue
      const draft = draftCreate(planning, person)
      if (draft) creates.set(key, draft)
      continue
    }
    if (account.active && account.kind === 'member') managed++
    else if (account.active && account.kind === 'guest') managedGuests++
    const pair = pairOf(planning, person, account)
    if (isUntouchable(planning, pair)) {
      untouchable.add(account.id)
      inactive.add(key)
      continue
    }
    if (situation === 'matched') pushLink(planning, pair, { by: by.join(' and '), managerOf })
    if (!person.active) {
      inactive.add(key)
      if (account.active) pushSwitch(planning, pair, { kind: 'deactivate' })
      continue
    }
    if (account.active || pushSwitch(planning, pair, { kind: 'reactivate' })) {
      if (!account.active) reactivated.add(account.id)
      const difference = diffUser(planning, pair, managerOf)
      const conversion = conversionOf(person, account)
      if (difference || conversion) drafts.set(account.id, { pair, difference, conversion })
    } else inactive.add(key)
  }
  settleUniqueValues(planning, drafts, creates)
  placeManagers(planning, creates, managerOf)
  pushCreates(planning, creates, drafts)
  pushUpdates(planning, drafts, creates)
  planAbsent(planning)
  return {
    refOf(key) {
      if (creates.has(key)) return { key }
      const found = matches.people.get(key)
      return found?.held || inactive.has(key) ? undefined : found?.id
    },
    isRemovable(id) {
      const key = matches.owners.get(id)
      if (key === undefined) return absent.has(id)
      return !untouchable.has(id) && !matches.people.get(key)?.held
    },
    reactivated,
    managed,
    managedGuests,
  }
}

/** A person and the account; the name is only put together for those of whom something is said. */
function pairOf({ links }: Planning, person: DesiredUser, account: Account): Pair {
  return {
    person,
    account,
    link: links.users.get(person.key),
    get who() {
      return personName(person.attributes, personName(account.attributes, person.key))
    },
  }
}

/** The account of a person whom no source has any more, but who may still be a manager or a member. */
export function linkedId({ links, snapshot, desired }: Planning, key: string): string | undefined {
  const id = desired.users.has(key) ? undefined : links.users.get(key)?.id
  return id !== undefined && snapshot.users.has(id) ? id : undefined
}

/** Bots are never touched, and guests only if the source says that they are guests. */
function isUntouchable(planning: Planning, { person, account, who }: Pair): boolean {
  const subject = { ...rowOf(person), who, target: account.id }
  if (account.kind === 'bot') {
    hold(planning, subject, { code: 'protected', why: 'the account is a bot' })
    return true
  }
  if (account.kind !== 'guest' || person.guest !== undefined) return false
  hold(planning, subject, {
    code: 'guest-status',
    why: 'the account is a guest, and the source does not say that the person is one',
    fix: 'set guest to true in the source; false makes a member of them',
  })
  return true
}

function conversionOf({ guest }: DesiredUser, { kind }: Account): 'toGuest' | 'toMember' | undefined {
  if (guest === true && kind === 'member') return 'toGuest'
  return guest === false && kind === 'guest' ? 'toMember' : undefined
}

function pushLink(
  planning: Planning,
  pair: Pair,
  { by, managerOf }: { by: string; managerOf: ManagerOf },
): void {
  const { key, source } = pair.person
  const values = agreed(planning, pair, managerOf)
  planning.linkChanges.push({ key, id: pair.account.id, source, resource: 'user', by, values })
}

/** Accounts that a source should have and does not have. */
function planAbsent(planning: Planning): void {
  const { matches, snapshot, policy } = planning
  for (const { id, key, source } of matches.absent) {
    const account = snapshot.users.get(id)
    if (!account?.active) continue
    const subject = { who: personName(account.attributes, id), target: id, ...(key !== undefined && { key }) }
    const why =
      key === undefined
        ? `is in the scope of ${source}, which does not have them`
        : `${source} no longer has ${key}`
    if (policy.absent === 'deactivate')
      pushSwitch(planning, { account, ...subject }, { kind: 'deactivate', why })
    else hold(planning, subject, { code: 'absent', why, fix: 'set policy.absent to deactivate' })
  }
}
