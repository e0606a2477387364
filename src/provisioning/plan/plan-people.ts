import { personName } from '../attributes/person-name.ts'
import type { DesiredUser } from '../desired/desired.ts'
import { hasAccount, type Owner, ownAccount } from '../links/claim.ts'
import type { Account } from '../snapshot/snapshot.ts'
import { draftCreate, type NewPerson, placeManagers, pushCreates } from './creates.ts'
import { agreed, diffUser, type ManagerOf } from './diff-user.ts'
import type { Draft } from './handovers.ts'
import { hold, type Planning, subjectOf } from './planning.ts'
import type { Ref } from './step.ts'
import { isSwitchedByOthers, noteSwitched, pushSwitch, switchPerson } from './switches.ts'
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
  const { claims, claimants, ...matches } = planning.matches
  const absent = new Set(matches.absent.map(({ id }) => id))
  const untouchable = new Set<string>()
  const reactivated = new Set<string>()
  const drafts = new Map<string, Draft>()
  const creates = new Map<string, NewPerson>()
  const managerOf: ManagerOf = (key) => {
    const claim = claims.get(key)
    return claim ? ownAccount(claim)?.id : linkedId(planning, key)
  }
  let managed = 0
  let managedGuests = 0
  for (const claim of claims.values()) {
    const { person, situation } = claim
    const { key } = person
    if (claim.held) {
      planning.held.push(claim.held)
      continue
    }
    if (!hasAccount(claim)) {
      if (situation !== 'new') continue
      const draft = draftCreate(planning, person)
      if (draft) creates.set(key, draft)
      continue
    }
    const { account } = claim
    if (account.active && account.kind === 'member') managed++
    else if (account.active && account.kind === 'guest') managedGuests++
    if (isUntouchable(planning, claim)) {
      untouchable.add(account.id)
      continue
    }
    if (situation === 'matched') pushLink(planning, claim, managerOf)
    if (!person.active) {
      if (account.active) switchPerson(planning, claim)
      continue
    }
    if (!account.active && !switchPerson(planning, claim)) continue
    claim.memberId = account.id
    if (!account.active) reactivated.add(account.id)
    const difference = diffUser(planning, claim, managerOf)
    const conversion = conversionOf(person, account)
    if (difference || conversion) drafts.set(account.id, { owner: claim, difference, conversion })
  }
  settleUniqueValues(planning, drafts, creates)
  placeManagers(planning, creates, managerOf)
  pushCreates(planning, creates, drafts)
  pushUpdates(planning, drafts, creates)
  planAbsent(planning)
  return {
    refOf(key) {
      return claims.get(key)?.memberId ?? (creates.has(key) ? { key } : undefined)
    },
    isRemovable(id) {
      const owner = claimants.owner(id)
      return owner ? !untouchable.has(id) && !owner.held : absent.has(id)
    },
    reactivated,
    managed,
    managedGuests,
  }
}

/** The account of a person whom no source has any more, but who may still be a manager or a member. */
export function linkedId({ links, snapshot, desired }: Planning, key: string): string | undefined {
  const id = desired.users.has(key) ? undefined : links.users.get(key)?.id
  return id !== undefined && snapshot.users.has(id) ? id : undefined
}

/** Bots are never touched, and guests only if the source says that they are guests. */
function isUntouchable(planning: Planning, owner: Owner): boolean {
  const { person, account } = owner
  if (account.kind === 'bot') {
    hold(planning, subjectOf(owner), { code: 'protected', why: 'the account is a bot' })
    return true
  }
  if (account.kind !== 'guest' || person.guest !== undefined) return false
  hold(planning, subjectOf(owner), {
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

function pushLink(planning: Planning, owner: Owner, managerOf: ManagerOf): void {
  const { key, source } = owner.person
  const values = agreed(planning, owner, managerOf)
  const by = owner.by.join(' and ')
  planning.linkChanges.push({ key, id: owner.account.id, source, resource: 'user', by, values })
}

/** Accounts that a source should have and does not have. */
function planAbsent(planning: Planning): void {
  const { matches, snapshot, policy, links } = planning
  for (const { id, key, source } of matches.absent) {
    const account = snapshot.users.get(id)
    if (!account?.active) continue
    const subject = { who: personName(account.attributes, id), target: id, key }
    const why =
      key === undefined
        ? `is in the scope of ${source}, which does not have them`
        : `${source} no longer has ${key}`
    const isWanted = policy.absent === 'deactivate'
    const overwritten = isWanted && pushSwitch(planning, { account, subject }, { kind: 'deactivate', why })
    if (!isWanted) hold(planning, subject, { code: 'absent', why, fix: 'set policy.absent to deactivate' })
    const link = key === undefined ? undefined : links.users.get(key)
    if (isSwitchedByOthers(planning, link, account)) noteSwitched(planning, { account, subject, overwritten })
  }
}
